using System.Globalization;
using System.Xml.Linq;
using Lectern.Qti.Processing;

namespace Lectern.Qti.Questions;

/// <summary>
/// Recognises items that are questions of a known kind. What an answer counts is asked of the item's own rules, so it doesn't matter how they
/// are written. An item that isn't recognised can still be shown and marked by its session.
/// </summary>
public static class QuestionReader
{
    /// <summary>Choices and prepared answers of one item; who looks at each beside each other has an end so.</summary>
    private const int MostParts = 1000;
    private const int MostBeside = 20;
    internal const double Precision = 1e-9;

    /// <summary>The question; or null, and why it is none of these.</summary>
    public static (Question? Question, QtiProblem? Problem) Recognise(AssessmentItem item)
    {
        if (item.IsAdaptive) return Other("adaptive", "It is adaptive: it changes from attempt to attempt.");
        if (item.TemplateRules.Count > 0) return Other("templates", "Each copy of it is made anew, from templates.");
        if (item.Body is null || item.Interactions.Count == 0) return Other("no-interaction", "It asks nothing that could be answered.");
        if (item.Interactions.Sum(interaction => interaction.Choices.Count) + item.Responses.Sum(response => (response.Mapping?.Entries.Count ?? 0) + (response.AreaMapping?.Entries.Count ?? 0) + (response.Correct?.Items.Count ?? 0)) > MostParts)
            return Other("too-many-parts", "It has more than {0} choices and prepared answers, which no question for learners needs.", $"{MostParts}");
        try
        {
            var question = item.Interactions.Count > 1 ? OfSeveral(item) : Of(item, item.Interactions[0]);
            return question is null ? Other("other-kind", "It is of a kind that is not known as a question here: {0}.", string.Join(", ", item.Kinds)) : (Common(question, item), null);
        }
        catch (QtiRefusedException refused)
        {
            return (null, refused.Problem);
        }
    }

    private static (Question?, QtiProblem?) Other(string code, string sentence, params string[] arguments) => (null, new(code, sentence, arguments));

    private static Question Common(Question question, AssessmentItem item) =>
        question with
        {
            Identifier = item.Identifier,
            Title = item.Title,
            Language = item.Language,
            MaxScore = MaxScore.Of(item) ?? question.MaxScore,
            Remarks = [.. question.Remarks, .. FeedbackBeside(item)],
            Feedback = Written(item.ModalFeedback.Where(feedback => IsAlwaysShown(item, feedback.When)).Select(feedback => feedback.Content)),
            Hints = [.. Blocks(item, QuestionWriter.Hint).Select(block => Written([block]))],
            Notes = Written(Blocks(item, null)),
            Extras = Blocks(item, null).SelectMany(block => block.Attributes()).Where(attribute => attribute.Name.LocalName.StartsWith(QuestionWriter.Extra, StringComparison.Ordinal))
                .DistinctBy(attribute => attribute.Name.LocalName).ToDictionary(attribute => attribute.Name.LocalName[QuestionWriter.Extra.Length..], attribute => attribute.Value),
        };

    /// <summary>Feedback in the text itself, and such as depends on the answer in another way than a choice's, which no question here has.</summary>
    private static IEnumerable<Remark> FeedbackBeside(AssessmentItem item)
    {
        if (item.ModalFeedback.Any(feedback => !IsAlwaysShown(item, feedback.When))) yield return new(new("modal-feedback-lost", "The feedback that its own rules show is lost."), IsLost: true);
        if (item.Body!.Descendants().Any(element => IsFeedback(element) && element.Ancestors("simpleChoice").FirstOrDefault()?.Descendants("feedbackInline").FirstOrDefault() != element))
            yield return new(new("feedback-lost", "Feedback that its text shows after an answer is lost."), IsLost: true);
    }

