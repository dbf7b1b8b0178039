using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Lectern.Data;

namespace Lectern.Web;

/// <summary>
/// What stands on screen, in the visitor's language. The English sentence is the key; translations are in each module's
/// <c>Resources/{language}.json</c>. A value is a string, or an object of CLDR plural forms (zero, one, two, few, many, other).
/// </summary>
public sealed class Texts
{
    public static readonly IReadOnlyList<string> Languages = ["en", "ar"];

    private readonly FrozenDictionary<string, FrozenDictionary<string, JsonElement>> _byLanguage;

    public Texts(ModelSources sources) => _byLanguage = Languages.ToFrozenDictionary(
        language => language,
        language => sources.Assemblies.Append(typeof(Texts).Assembly).SelectMany(assembly => Read(assembly, language)).DistinctBy(text => text.Key).ToFrozenDictionary());

    /// <summary>The sentence in the current language, with its arguments in the current culture.</summary>
    public string this[string sentence, params object[] arguments]
    {
        get
        {
            var text = Find(sentence) is { ValueKind: JsonValueKind.String } found ? found.GetString()! : sentence;
            return arguments.Length == 0 ? text : string.Format(CultureInfo.CurrentCulture, text, arguments);
        }
    }

    /// <summary>A sentence about a number: <c>T.Count("{0} lessons", 3)</c>; the plural form follows the language. {0} is the number.</summary>
    public string Count(string sentence, int count, params object[] arguments)
    {
        var form = PluralForm(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, count);
        var text = Find(sentence) switch
        {
            { ValueKind: JsonValueKind.Object } forms => (forms.TryGetProperty(form, out var exact) ? exact : forms.GetProperty("other")).GetString()!,
            { ValueKind: JsonValueKind.String } one => one.GetString()!,
            _ => sentence,
        };
        return string.Format(CultureInfo.CurrentCulture, text, [count, .. arguments]);
    }

    /// <summary>Parts in a row, as a sentence has them: "one, two and three".</summary>
    public string And(params string[] parts) => parts switch
    {
        [] => "",
        [var one] => one,
        [.. var before, var last] => this["{0} and {1}", string.Join(this[", "], before), last],
    };

    /// <summary>The forms of such a sentence for a script that counts: JSON by CLDR plural form, the number's place left in.</summary>
    public string CountForms(string sentence) => Find(sentence) is { ValueKind: JsonValueKind.Object } forms ? forms.GetRawText() : JsonSerializer.Serialize(new { other = sentence });

    private JsonElement? Find(string sentence) =>
        _byLanguage.TryGetValue(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, out var texts) && texts.TryGetValue(sentence, out var text) ? text : null;

    /// <summary>CLDR's cardinal plural rules for whole numbers (unicode.org/cldr/charts, "Language Plural Rules").</summary>
    internal static string PluralForm(string language, int count) => language switch
    {
        "ar" => count switch
        {
            0 => "zero",
            1 => "one",
            2 => "two",
            _ when count % 100 is >= 3 and <= 10 => "few",
            _ when count % 100 is >= 11 and <= 99 => "many",
            _ => "other",
        },
        _ => count == 1 ? "one" : "other",
    };

    internal static Dictionary<string, JsonElement> Read(Assembly assembly, string language)
    {
        using var stream = assembly.GetManifestResourceStream($"{assembly.GetName().Name}.Resources.{language}.json");
        return stream is null ? [] : JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(stream)!;
    }
}
