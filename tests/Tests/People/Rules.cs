using FsCheck;
using FsCheck.Fluent;
using Lectern.Kernel;
using Lectern.People;
using Lectern.People.Branding;
using Lectern.People.Directory;
using Lectern.People.SigningIn;
using Lectern.Web;
using Lectern.Web.Design;

namespace Lectern.Tests.People;

public sealed class The_last_administrator
{
    private static readonly List<Id<Person>> Pool = [.. Enumerable.Range(0, 4).Select(_ => Id<Person>.New())];

    [Fact]
    public void stays_however_the_others_leave() => Prop.ForAll(
        Gen.Elements<Id<Person>>(Pool).ListOf().ToArbitrary(),
        leavings =>
        {
            var administrators = new List<Id<Person>>(Pool.Take(3));
            foreach (var leaving in leavings)
                if (LastAdministrator.Refuse(administrators, leaving) is null) administrators.Remove(leaving);
            return administrators.Count >= 1;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void may_have_the_role_twice_and_is_still_the_last() => Assert.NotNull(LastAdministrator.Refuse([Pool[0], Pool[0]], Pool[0]));

    [Fact]
    public void is_nobody_elses_trouble() => Assert.Null(LastAdministrator.Refuse([Pool[0]], Pool[1]));
}

public sealed class Managing_an_account
{
    private static readonly Scope Root = Scope.Institution("Marlow"), North = Root.AddUnit("North"), Ward = North.AddUnit("Ward"), South = Root.AddUnit("South");

    private static Visitor Administrator(params Scope[] at) => new() { PersonId = Sequential.NewGuid(), Grants = [.. at.Select(s => new Grant(Role.Administrator, s.Id.Value, s.Path))] };

    [Fact]
    public void takes_power_over_every_role_of_the_account()
    {
        Assert.True(Administrator(North).MayManage([Ward.Path]));
        Assert.False(Administrator(North).MayManage([Ward.Path, South.Path]));
        Assert.False(Administrator(North).MayManage([Root.Path]));
        Assert.False(Administrator(North).MayManage([]));
        Assert.True(Administrator(Root).MayManage([]));
        Assert.False((Administrator(Root) with { Grants = [new Grant(Role.Manager, Root.Id.Value, Root.Path)] }).MayManage([Ward.Path]));
    }

    [Fact]
    public void of_more_places_is_never_easier() => Prop.ForAll(
        Gen.Elements(Root, North, Ward, South).ListOf().ToArbitrary(), Gen.Elements(Root, North, Ward, South).ToArbitrary(),
        (held, power) => held.Count == 0 || !Administrator(power).MayManage([.. held.Select(s => s.Path)]) || held.All(s => Administrator(power).MayManage([s.Path])))
        .QuickCheckThrowOnFailure();
}

public sealed class A_local_address
{
    [Theory, InlineData("/"), InlineData("/courses/1?x=2"), InlineData("/a//b")]
    public void is_kept(string address) => Assert.Equal(address, LocalAddress.OrHome(address));

    [Theory, InlineData(null), InlineData(""), InlineData("//evil.example"), InlineData("/\\evil.example"), InlineData("https://evil.example"), InlineData("javascript:alert(1)"), InlineData("/\t/evil.example"), InlineData("/\n/evil.example")]
    public void never_leads_to_another_site(string? address) => Assert.Equal("/", LocalAddress.OrHome(address));
}

public sealed class A_password
{
    [Theory, InlineData("short"), InlineData("aaaaaaaaaaaa"), InlineData("amara.okafor@marlow.example"), InlineData("Amara Okafor"), InlineData("AMARA.OKAFOR")]
    public void that_is_guessed_first_is_refused(string password) => Assert.NotNull(PasswordRules.Refuse(password, "amara.okafor@marlow.example", "Amara Okafor"));

    [Theory, InlineData("correct horse battery"), InlineData("كلمة مرور طويلة")]
    public void of_several_words_will_do(string password) => Assert.Null(PasswordRules.Refuse(password, "amara@marlow.example", "Amara"));
}

public sealed class A_brand_colour
{
    [Fact]
    public void always_gives_readable_text() => Prop.ForAll(Gen.Choose(0, 0xFFFFFF).ToArbitrary(), colour =>
        Contrast.Of($"#{colour:x6}").All(line => line.Passes)).QuickCheckThrowOnFailure();
}

public sealed class A_logo
{
    private static bool Safe(string svg) => CheckLogo.IsSafeSvg(System.Text.Encoding.UTF8.GetBytes(svg));

    [Fact]
    public void that_draws_is_taken() =>
        Assert.True(Safe("""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><defs><linearGradient id="g"><stop stop-color="#fff"/></linearGradient></defs><rect width="8" height="8" fill="url(#g)"/></svg>"""));

    [Theory]
    [InlineData("""<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>""")]
    [InlineData("""<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>""")]
    [InlineData("""<svg xmlns="http://www.w3.org/2000/svg"><image href="https://evil.example/x.png"/></svg>""")]
    [InlineData("""<svg xmlns="http://www.w3.org/2000/svg"><foreignObject/></svg>""")]
    [InlineData("""<svg xmlns="http://www.w3.org/2000/svg"><style>@import "https://evil.example"</style></svg>""")]
    [InlineData("""<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink"><use x:href="https://evil.example#a"/></svg>""")]
    [InlineData("""<svg xmlns="http://www.w3.org/2000/svg"><rect fill="url( 'https://evil.example/#a')"/></svg>""")]
    [InlineData("""<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg"><text>&a;</text></svg>""")]
    [InlineData("""<html xmlns="http://www.w3.org/1999/xhtml"/>""")]
    [InlineData("not xml")]
    public void that_does_more_is_refused(string svg) => Assert.False(Safe(svg));
}