    /// <summary>Whether feedback is seen after every answer: its outcome says so by default, and no rule says otherwise.</summary>
    private static bool IsAlwaysShown(AssessmentItem item, FeedbackCondition when) =>
        item.Outcome(when.Variable) is { } outcome && when.Holds(outcome.Default) && !item.ResponseRules.Concat(item.OutcomeRules).Any(rule => rule.Sets.Contains(when.Variable));

    private static Question? Of(AssessmentItem item, Interaction interaction) => item.Response(interaction.ResponseIdentifier) is not { } response ? null : interaction.Kind switch
    {
        InteractionKind.Choice => Choice(item, interaction, response),
        InteractionKind.Match => Survey(item, interaction, response) ?? (Question?)Match(item, interaction, response),
        InteractionKind.Order => Order(item, interaction, response),
        InteractionKind.ExtendedText when response.Cardinality == Cardinality.Single && response.BaseType == BaseType.String => new EssayQuestion
        {
            Identifier = "",
            Stem = Stem(item, interaction),
            ExpectedLength = (int?)interaction.ExpectedLength,
            ExpectedLines = Lexical.Integer(interaction.Attribute("expectedLines")) is { } lines and > 0 and <= int.MaxValue ? (int)lines : null,
            Format = interaction.Attribute("format") switch { "plain" => EssayFormat.Plain, "preFormatted" => EssayFormat.PreFormatted, "xhtml" => EssayFormat.Xhtml, _ => null },
            Opening = Written(Blocks(item, QuestionWriter.Opening)),
            Template = response.Default?.Items.OfType<string>().FirstOrDefault(),
            Solution = response.Correct?.Items.OfType<string>().FirstOrDefault(),
        },
        InteractionKind.Upload when response.Cardinality == Cardinality.Single && response.BaseType == BaseType.File => new UploadQuestion { Identifier = "", Stem = Stem(item, interaction), MediaTypes = interaction.Attribute("type") },
        InteractionKind.Hotspot when response.BaseType == BaseType.Identifier => PictureReader.Hotspot(item, interaction, response),
        InteractionKind.SelectPoint when response.BaseType == BaseType.Point => PictureReader.SelectPoint(item, interaction, response),
        InteractionKind.GraphicGapMatch when response.BaseType == BaseType.DirectedPair => PictureReader.Label(item, interaction, response),
        InteractionKind.GapMatch => Dragged(item, interaction, response),
        InteractionKind.Hottext => OtherInteractions.Hottext(item, interaction, response),
        InteractionKind.Slider => OtherInteractions.Slider(item, interaction, response),
        InteractionKind.InlineChoice => OfSeveral(item),
        InteractionKind.TextEntry when response.Cardinality == Cardinality.Single => IsInline(interaction) && response.BaseType == BaseType.String ? OfSeveral(item) : Typed(item, interaction, response),
        _ => null,
    };

    internal static ChoiceQuestion? Choice(AssessmentItem item, Interaction interaction, ResponseDeclaration response)
    {
        var isMultiple = response.Cardinality == Cardinality.Multiple;
        var scores = interaction.Choices.Select(choice => Score(item, response, [choice.Identifier])).ToList();
        var right = (response.Correct?.Items ?? []).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var all = Score(item, response, right);
        var mapped = response.Mapping;
        // Parts count when some of the right ones alone give something, or when a mapping is what the rules ask.
        var isAllOrNothing = isMultiple ? mapped is null && scores.Zip(interaction.Choices).All(pair => pair.First == 0 || right.Count == 1 && right.Contains(pair.Second.Identifier)) : mapped is null;
        if (isMultiple && !isAllOrNothing && mapped is null && right.Count > 0 && Math.Abs(scores.Zip(interaction.Choices).Where(pair => right.Contains(pair.Second.Identifier)).Sum(pair => pair.First) - all) > Precision) return null;
        return new()
        {
            Identifier = "",
            Stem = Stem(item, interaction),
            IsMultiple = isMultiple,
            IsShuffled = interaction.IsShuffled,
            IsAllOrNothing = isAllOrNothing,
            Choices = [.. interaction.Choices.Select((choice, at) => new AnswerChoice(choice.Identifier, Markup(choice.Element),
                right.Count > 0 ? right.Contains(choice.Identifier) : scores[at] > 0, isAllOrNothing ? 0 : mapped?.Of(choice.Identifier, response.BaseType) ?? scores[at],
                choice.Element.Descendants("feedbackInline").FirstOrDefault() is { } feedback ? Markup(feedback) : null))],
        };
    }

