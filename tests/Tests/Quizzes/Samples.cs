namespace Lectern.Tests.Quizzes;

/// <summary>A finished question of a kind, by which <see cref="Every_kind_of_question"/> tries it. Every kind needs one.</summary>
/// <param name="Data">As a program sends it.</param>
/// <param name="Right">A response that earns all points; null for kinds that the server doesn't mark.</param>
/// <param name="Wrong">One that earns less; null as above.</param>
/// <param name="OtherKey">The same data but for what is right: learners must not be able to tell it from <paramref name="Data"/>.</param>
internal sealed record Sample(string Kind, object Data, object? Right, object? Wrong, object OtherKey, object[] More)
{
    internal static Sample Of(string kind, object data, object otherKey, object? right, object? wrong, params object[] more) => new(kind, data, right, wrong, otherKey, more);

    public override string ToString() => Kind;
}

internal static class Samples
{
    internal static readonly Sample[] All =
    [
        Sample.Of("multiple-choice", Documents.Choices(4, 3), Documents.Choices(4, 2), "c3", "c1"),
        Sample.Of("multiple-answer", Documents.Choices(5, 1, 2), Documents.Choices(5, 3, 4, 5), new[] { "c1", "c2" }, new[] { "c1", "c4" }, new object[] { "c1" } as object),
        Sample.Of("true-false", new { isTrue = true }, new { isTrue = false }, "true", "false"),
        Sample.Of("short-answer", new { accepted = new[] { "atrial fibrillation", "AF" }, others = new object[] { new { text = "*fibrillation", percent = 50, feedback = "<p>Of which part?</p>" } }, wildcards = true, ignoreAccents = true }, new { accepted = new[] { "ventricular fibrillation" }, matchCase = true }, "AF", "flutter", "ventricular fibrillation", "átrial fibrillation"),
        Sample.Of("numeric",
            new { answers = new object[] { new { value = 12.5, how = "absolute", by = 0.5 }, new { value = 10, how = "range", by = 15, percent = 50, feedback = "<p>Near.</p>" }, new { value = "1,2e3", how = "relative", by = 2, percent = 25 } }, rules = new { ask = "choose", units = new object[] { new { name = "ml", also = new[] { "mL", "cc" } }, new { name = "l", factor = 1000 } }, unitPenalty = 20, precision = "figures", digits = 3, precisionPenalty = 10 } },
            new { answers = new object[] { new { value = 3 } }, rules = new { ask = "choose", units = new object[] { new { name = "ml" }, new { name = "l", factor = 2 } }, unitPenalty = 50, precision = "figures", digits = 3 } },
            "12.5 ml", "12.5", "0.0125 l", "0,0125 l", "14.0 ml", "about twelve ml", "١٢٫٥ ml"),
        Sample.Of("calculated",
            new { variables = new object[] { new { name = "a", from = 1, to = 9, step = 0.5 }, new { name = "b", list = new[] { 2, 4, 8 } } }, answers = new object[] { new { formula = "2*{a} + sqrt({b})^2", how = "relative", by = 1 }, new { formula = "{a}+{b}", percent = 50, feedback = "<p>Twice {a}.</p>" } }, rules = new { units = new[] { new { name = "mg" } } } },
            new { variables = new object[] { new { name = "a", list = new[] { 3 } } }, answers = new object[] { new { formula = "{a}*7" } }, rules = new { units = new[] { new { name = "mg" } }, unitPenalty = 10 } },
            null, "0.001"),
        Sample.Of("matching", Pairs("a1", "a2", "a1"), Pairs("a2", "a1", "a2"), new { s1 = "a1", s2 = "a2", s3 = "a1" }, new { s1 = "a1", s2 = "a3" }, new { s3 = "a3" }),
        Sample.Of("gap-text", Gaps("heart", "<p>Near.</p>", "c1", 72), Gaps("lung", "", "c2", 60), new Dictionary<string, string> { ["1"] = "HEART", ["2"] = "c1", ["3"] = "72,5" }, new Dictionary<string, string> { ["1"] = "liver", ["2"] = "c1" }, new Dictionary<string, string> { ["1"] = "hearty" }, new Dictionary<string, string> { ["2"] = "c2", ["3"] = "many" }),
        Sample.Of("drag-text", Words("<p>The [[1]] has [[3]] valves and [[3]] <em title=\"[[2]]\">chambers</em>.</p>"), Words("<p>The [[2]] has [[4]] valves and [[3]] <em title=\"[[2]]\">chambers</em>.</p>"), new Dictionary<string, string> { ["1"] = "w1", ["2"] = "w3", ["3"] = "w3" }, new Dictionary<string, string> { ["1"] = "w2", ["2"] = "w3" }, new Dictionary<string, string> { ["3"] = "w4" }),
        Sample.Of("matrix", Table("k1", "k2", "k3", "k1"), Table("k2", "k1", "k1", "k2"), new { r1 = new[] { "k1" }, r2 = new[] { "k2", "k3" }, r3 = new[] { "k1" } }, new { r1 = new[] { "k1" }, r2 = new[] { "k1", "k2" } }, new { r2 = new[] { "k3" } }),
        Sample.Of("likert", Scale("Agree"), Scale("Agree much"), null, null, new { s1 = new[] { "2" } }, new { s1 = new[] { "1" }, s2 = new[] { "3" } }),
        Sample.Of("ordering", Items("c", "a", "d", "b"), Items("a", "b", "c", "d"), new { c = 1, a = 2, d = 3, b = 4 }, new { a = 1, c = 2, d = 3, b = 4 }, new { a = 2 }, new { a = 1, c = 3 }),
        Sample.Of("essay", new { isFormatted = true, leastWords = 5, mostWords = 300, template = "<p>Claim:</p>", scheme = "<p>Two reasons</p>" }, new { isFormatted = true, leastWords = 5, mostWords = 300, template = "<p>Claim:</p>", scheme = "<p>Three</p>" },
            null, null, "<p>Claim: it beats.</p>", "<p>Formula: <math><mi>x</mi></math></p>"),
        Sample.Of("file-upload", new { types = new[] { "documents", "pictures" }, most = 2, mostMegabytes = 10, scheme = "<p>Two reasons</p>" }, new { types = new[] { "documents", "pictures" }, most = 2, mostMegabytes = 10, scheme = "" },
            null, null, new[] { new { id = "0192f0a0-0000-7000-8000-000000000001", name = "Plan.pdf", type = "application/pdf", length = 1200 } } as object),
        Sample.Of("audio-recording", new { mostSeconds = 90, scheme = "<p>Clear</p>" }, new { mostSeconds = 90, scheme = "" }, null, null, new[] { new { id = "0192f0a0-0000-7000-8000-000000000001", name = "recording.webm", type = "audio/webm", length = 90000 } } as object),
        Sample.Of("code", Program("6", "def add(a, b): return a + b"), Program("7", ""), null, null, "def add(a, b):\n    return a + b"),
        Sample.Of("hotspot", Regions(true, false), Regions(false, true), new { points = new[] { new { x = 1500, y = 1500 } }, regions = Array.Empty<string>() }, new { points = new[] { new { x = 5500, y = 5500 } }, regions = Array.Empty<string>() }),
        Sample.Of("drag-onto-image", Zones("l1", "l2"), Zones("l2", "l3"), new { z1 = "l1", z2 = "l2" }, new { z1 = "l3", z2 = "l2" }, new { z2 = "l1" }),
    ];

