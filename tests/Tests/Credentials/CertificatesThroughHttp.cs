using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Lectern.Courses;
using Lectern.Credentials;
using Lectern.Credentials.Issuing;
using Lectern.Data;
using Lectern.Enrolment;
using Lectern.Kernel;
using Lectern.Notifications;
using Lectern.People;
using Lectern.Progress;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lectern.Tests.Credentials;

public sealed class Completing_a_course(Apps apps)
{
    [Theory, EveryDatabase]
    public async Task gives_one_certificate_however_often_the_news_arrives(Database database)
    {
        var app = await apps.On(database);
        var learner = await app.Person(Role.Learner, name: "Amina Diallo");
        var completed = await app.Enrolled(learner, "Safe lifting");
        await app.Hear(completed);
        await app.Hear(completed);
        await app.Settle();

        var certificate = await app.InDb(db => db.Certificates.AsNoTracking().SingleAsync(c => c.EnrolmentId == completed.EnrolmentId));
        Assert.Equal(("Amina Diallo", "Safe lifting", (await app.Institution()).Name), (certificate.LearnerName, certificate.CourseTitle, certificate.InstitutionName));
        Assert.Equal(completed.VersionId, certificate.VersionId);
        Assert.Equal($"/certificates/{CertificateCode.Show(certificate.Code)}", (await app.InDb(db => db.Notifications.AsNoTracking().SingleAsync(n => n.PersonId == learner.Id && n.Href!.StartsWith("/certificates/")))).Href);
        Assert.Equal("Your certificate for Safe lifting", (await app.InDb(db => db.MailMessages.AsNoTracking().SingleAsync(m => m.PersonId == learner.Id))).Subject);
    }

    [Theory, EveryDatabase]
    public async Task keeps_the_claims_as_they_were(Database database)
    {
        var app = await apps.On(database);
        var certificate = await app.ACertificate("Amina Diallo", "Safe lifting", months: 24);
        await app.InDb(async db =>
        {
            (await db.People.SingleAsync(p => p.Id == certificate.LearnerId)).Rename("Somebody Else");
            await db.SaveChangesAsync();
        });
        using var browser = app.Browser();
        var page = await browser.Open($"/verify/{CertificateCode.Show(certificate.Code)}");
        Assert.Contains("Amina Diallo", page.Everything, StringComparison.Ordinal);
        Assert.DoesNotContain("Somebody Else", page.Everything, StringComparison.Ordinal);
        Assert.Equal(certificate.CompletedOn.AddMonths(24), certificate.ValidUntil);
    }
}

public sealed class The_certificates_of_a_course(Apps apps)
{
    [Theory, EveryDatabase]
    public async Task are_a_view_of_it_for_whoever_answers_for_it(Database database)
    {
        var app = await apps.On(database);
        var certificate = await app.ACertificate("Kofi Mensah", "The sepsis hour");
        var list = $"/courses/{certificate.CourseId}/certificates";
        var (instructor, _) = await app.SignedIn(Role.Instructor);
        using (instructor)
        {
            var page = await instructor.Open(list);
            Assert.True(page.Has($"nav.tabline a[href='{list}'][aria-current=page]"));
            Assert.Contains("Kofi Mensah", page.Words("tbody tr"), StringComparison.Ordinal);
            var sample = await instructor.Client.GetAsync($"{list}/sample");
            Assert.Equal("application/pdf", sample.Content.Headers.ContentType!.MediaType);
            Assert.True((await instructor.Open($"/courses/{certificate.CourseId}/settings")).Has($"a[href='{list}/sample']"));
        }

        var (manager, _) = await app.SignedIn(Role.Manager);
        using (manager)
        {
            Assert.False((await manager.Open($"/courses/{certificate.CourseId}/progress")).Has($"nav.tabline a[href='{list}']"));
            Assert.Equal(HttpStatusCode.NotFound, (await manager.Open($"{list}/sample")).Status);
        }

        Assert.Equal(1, await app.InDb(db => db.Certificates.CountAsync(c => c.CourseId == certificate.CourseId)));   // a sample is none
    }

    [Theory, EveryDatabase]
    public async Task can_be_turned_off(Database database)
    {
        var app = await apps.On(database);
        var learner = await app.Person(Role.Learner);
        var completed = await app.Enrolled(learner, "Without a paper");
        var (instructor, _) = await app.SignedIn(Role.Instructor);
        using var __ = instructor;
        var settings = await instructor.Open($"/courses/{completed.CourseId}/settings");
        Assert.True(settings.Has("input[name=HasCertificate][checked]"));
        await instructor.Submit(settings, "form[action$='/settings']", ("HasCertificate", null));
        await app.Hear(completed);
        Assert.False(await app.InDb(db => db.Certificates.AnyAsync(c => c.EnrolmentId == completed.EnrolmentId)));
        Assert.Contains("This course gives no certificate", (await instructor.Open($"/courses/{completed.CourseId}/certificates")).Everything, StringComparison.Ordinal);
    }
}

