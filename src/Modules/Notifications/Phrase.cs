namespace Lectern.Notifications;

/// <summary>An English sentence, the key of its translations, and its arguments.</summary>
public sealed record Phrase(string Text, params object[] Arguments)
{
    internal string In(Texts texts) => texts[Text, Arguments];
}

/// <summary>What a mail says; written down in the language of whoever gets it. <paramref name="Href"/> is a path on this site or a whole address; it is where the button leads.</summary>
public sealed record Letter(Phrase Subject, IReadOnlyList<Phrase> Paragraphs, Phrase? Button = null, string? Href = null);
