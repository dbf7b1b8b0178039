using Lectern.QuestionFiles;
using Lectern.Quizzes.Exchange.Bridge;
using Portable = Lectern.QuestionFiles;

namespace Lectern.Quizzes.QuestionTypes.Essay;

/// <summary>Texts that a person marks.</summary>
internal sealed class EssayPort() : QuestionPort<EssayData, Portable.Essay>("essay")
{
    public override Facets Keeps => Facets.EssaySettings;

    protected override TakenIn? TakeIn(Portable.Essay content, PortableQuestion question, IncomingTexts texts)
    {
        if (content.Attachments != 0 || content.ResponseFormat == "editorfilepicker") texts.Lose("essay-files", "That files may be handed in with the text is lost.");
        return new(new EssayData(content.ResponseFormat is "editor" or "editorfilepicker", Limit(content.LeastWords), Limit(content.MostWords), content.Lines, texts.Prose(content.Template), texts.Prose(content.MarkerNotes)));
    }

    private static int? Limit(int? words) => words is > 0 ? Math.Min(words.Value, EssayData.MostOfAll) : null;

    protected override GivenOut? GiveOut(EssayData data, OutgoingTexts texts) => new Portable.Essay
    {
        ResponseFormat = data.IsFormatted ? "editor" : "plain",
        LeastWords = data.LeastWords,
        MostWords = data.MostWords,
        Lines = data.Rows,
        Template = texts.Prose(data.Template),
        MarkerNotes = texts.Prose(data.Scheme),
    };
}