    private static MatchQuestion? Match(AssessmentItem item, Interaction interaction, ResponseDeclaration response)
    {
        if (response.Mapping is null && response.Correct is null) return null;
        var keys = (response.Mapping?.Entries.Where(entry => entry.Value > 0).Select(entry => entry.Key) ?? response.Correct!.Items).OfType<QtiPair>().Distinct().ToList();
        var rows = interaction.Choices.Where(choice => choice.Role == ChoiceRole.Choice).ToList();
        var credit = Credit.Of(item, response, keys);
        var isTable = (interaction.Attribute("class") ?? "").Split(' ').Contains(QuestionWriter.Tabular) && IsEven(keys, credit, rows);
        var isAllOrNothing = credit.IsAllOrNothing && (isTable || keys.Count > 1);
        return new()
        {
            Identifier = "",
            Stem = Stem(item, interaction),
            IsShuffled = interaction.IsShuffled,
            IsTable = isTable,
            IsMultiple = isTable && rows.Any(row => row.MatchMax != 1),
            IsAllOrNothing = isAllOrNothing,
            Sources = Sides(interaction, ChoiceRole.Choice),
            Targets = Sides(interaction, ChoiceRole.Target),
            Pairs = [.. keys.Select((pair, at) => new MatchPair(pair.First, pair.Second, credit.Shares[at]))],
            Remarks = credit.Remarks(isAllOrNothing),
        };
    }

    /// <summary>Whether each row gives the same when it is right.</summary>
    private static bool IsEven(List<QtiPair> keys, Credit credit, List<Choice> rows)
    {
        if (credit.IsAllOrNothing) return true;
        var sums = keys.Zip(credit.Shares).GroupBy(pair => pair.First.First, pair => pair.Second).ToDictionary(row => row.Key, row => row.Sum());
        return rows.TrueForAll(row => Math.Abs(sums.GetValueOrDefault(row.Identifier) - sums.GetValueOrDefault(rows[0].Identifier)) < Precision);
    }

    /// <summary>Nothing says what is right, and one place on the scale belongs to each statement.</summary>
    private static SurveyQuestion? Survey(AssessmentItem item, Interaction interaction, ResponseDeclaration response) =>
        response.Mapping is null && response.Correct is null && item.ResponseRules.Count == 0 && interaction.Choices.All(choice => choice.Role != ChoiceRole.Choice || choice.MatchMax == 1)
            ? new() { Identifier = "", Stem = Stem(item, interaction), Statements = Sides(interaction, ChoiceRole.Choice), Scale = Sides(interaction, ChoiceRole.Target) } : null;

    private static OrderQuestion? Order(AssessmentItem item, Interaction interaction, ResponseDeclaration response)
    {
        var sides = Sides(interaction, ChoiceRole.Choice);
        var right = (response.Correct?.Items ?? []).OfType<string>().ToList();
        return right.Count == 0 || right.Count != sides.Count || right.Any(name => sides.All(side => side.Identifier != name)) ? null
            : new() { Identifier = "", Stem = Stem(item, interaction), IsShuffled = interaction.IsShuffled, Choices = [.. right.Select(name => sides.First(side => side.Identifier == name))] };
    }