public sealed class Checking_a_certificate(Apps apps)
{
    [Theory, EveryDatabase]
    public async Task is_one_click_from_every_public_page(Database database)
    {
        var app = await apps.On(database);
        using var browser = app.Browser();
        var page = await browser.Open("/catalog");
        Assert.True(page.Has("header nav a[href='/verify']"));
        Assert.True(page.Has("footer a[href='/verify']"));
    }

    [Theory, EveryDatabase]
    public async Task shows_every_claim_to_anyone(Database database)
    {
        var app = await apps.On(database);
        var certificate = await app.ACertificate("Kofi Mensah", "The sepsis hour", months: 24);
        using var browser = app.Browser();
        var page = await browser.Open($"/verify/{CertificateCode.Show(certificate.Code)}");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal("This certificate is valid", page.Words("h1"));
        foreach (var claim in new[] { "Kofi Mensah", "The sepsis hour", certificate.InstitutionName, CertificateCode.Show(certificate.Code), "Valid until" }) Assert.Contains(claim, page.Everything, StringComparison.Ordinal);
        Assert.True(page.Has("meta[name=robots][content=noindex]"));
        Assert.Equal("noindex", page.Response.Headers.GetValues("X-Robots-Tag").Single());
        Assert.True(page.Statements <= 6);
    }

    [Theory, EveryDatabase]
    public async Task finds_it_however_its_code_is_typed(Database database)
    {
        var app = await apps.On(database);
        var certificate = await app.ACertificate();
        using var browser = app.Browser();
        var found = await browser.Submit(await browser.Open("/verify"), "main form[action='/verify']", ("code", " " + certificate.Code.ToLowerInvariant() + " "));
        Assert.Equal("This certificate is valid", found.Words("h1"));
        Assert.Equal($"/verify/{CertificateCode.Show(certificate.Code)}", found.Path);
    }

    [Theory, EveryDatabase]
    public async Task says_so_kindly_when_there_is_none(Database database)
    {
        var app = await apps.On(database);
        using var browser = app.Browser();
        foreach (var code in new[] { CertificateCode.New(), "x", "%3Cscript%3Ealert(1)%3C%2Fscript%3E", "..%2f..%2fetc%2fpasswd", "%0A%0D", new string('A', 3000), "%D9%A0%D9%A0" })
        {
            var page = await browser.Open($"/verify/{code}");
            Assert.Equal(HttpStatusCode.NotFound, page.Status);
            Assert.Equal("No certificate has this code", page.Words("h1"));
            Assert.False(page.Has("main script"));
            Assert.Equal(HttpStatusCode.NotFound, (await browser.Open($"/certificates/{code}/pdf")).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await browser.Open($"/api/v1/certificates/{code}")).Status);
        }
    }

    [Theory, EveryDatabase]
    public async Task puts_a_mistake_beside_the_field(Database database)
    {
        var app = await apps.On(database);
        using var browser = app.Browser();
        var page = await browser.Open("/verify?code=7Q4K-92ZD");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.True(page.Has("input[name=code][aria-invalid=true][value='7Q4K-92ZD']"));
    }

    [Theory, EveryDatabase]
    public async Task says_when_it_has_expired(Database database)
    {
        await using var app = await apps.OwnOn(database);
        var certificate = await app.ACertificate(months: 1);
        app.Clock.Advance(TimeSpan.FromDays(40));
        using var browser = app.Browser();
        var page = await browser.Open($"/verify/{CertificateCode.Show(certificate.Code)}");
        Assert.Equal("This certificate has expired", page.Words("h1"));
        Assert.Equal("expired", (await browser.Json($"/api/v1/certificates/{certificate.Code}")).GetProperty("status").GetString());
    }

    [Theory, EveryDatabase]
    public async Task is_stopped_for_whoever_asks_without_end(Database database)
    {
        await using var app = await apps.OwnOn(database, ("Credentials:ChecksPerAddressAndMinute", "5"));
        using var browser = app.Browser();
        for (var i = 0; i < 5; i++) Assert.Equal(HttpStatusCode.NotFound, (await browser.Open($"/verify/{CertificateCode.New()}")).Status);
        var stopped = await browser.Open($"/verify/{CertificateCode.New()}");
        Assert.Equal(HttpStatusCode.TooManyRequests, stopped.Status);
        Assert.True(stopped.Response.Headers.Contains("Retry-After"));
    }

    [Theory, EveryDatabase]
    public async Task works_for_programs(Database database)
    {
        var app = await apps.On(database);
        var certificate = await app.ACertificate("Kofi Mensah", "The sepsis hour");
        using var browser = app.Browser();
        var json = await browser.Json($"/api/v1/certificates/{CertificateCode.Show(certificate.Code)}");
        Assert.Equal(("valid", "Kofi Mensah", "The sepsis hour"), (json.GetProperty("status").GetString(), json.GetProperty("learner").GetString(), json.GetProperty("course").GetString()));
        Assert.EndsWith($"/verify/{CertificateCode.Show(certificate.Code)}", json.GetProperty("verifyUrl").GetString(), StringComparison.Ordinal);
    }
}