    private static object Program(string hidden, string solution) => new
    {
        language = "python", template = "def add(a, b):", solution,
        tests = new object[] { new { id = "t1", name = "adds", input = "1 2", expected = "3", weight = 1 }, new { id = "t2", name = "adds more", input = "", expected = hidden, isHidden = true, weight = 2.5 } },
    };

    private static string Heart => Lectern.Quizzes.QuestionImage.Address(new string('a', 64));

    private static object Regions(bool first, bool second) => new
    {
        image = Heart, alt = "A heart", most = 2,
        regions = new object[] { new { id = "r1", shape = "rect", points = new[] { 1000, 1000, 2000, 2000 }, label = "Atrium", isRight = first }, new { id = "r2", shape = "ellipse", points = new[] { 5000, 5000, 6050, 6000 }, label = "Aorta", isRight = second } },
    };

    private static object Zones(string above, string below) => new
    {
        image = Heart, alt = "A heart", labels = new object[] { new { id = "l1", text = "Atrium" }, new { id = "l2", text = "Ventricle", html = "<em>Ventricle</em>" }, new { id = "l3", text = "Aorta" } },
        zones = new object[] { new { id = "z1", points = new[] { 0, 0, 1000, 1000 }, name = "Above", labelId = above }, new { id = "z2", points = new[] { 0, 5000, 1000, 6025 }, name = "Below", labelId = below } },
    };