    private static Question? Typed(AssessmentItem item, Interaction interaction, ResponseDeclaration response)
    {
        var stem = Stem(item, interaction);
        if (response.BaseType == BaseType.String) return new TextQuestion { Identifier = "", Stem = stem, Answers = Texts(item, response) };
        if (response.BaseType is not (BaseType.Float or BaseType.Integer)) return null;
        List<NumberAnswer> ranges = [];
        foreach (var equal in item.ResponseRules.SelectMany(rule => rule.Expressions).Where(expression => expression.Name == "equal"))
            if (Range(response, equal) is { } range) ranges.Add(range with { Score = ScoreOf(item, response, equal, range, ranges) });
        if (ranges.Count == 0)
            ranges = [.. (response.Mapping?.Entries.Select(entry => entry.Key) ?? response.Correct?.Items ?? []).Select(QtiValue.AsNumber).OfType<double>().Distinct().Select(number => new NumberAnswer(number, 0, Score(item, response, [Typed(response, number)])))];
        return ranges.Count == 0 ? null : new NumberQuestion { Identifier = "", Stem = stem, Answers = ranges };
    }

    /// <summary>One comparison of the answer with a number (or with the right answer), as a range around it.</summary>
    private static NumberAnswer? Range(ResponseDeclaration response, Expression equal)
    {
        if (equal.Operands.Count != 2 || !equal.Operands.Any(operand => operand.Name == "variable" && operand.Attribute("identifier") == response.Identifier)) return null;
        var other = equal.Operands.First(operand => operand.Name != "variable");
        var number = other.Name == "baseValue" ? Lexical.Float(other.Element.Value.Trim()) : other.Name == "correct" ? response.Correct?.Number : null;
        var tolerances = Lexical.Numbers(equal.Attribute("tolerance")) ?? [];
        if (number is not { } middle || tolerances.Count > 2 || tolerances.Count == 2 && tolerances[0] != tolerances[1]) return null;
        var tolerance = equal.Attribute("toleranceMode") switch { "absolute" when tolerances.Count > 0 => tolerances[0], "relative" when tolerances.Count > 0 => Math.Abs(middle) * tolerances[0] / 100, _ => 0 };
        return new(middle, tolerance, 0);
    }

    /// <summary>What a range gives where no range before it is asked first; where there is no such place, what its own rule says.</summary>
    private static double ScoreOf(AssessmentItem item, ResponseDeclaration response, Expression equal, NumberAnswer range, List<NumberAnswer> before)
    {
        bool IsIn(NumberAnswer one, double number) => Math.Abs(number - one.Number) <= one.Tolerance;
        IEnumerable<double> Beside(NumberAnswer one) => from nudge in new[] { 1, 1e-3, 1e-6 } from number in new[] { one.Number - one.Tolerance - nudge, one.Number + one.Tolerance + nudge } select number;
        foreach (var number in (double[])[range.Number, range.Number - range.Tolerance, range.Number + range.Tolerance, .. before.Take(MostBeside).SelectMany(Beside)])
            if (IsIn(range, number) && !before.Exists(one => IsIn(one, number)) && Typed(response, number) is { } typed) return Score(item, response, [typed]);
        var own = item.ResponseRules.OfType<ConditionRule>().SelectMany(rule => rule.Branches).FirstOrDefault(branch => ReferenceEquals(branch.When, equal));
        return own?.Rules is [SetValueRule { Identifier: BuiltIn.Score, Value: { Name: "baseValue" } value }] && Lexical.Float(value.Element.Value.Trim()) is { } said ? said : Score(item, response, [Typed(response, range.Number)]);
    }

    private static object? Typed(ResponseDeclaration response, double number) => Lexical.Parse(response.BaseType ?? BaseType.Float, Lexical.Number(number));