public sealed class Holding_a_certificate(Apps apps)
{
    [Theory, EveryDatabase]
    public async Task shows_it_with_all_that_can_be_done_with_it(Database database)
    {
        var app = await apps.On(database);
        var (browser, learner) = await app.SignedIn(Role.Learner);
        using var _ = browser;
        var certificate = await app.ACertificate(learner, "Infection & control, part 2", months: 12);
        var mine = await browser.Open("/certificates");
        Assert.Contains("Infection & control, part 2", mine.Everything, StringComparison.Ordinal);
        Assert.True(mine.Statements <= 6);

        var page = await browser.Open($"/certificates/{CertificateCode.Show(certificate.Code)}");
        var linkedIn = page.Html.QuerySelector("a[href^='https://www.linkedin.com/profile/add']")!.GetAttribute("href")!;
        var fields = System.Web.HttpUtility.ParseQueryString(new Uri(linkedIn).Query);
        Assert.Equal("Infection & control, part 2", fields["name"]);
        Assert.Equal(certificate.InstitutionName, fields["organizationName"]);
        Assert.Equal($"{certificate.CompletedOn:yyyy M}", $"{fields["issueYear"]} {fields["issueMonth"]}");
        Assert.Equal($"{certificate.ValidUntil:yyyy M}", $"{fields["expirationYear"]} {fields["expirationMonth"]}");
        Assert.Equal(CertificateCode.Show(certificate.Code), fields["certId"]);
        Assert.EndsWith($"/verify/{fields["certId"]}", fields["certUrl"], StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task gives_the_same_PDF_every_time(Database database)
    {
        var app = await apps.On(database);
        var certificate = await app.ACertificate("Kofi Mensah", "The sepsis hour");
        using var browser = app.Browser();
        var address = $"/certificates/{CertificateCode.Show(certificate.Code)}/pdf";
        var first = await browser.Client.GetAsync(address);
        var bytes = await first.Content.ReadAsByteArrayAsync();
        Assert.Equal("application/pdf", first.Content.Headers.ContentType!.MediaType);
        Assert.Equal("%PDF-1.7", Encoding.ASCII.GetString(bytes, 0, 8));
        Assert.Equal(bytes, await browser.Client.GetByteArrayAsync(address));
        using var again = new HttpRequestMessage(HttpMethod.Get, address);
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        Assert.Equal(HttpStatusCode.NotModified, (await browser.Client.SendAsync(again)).StatusCode);
    }

    [Theory, EveryDatabase]
    public async Task is_for_its_holder_alone(Database database)
    {
        var app = await apps.On(database);
        var certificate = await app.ACertificate("Kofi Mensah", "The sepsis hour");
        var (other, _) = await app.SignedIn(Role.Learner);
        using (other)
        {
            Assert.Equal(HttpStatusCode.NotFound, (await other.Open($"/certificates/{CertificateCode.Show(certificate.Code)}")).Status);
            Assert.DoesNotContain("The sepsis hour", (await other.Open("/certificates")).Everything, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.NotFound, (await other.Open($"/courses/{certificate.CourseId}/certificates")).Status);
        }
    }
}

public sealed class Revoking_a_certificate(Apps apps)
{
    [Theory, EveryDatabase]
    public async Task tells_everyone_and_can_be_taken_back(Database database)
    {
        var app = await apps.On(database);
        var certificate = await app.ACertificate("Kofi Mensah", "The sepsis hour");
        var (browser, _) = await app.SignedIn(Role.Instructor);
        using var __ = browser;
        var list = $"/courses/{certificate.CourseId}/certificates";
        var form = await browser.Open($"{list}/{certificate.Id}/revoke");
        var refused = await browser.Submit(form, "main form", ("reason", "  "));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.True(refused.Has("textarea[name=reason][aria-invalid=true]"));

        var done = await browser.Submit(refused, "main form", ("reason", "Issued in error"));
        Assert.Equal(list, done.Path);
        using var anyone = app.Browser();
        var page = await anyone.Open($"/verify/{certificate.Code}");
        Assert.Equal("This certificate was revoked", page.Words("h1"));
        Assert.Contains("Issued in error", page.Everything, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await anyone.Open($"/certificates/{certificate.Code}/pdf")).Status);

        await app.Settle();
        var mail = await app.InDb(db => db.MailMessages.AsNoTracking().SingleAsync(m => m.PersonId == certificate.LearnerId && m.Subject == "Your certificate for The sepsis hour was revoked"));
        Assert.Contains("Issued in error", mail.Text, StringComparison.Ordinal);

        await browser.Submit(await browser.Open(list), "form[action$='/restore']");
        Assert.Equal("This certificate is valid", (await anyone.Open($"/verify/{certificate.Code}")).Words("h1"));
        await app.Settle();
        Assert.Equal(1, await app.InDb(db => db.MailMessages.CountAsync(m => m.PersonId == certificate.LearnerId && m.Subject == "Your certificate for The sepsis hour is valid again")));
    }

    [Theory, EveryDatabase]
    public async Task is_for_those_who_answer_for_the_course(Database database)
    {
        var app = await apps.On(database);
        var certificate = await app.ACertificate();
        foreach (var role in new[] { Role.Learner, Role.Manager })
        {
            var (browser, _) = await app.SignedIn(role);
            using (browser) Assert.Equal(HttpStatusCode.NotFound, (await browser.Open($"/courses/{certificate.CourseId}/certificates/{certificate.Id}/revoke")).Status);
        }

        // An instructor of one course does not reach another's certificate through the address of their own.
        var other = await app.ACertificate();
        var (instructor, _) = await app.SignedIn(Role.Instructor, new Id<Scope>(other.CourseId.Value));
        using (instructor)
        {
            Assert.Equal(HttpStatusCode.OK, (await instructor.Open($"/courses/{other.CourseId}/certificates/{other.Id}/revoke")).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await instructor.Open($"/courses/{other.CourseId}/certificates/{certificate.Id}/revoke")).Status);
        }
    }
}

