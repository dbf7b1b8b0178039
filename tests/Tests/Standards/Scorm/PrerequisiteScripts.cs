using FsCheck;
using FsCheck.Fluent;
using Lectern.Scorm;

namespace Lectern.Tests.Standards.Scorm;

public sealed class A_prerequisite_script
{
    private static readonly Dictionary<string, LessonStatus> Standing = new()
    {
        ["done"] = LessonStatus.Completed,
        ["passed-1.x"] = LessonStatus.Passed,
        ["failed"] = LessonStatus.Failed,
        ["begun"] = LessonStatus.Incomplete,
        ["34"] = LessonStatus.Completed,
    };

    [Theory]
    [InlineData("done", true)]
    [InlineData("passed-1.x", true)]
    [InlineData("failed", false)]
    [InlineData("never", false)]
    [InlineData("done & passed-1.x", true)]
    [InlineData("done&begun", false)]
    [InlineData("done|begun", true)]
    [InlineData("begun | done & failed", false)]
    [InlineData("(begun | done) & 34", true)]
    [InlineData("~begun", true)]
    [InlineData("~~done", true)]
    [InlineData("~done | done", true)]
    [InlineData("failed=failed", true)]
    [InlineData("failed = \"Failed\"", true)]
    [InlineData("done=passed", false)]
    [InlineData("done<>passed", true)]
    [InlineData("~done=passed", true)]
    [InlineData("never=not attempted", true)]
    [InlineData("never = \"not attempted\"", true)]
    [InlineData("begun=i", true)]
    [InlineData("2*{done, passed-1.x, failed, begun}", true)]
    [InlineData("3*{done, passed-1.x, failed, begun}", false)]
    [InlineData("3*{done, passed-1.x, failed=failed, begun}", true)]
    [InlineData("{done, 34}", true)]
    [InlineData("{done, begun}", false)]
    [InlineData("0*{begun}", true)]
    [InlineData("done AND passed-1.x", true)]
    [InlineData("(done and begun) or 34", true)]
    [InlineData("not begun", true)]
    [InlineData("done, 34", true)]
    [InlineData("done, begun", false)]
    public void holds_or_not(string script, bool expected) => Assert.Equal(expected, Prerequisites.Parse(script)!.AreMet(Status));

    [Theory]
    [InlineData("")]
    [InlineData("&")]
    [InlineData("a &")]
    [InlineData("a b")]
    [InlineData("(a")]
    [InlineData("a)")]
    [InlineData("{a")]
    [InlineData("x*{a}")]
    [InlineData("a=")]
    [InlineData("a=nonsense")]
    [InlineData("=passed")]
    [InlineData("\"a")]
    [InlineData("a ^ b")]
    [InlineData("a < b")]
    public void is_none_when_it_cannot_be_read(string script) => Assert.Null(Prerequisites.Parse(script));

    [Fact]
    public void cannot_exhaust_the_stack()
    {
        Assert.Null(Prerequisites.Parse(new string('(', 5000) + "a" + new string(')', 5000)));
        Assert.Null(Prerequisites.Parse(new string('~', 9000) + "a"));
        Assert.Null(Prerequisites.Parse(string.Concat(Enumerable.Repeat("1*{", 3000)) + "a"));
    }

    [Fact]
    public void means_what_its_tree_means_however_it_is_written()
    {
        Prop.ForAll(Arb.From(Expression(5)), Arb.From(Statuses()), (expression, statuses) =>
        {
            var parsed = Prerequisites.Parse(expression.Script);
            return parsed is not null && parsed.AreMet(item => statuses[item[0] - 'a']) == expression.Meaning(statuses);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void never_throws_whatever_is_written()
    {
        var signs = Gen.Elements("a", "b", "&", "|", "~", "(", ")", "{", "}", "*", "=", "<>", "3", ",", "\"", " ", "passed", "not");
        Prop.ForAll(Arb.From(Gen.ListOf(signs).Select(parts => string.Concat(parts))), script =>
        {
            _ = Prerequisites.Parse(script)?.AreMet(_ => LessonStatus.Passed);
            return true;
        }).QuickCheckThrowOnFailure();
    }

    private sealed record Expressed(string Script, Func<LessonStatus[], bool> Meaning);

    private static Gen<LessonStatus[]> Statuses() => Gen.Elements(Enum.GetValues<LessonStatus>()).ArrayOf(5);

    private static Gen<Expressed> Expression(int depth)
    {
        var item = Gen.Choose(0, 4).Select(index => new Expressed(((char)('a' + index)).ToString(), statuses => statuses[index] is LessonStatus.Passed or LessonStatus.Completed));
        var comparison =
            from index in Gen.Choose(0, 4)
            from status in Gen.Elements(Enum.GetValues<LessonStatus>())
            from equal in Gen.Elements(true, false)
            select new Expressed($"{(char)('a' + index)} {(equal ? "=" : "<>")} \"{status.ToToken()}\"", statuses => statuses[index] == status == equal);
        if (depth == 0) return Gen.OneOf(item, comparison);
        var inner = Expression(depth - 1);
        return Gen.OneOf(
            item,
            comparison,
            inner.Select(one => new Expressed($"~({one.Script})", statuses => !one.Meaning(statuses))),
            inner.Zip(inner, (one, other) => new Expressed($"({one.Script})&({other.Script})", statuses => one.Meaning(statuses) && other.Meaning(statuses))),
            inner.Zip(inner, (one, other) => new Expressed($"({one.Script} | {other.Script})", statuses => one.Meaning(statuses) || other.Meaning(statuses))),
            inner.ArrayOf(3).Zip(Gen.Choose(0, 3), (set, count) => new Expressed($"{count}*{{{string.Join(", ", set.Select(one => one.Script))}}}", statuses => set.Count(one => one.Meaning(statuses)) >= count)));
    }

    private static LessonStatus Status(string item) => Standing.GetValueOrDefault(item, LessonStatus.NotAttempted);
}
