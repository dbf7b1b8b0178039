using Lectern.Kernel;

namespace Lectern.Web;

public static class RefusalTexts
{
    extension(Texts texts)
    {
        /// <summary>What was refused, in words, under the name of its form field; under an empty name when it is about the whole form.</summary>
        public IReadOnlyDictionary<string, string> Of(Refusal refusal) => new Dictionary<string, string>
        {
            [refusal.Field is { Length: > 0 } field ? char.ToLowerInvariant(field[0]) + field[1..] : ""] = texts[refusal.Sentence, refusal.Arguments],
        };
    }
}