/// <summary>What the tests of certificates begin with.</summary>
internal static class CertificateBeginnings
{
    /// <summary>An enrolment in a published course of its own, and the news of its completion.</summary>
    internal static async Task<CourseCompleted> Enrolled(this TheApp app, Person learner, string title, int? months = null)
    {
        var institution = await app.Institution();
        var now = app.Clock.GetUtcNow();
        return await app.InDb(async db =>
        {
            var course = new Course(institution.Id, title, $"course-{Id<Course>.New()}", now);
            Assert.Null(course.Describe(title, "", "", "sepsis", "", EnrolmentPolicy.Open, months));
            var scope = (await db.Scopes.SingleAsync(s => s.Id == institution.Id)).AddCourse(course.Id.Value, title);
            var version = new CourseVersion { CourseId = course.Id, Number = 1, PublishedAt = now, PublishedById = null, OutlineJson = new Outline([]).Write() };
            var enrolment = new CourseEnrolment(course.Id, learner.Id, "self", now);
            db.AddRange(course, scope, version, enrolment);
            await db.SaveChangesAsync();
            return new CourseCompleted(enrolment.Id, course.Id, learner.Id, version.Id, now);
        });
    }

    /// <summary>What the outbox does with the news: handle it and commit.</summary>
    internal static async Task Hear(this TheApp app, CourseCompleted completed)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IssueCertificate>().Handle(completed, TestContext.Current.CancellationToken);
        await scope.ServiceProvider.GetRequiredService<LecternDb>().SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    internal static async Task<Certificate> ACertificate(this TheApp app, Person learner, string course, int? months = null)
    {
        var completed = await app.Enrolled(learner, course, months);
        await app.Hear(completed);
        return await app.InDb(db => db.Certificates.AsNoTracking().SingleAsync(c => c.EnrolmentId == completed.EnrolmentId));
    }

    internal static async Task<Certificate> ACertificate(this TheApp app, string learner = "Kofi Mensah", string course = "The sepsis hour", int? months = null) =>
        await app.ACertificate(await app.Person(Role.Learner, name: learner), course, months);

    internal static async Task<JsonElement> Json(this Browser browser, string path) => await browser.Client.GetFromJsonAsync<JsonElement>(path);
}