    // Three lines, and an answer that belongs to none; the numbers are those of the right answers.
    private static object Pairs(params string[] right) => new
    {
        pairs = right.Select((answer, index) => new { stem = (object?)new { id = $"s{index + 1}", text = $"Line {index + 1}", html = index == 0 ? "<em>Line</em> 1" : "" }, answer = new { id = answer, text = $"Answer {answer}" } })
            .Append(new { stem = (object?)null, answer = new { id = "a3", text = "Answer a3" } }),
    };

    // A word to write, one to choose and a number; gap 4 is not in the text.
    private static object Gaps(string accepted, string feedback, string right, int rate) => new
    {
        text = "<p>The [[1]] has [[2]] chambers.</p><p>It beats [[3]] times a minute.</p>",
        gaps = new object[]
        {
            new { kind = "write", answers = new object[] { new { id = "a1", text = accepted }, new { id = "a2", text = accepted + "*", percent = 50, feedback } }, weight = 2 },
            new { kind = "choose", answers = new[] { new { id = "c1", text = "four", percent = right == "c1" ? 100 : 0 }, new { id = "c2", text = "two", percent = right == "c2" ? 100 : 0 } } },
            new { kind = "number", answers = new[] { new { id = "n1", text = $"{rate}" } }, tolerance = 0.5 },
        },
        wording = new { wildcards = true },
    };

    private static object Words(string text) => new { text, words = new object[] { new { word = new { id = "w1", text = "heart" }, isReusable = true }, new { word = new { id = "w2", text = "lung", html = "<em>lung</em>" }, isReusable = true }, new { word = new { id = "w3", text = "four" }, isReusable = true, group = 2 }, new { word = new { id = "w4", text = "two" }, group = 2 } } };

    // Three columns and three rows; the second row has two right columns.
    private static object Table(string first, string second, string alsoSecond, string third) => new
    {
        columns = new[] { "k1", "k2", "k3" }.Select(id => new { id, text = $"Column {id}" }),
        rows = new object[] { new { line = new { id = "r1", text = "Row 1" }, right = new[] { first } }, new { line = new { id = "r2", text = "Row 2", html = "<strong>Row</strong> 2" }, right = new[] { second, alsoSecond } }, new { line = new { id = "r3", text = "Row 3" }, right = new[] { third } } },
        several = true,
    };

    private static object Scale(string last) => new { scale = new object[] { new { id = "1", text = "Disagree" }, new { id = "2", text = "Neither" }, new { id = "3", text = last } }, statements = new object[] { new { id = "s1", text = "It was clear." }, new { id = "s2", text = "It was short." } } };

    private static object Items(params string[] ids) => new { items = ids.Select(id => new { id, text = $"Item {id}" }) };
}