    /// <summary>Gaps that are typed or chosen at their place; the score is the sum of theirs.</summary>
    private static GapQuestion? OfSeveral(AssessmentItem item)
    {
        var isChosen = item.Interactions[0].Kind == InteractionKind.InlineChoice;
        if (item.Interactions.Any(interaction => interaction.Kind != (isChosen ? InteractionKind.InlineChoice : InteractionKind.TextEntry))) return null;
        var gaps = new List<Gap>();
        foreach (var interaction in item.Interactions)
        {
            if (item.Response(interaction.ResponseIdentifier) is not { Cardinality: Cardinality.Single } response || !isChosen && response.BaseType != BaseType.String) return null;
            gaps.Add(new(response.Identifier, isChosen ? [.. interaction.Choices.Select(choice => new TextAnswer(choice.Text, Score(item, response, [choice.Identifier])))] : Texts(item, response)));
        }
        var body = ForCandidates(item.Body!);
        foreach (var place in body.Descendants(isChosen ? "inlineChoiceInteraction" : "textEntryInteraction").ToList()) place.ReplaceWith(new XElement("gap", new XAttribute("identifier", (string?)place.Attribute("responseIdentifier") ?? "")));
        return new() { Identifier = "", Stem = Markup(body), Style = isChosen ? GapStyle.Chosen : GapStyle.Typed, Gaps = gaps, IsShuffled = item.Interactions[0].IsShuffled };
    }

    private static GapQuestion? Dragged(AssessmentItem item, Interaction interaction, ResponseDeclaration response)
    {
        var words = interaction.Choices.Where(choice => choice.Role == ChoiceRole.Choice).ToList();
        if (words.Any(word => word.Element.Name.LocalName != "gapText") || response.Mapping is null && response.Correct is null) return null;
        var keys = (response.Mapping?.Entries.Where(entry => entry.Value > 0).Select(entry => entry.Key) ?? response.Correct!.Items).OfType<QtiPair>().ToList();
        var credit = Credit.Of(item, response, keys);
        var isAllOrNothing = credit.IsAllOrNothing && keys.Count > 1;
        var around = new XElement(interaction.Element);
        around.Elements().Where(element => element.Name.LocalName is "gapText" or "prompt").Remove();
        return new()
        {
            Identifier = "",
            Stem = Stem(item, interaction) + Markup(around),
            Style = GapStyle.Dragged,
            IsShuffled = interaction.IsShuffled,
            IsAllOrNothing = isAllOrNothing,
            Remarks = credit.Remarks(isAllOrNothing),
            Words = [.. words.Select(word => word.Text)],
            Gaps = [.. interaction.Choices.Where(choice => choice.Role == ChoiceRole.Gap).Select(gap => new Gap(gap.Identifier,
                [.. keys.Where(pair => pair.Second == gap.Identifier && words.Any(word => word.Identifier == pair.First))
                    .Select(pair => new TextAnswer(words.First(word => word.Identifier == pair.First).Text, credit.Shares[keys.IndexOf(pair)]))]))],
        };
    }

    /// <summary>The texts that count: those of the mapping, or the right answer; whether case counts is tried, and of texts without case taken as the mapping says.</summary>
    private static List<TextAnswer> Texts(AssessmentItem item, ResponseDeclaration response) =>
        [.. (response.Mapping?.Entries.Select(entry => entry.Key) ?? response.Correct?.Items ?? []).OfType<string>().Distinct().Select(text =>
        {
            var score = Score(item, response, [text]);
            var (lower, upper) = (text.ToLower(CultureInfo.InvariantCulture), text.ToUpper(CultureInfo.InvariantCulture));
            return new TextAnswer(text, score, IsCaseSensitive: lower == upper
                ? response.Mapping?.Entries.All(entry => entry.IsCaseSensitive) == true
                : Math.Abs(Score(item, response, [text == upper ? lower : upper]) - score) > Precision);
        })];

    private static List<MatchSide> Sides(Interaction interaction, ChoiceRole role) => [.. interaction.Choices.Where(choice => choice.Role == role).Select(choice => new MatchSide(choice.Identifier, Markup(choice.Element)))];

    internal static double Score(AssessmentItem item, ResponseDeclaration response, IEnumerable<object?> answers)
    {
        var session = ItemSession.Begin(item);
        var items = answers.OfType<object>().ToList();
        session.Respond(response.Identifier, response.BaseType is not { } baseType || items.Count == 0 ? null : response.Cardinality == Cardinality.Single ? QtiValue.Single(baseType, items[0]) : QtiValue.Container(response.Cardinality, baseType, items));
        session.Submit();
        return session.Value(BuiltIn.Score)?.Number ?? 0;
    }

