using System.Text.Json;

namespace Lectern.Tests.House;

/// <summary>What stands on screen can be read in every language: the English sentence is the key, its translations lie in the module.</summary>
public sealed class Every_text
{
    private static readonly string[] PluralForms = ["zero", "one", "two", "few", "many", "other"];

    [Fact]
    public void has_an_Arabic_translation()
    {
        var missing = Texts().Where(text => Find(text, "ar") is null).Select(text => $"{text.File}: \"{text.Key}\"").Distinct();
        Repository.None(missing);
    }

    [Fact]
    public void keeps_its_placeholders_in_translation()
    {
        var wrong = new List<string>();
        foreach (var text in Texts())
        {
            if (Find(text, "ar") is not { } translation) continue;
            var expected = SourceTexts.Placeholders(text.Key);
            if (translation.ValueKind == JsonValueKind.String)
            {
                if (!expected.SequenceEqual(SourceTexts.Placeholders(translation.GetString()!))) wrong.Add($"{text.File}: \"{text.Key}\" → \"{translation.GetString()}\"");
                continue;
            }

            foreach (var form in translation.EnumerateObject())
            {
                // A form that means one number may say it in words: "one lesson".
                var found = SourceTexts.Placeholders(form.Value.GetString()!);
                var right = form.Name is "zero" or "one" or "two" ? found.All(expected.Contains) && expected.Where(p => p != "0").All(found.Contains) : found.SequenceEqual(expected) || (!expected.Contains("0") && found.Where(p => p != "0").SequenceEqual(expected));
                if (!right || !PluralForms.Contains(form.Name)) wrong.Add($"{text.File}: \"{text.Key}\", {form.Name} → \"{form.Value.GetString()}\"");
            }
        }

        Repository.None(wrong.Distinct());
    }

    [Fact]
    public void about_a_number_has_the_plural_forms_of_its_language()
    {
        var wrong = new List<string>();
        foreach (var text in Texts().Where(text => text.IsCounted))
        {
            if (Find(text, "ar") is not { ValueKind: JsonValueKind.Object } arabic || !PluralForms.All(form => arabic.TryGetProperty(form, out _))) wrong.Add($"{text.File}: \"{text.Key}\" needs zero, one, two, few, many and other in ar.json");
            if (Find(text, "en") is not { ValueKind: JsonValueKind.Object } english || !english.TryGetProperty("one", out _) || !english.TryGetProperty("other", out _)) wrong.Add($"{text.File}: \"{text.Key}\" needs one and other in en.json");
        }

        Repository.None(wrong.Distinct());
    }

    [Fact]
    public void is_translated_the_same_way_in_every_module()
    {
        var twice = from folder in Folders()
                    from text in Read(folder, "ar")
                    group (folder, text.Value.GetRawText()) by text.Key into same
                    where same.Select(s => s.Item2).Distinct().Count() > 1
                    select $"\"{same.Key}\": {string.Join(" | ", same.Select(s => $"{s.folder.Split('/')[^2]} {s.Item2}"))}";
        Repository.None(twice);
    }

    [Fact]
    public void that_is_translated_is_used()
    {
        var source = string.Concat(Repository.Files("src", ".cs", ".razor").Select(Repository.Read));
        var unused = from folder in Folders()
                     from language in new[] { "ar", "en" }
                     from text in Read(folder, language)
                     where !IsPropertyName(text.Key, source) && !source.Contains($"\"{text.Key.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"", StringComparison.Ordinal)
                     select $"{folder}/{language}.json: \"{text.Key}\"";
        Repository.None(unused);

        // The audit log says the names of properties in words: "Expires at" is ExpiresAt.
        static bool IsPropertyName(string key, string source)
        {
            if (key.Any(c => !char.IsLetter(c) && c != ' ')) return false;
            var name = string.Concat(key.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
            return typeof(Lectern.People.Person).GetProperty(name) is not null || source.Contains($" {name} {{ get;", StringComparison.Ordinal);
        }
    }

    private static IEnumerable<SourceText> Texts()
    {
        var texts = Repository.Files("src", ".cs", ".razor").Where(file => !file.StartsWith("src/Host/Commands/", StringComparison.Ordinal) && !file.StartsWith("src/Host/Demonstration/", StringComparison.Ordinal)).SelectMany(SourceTexts.In).ToList();
        Assert.True(texts.Count > 100, "The scan doesn't find the texts any more.");
        return texts;
    }

    private static JsonElement? Find(SourceText text, string language)
    {
        // Its own module's comes first; the words of others serve too, because no key may be translated in two ways.
        var parts = text.File.Split('/');
        foreach (var folder in Folders().Prepend($"src/{parts[1]}/{parts[2]}/Resources"))
            if (Read(folder, language).TryGetValue(text.Key, out var found)) return found;
        return null;
    }

    private static IEnumerable<string> Folders() => Repository.Files("src", ".json").Where(file => file.EndsWith("/Resources/ar.json", StringComparison.Ordinal)).Select(file => file[..file.LastIndexOf('/')]);

    private static readonly Dictionary<string, Dictionary<string, JsonElement>> ReadBefore = [];

    private static Dictionary<string, JsonElement> Read(string folder, string language)
    {
        var file = $"{folder}/{language}.json";
        lock (ReadBefore)
            return ReadBefore.TryGetValue(file, out var texts) ? texts
                : ReadBefore[file] = File.Exists(Repository.Path(file)) ? JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(Repository.Read(file))! : [];
    }
}
