namespace Lectern.Quizzes.QuestionTypes.Pictures;

/// <summary>The picture that a question is about.</summary>
internal static class Picture
{
    public const int LongestLabel = 200;
    private const int LongestAlt = 500;

    public static Outcome<(string Image, string Alt)> Tidy(string? image, string? alt)
    {
        var (address, words) = (PlainText.Line(image), PlainText.Line(alt));
        if (address.Length > 0 && !QuestionImage.IsAddress(address)) return new Refusal("picture-unknown", "This is not the address of a picture that is kept here. Choose a file.", "image");
        if (words.Length > LongestAlt) return new Refusal("alt-too-long", "What a picture shows is said in at most {0} characters.", "alt", LongestAlt);
        return (address, words);
    }

    public static Refusal? Missing(string image, string alt) =>
        image.Length == 0 ? new("picture-missing", "Choose a picture.", "image")
        : alt.Length == 0 ? new("alt-missing", "Say what the picture shows, for those who can't see it.", "alt")
        : null;
}