    /// <summary>Whether there are words beside it in its own block: then it is a gap in a text.</summary>
    private static bool IsInline(Interaction interaction) =>
        interaction.Element.Parent is { } block && block.Name.LocalName is not ("itemBody" or "div") && block.Nodes().Any(node => node != interaction.Element && (node is XElement || node is XText text && text.Value.Trim().Length > 0));

    /// <summary>The body without the interaction, and its prompt after it.</summary>
    internal static string Stem(AssessmentItem item, Interaction interaction)
    {
        var mark = new XAttribute("mark", "");
        interaction.Element.Add(mark);
        var body = ForCandidates(item.Body!);
        mark.Remove();
        var place = body.Descendants(interaction.Element.Name).First(element => element.Attribute("mark") is not null);
        // The paragraph that held nothing else goes with it.
        while (place.Parent is { } parent && parent != body && parent.Name.LocalName is "p" or "div" && place.Parent.Nodes().All(node => node == place || node is XText text && text.Value.Trim().Length == 0)) place = parent;
        place.Remove();
        return Markup(body) + (interaction.Prompt is { } prompt ? prompt.Elements().Any(IsBlock) ? Markup(prompt) : $"<p>{Markup(prompt)}</p>" : "");
    }

    /// <summary>The body with the words of the interaction in it, and its prompt before them.</summary>
    internal static string StemWithWords(AssessmentItem item, Interaction interaction)
    {
        var mark = new XAttribute("mark", "");
        interaction.Element.Add(mark);
        var body = ForCandidates(item.Body!);
        mark.Remove();
        var place = body.Descendants(interaction.Element.Name).First(element => element.Attribute("mark") is not null);
        foreach (var word in place.Descendants("hottext").ToList()) word.ReplaceWith(word.Nodes());
        if (place.Element("prompt") is { } prompt) prompt.ReplaceWith(prompt.Elements().Any(IsBlock) ? prompt.Nodes() : new XElement("p", prompt.Nodes()));
        place.ReplaceWith(place.Nodes());
        return Markup(body);
    }

    private static bool IsBlock(XElement element) => element.Name.LocalName is "p" or "div" or "ul" or "ol" or "table";

    /// <summary>It without what only others than candidates see, and without what they see only after answering.</summary>
    private static XElement ForCandidates(XElement element)
    {
        var copy = new XElement(element);
        foreach (var hidden in NotesIn(copy).Concat(copy.Descendants().Where(IsFeedback)).ToList()) hidden.Remove();
        return copy;
    }

    /// <summary>Feedback that is not there before an answer (information model 6.3); what hides itself after one is.</summary>
    private static bool IsFeedback(XElement element) => element.Name.LocalName is "feedbackInline" or "feedbackBlock" && (string?)element.Attribute("showHide") != "hide";

    /// <summary>The rubric blocks that are not for candidates (information model 6.4, "view"), wherever they stand; one that asks something is no such block.</summary>
    private static List<XElement> NotesIn(XElement body) => [.. body.Descendants("rubricBlock").Where(Reading.CanonicalElements.IsForOthers)];

    /// <summary>Those that hold one part of the question; null for the notes of whoever marks.</summary>
    private static IEnumerable<XElement> Blocks(AssessmentItem item, string? part) => NotesIn(item.Body!).Where(block => (string?)block.Attribute(QuestionWriter.Part) == part);

    private static string Written(IEnumerable<XElement> blocks) => string.Concat(blocks.Select(block => Markup(block.Element("contentBody") ?? block)));

    internal static string Markup(XElement element) => string.Concat(ForCandidates(element).Nodes().Select(node => node.ToString(SaveOptions.DisableFormatting))).Trim();
}
