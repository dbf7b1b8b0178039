using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Lectern.Qti.Processing;

namespace Lectern.Qti.Questions;

/// <summary>Writes questions as items of QTI 2.1, 2.2 or 3.0, which every engine of the standard marks as they are meant.</summary>
public static class QuestionWriter
{
    internal const string Response = "RESPONSE";
    private const string Feedback = "FEEDBACK";

    /// <summary>Before the names of <see cref="Question.Extras"/>.</summary>
    internal const string Extra = "data-lectern-";

    /// <summary>The class of a match that is shown as rows and columns.</summary>
    internal const string Tabular = "qti-match-tabular";

    /// <summary>Marks a rubric block that holds what an essay begins with (<see cref="EssayQuestion.Opening"/>), or a hint.</summary>
    internal const string Part = Extra + "part";
    internal const string Opening = "opening";
    internal const string Hint = "hint";

    // An outcome that no rule sets: what it says by default it says after every answer.
    private const string Always = "GENERAL_FEEDBACK";
    private const string Shown = "general";

    /// <summary>The item as a document of its version.</summary>
    /// <exception cref="XmlException">Markup of the question is not well-formed.</exception>
    public static XDocument Write(Question question, QtiVersion version)
    {
        (List<XElement> responses, List<XNode> body, XElement? processing) = question switch
        {
            ChoiceQuestion choice => Choice(choice, version),
            TextQuestion text => ([TextResponse(Response, text.Answers)], [.. Nodes(text.Stem), Paragraph(Entry(Response))], Template(version, ResponseTemplates.MapResponse)),
            NumberQuestion number => Number(number),
            MatchQuestion match => Match(match, version),
            OrderQuestion order => Order(order, version),
            SurveyQuestion survey => Survey(survey),
            EssayQuestion essay => Essay(essay),
            UploadQuestion upload => ([Declared(Response, "single", "file")], [.. Nodes(upload.Stem), New("uploadInteraction", ("responseIdentifier", Response), ("type", Types(upload, version)))], null),
            HotspotQuestion hotspot => PictureWriter.Hotspot(hotspot, version),
            LabelQuestion labels => PictureWriter.Labels(labels, version),
            GapQuestion { Style: GapStyle.Dragged } gaps => Dragged(gaps, version),
            GapQuestion gaps => Gaps(gaps),
            _ => throw new ArgumentException($"A question of the kind {question.GetType().Name} can't be written.", nameof(question)),
        };
        var item = New("assessmentItem", ("identifier", question.Identifier), ("title", question.Title), ("adaptive", "false"), ("timeDependent", "false"));
        if (question.Language is { } language) item.SetAttributeValue(XNamespace.Xml + "lang", language);
        item.Add(responses,
            New("outcomeDeclaration", ("identifier", BuiltIn.Score), ("cardinality", "single"), ("baseType", "float"), ("normalMaximum", question.MaxScore), ("externalScored", question is EssayQuestion or UploadQuestion && version != QtiVersion.Qti21 ? "human" : null)).With(DefaultOf(0)),
            New("outcomeDeclaration", ("identifier", BuiltIn.MaxScore), ("cardinality", "single"), ("baseType", "float")).With(DefaultOf(question.MaxScore)),
            body.OfType<XElement>().Any(node => node.Descendants("feedbackInline").Any()) ? Declared(Feedback, question is ChoiceQuestion { IsMultiple: true } ? "multiple" : "single", "identifier", "outcomeDeclaration") : null,
            question.Feedback.Length > 0 ? Declared(Always, "single", "identifier", "outcomeDeclaration").With(New("defaultValue").With(New("value").With(new XText(Shown)))) : null,
            New("itemBody").With([.. body, Notes(question, version), question is EssayQuestion { Opening.Length: > 0 } opened ? Rubric(opened.Opening, version, (Part, Opening)) : null, .. question.Hints.Select(hint => Rubric(hint, version, (Part, Hint)))]), processing,
            question.Feedback.Length > 0 ? Holding(New("modalFeedback", ("outcomeIdentifier", Always), ("identifier", Shown), ("showHide", "show")), question.Feedback, version) : null);
        return new(new XDeclaration("1.0", "UTF-8", null), VersionedForm.Of(item, version));
    }

    private static (List<XElement>, List<XNode>, XElement?) Choice(ChoiceQuestion question, QtiVersion version)
    {
        var declaration = Declared(Response, question.IsMultiple ? "multiple" : "single", "identifier").With(Correct(question.Choices.Where(choice => choice.IsCorrect).Select(choice => choice.Identifier)));
        if (!question.IsAllOrNothing) declaration.Add(MappingOf(question.Choices.Select(choice => (choice.Identifier, choice.Score, (bool?)null)), question.MaxScore));
        var hasFeedback = question.Choices.Any(choice => choice.Feedback is not null);
        var interaction = New("choiceInteraction", ("responseIdentifier", Response), ("shuffle", question.IsShuffled), ("maxChoices", question.IsMultiple ? 0 : 1)).With(
            [.. question.Choices.Select(choice => New("simpleChoice", ("identifier", choice.Identifier)).With(
                [.. Nodes(choice.Content), choice.Feedback is { } feedback ? New("feedbackInline", ("outcomeIdentifier", Feedback), ("identifier", choice.Identifier), ("showHide", "show")).With([.. Nodes(feedback)]) : null]))]);
        var processing = hasFeedback || question.IsAllOrNothing && question.MaxScore != 1
            ? New("responseProcessing").With(question.IsAllOrNothing ? AllOrNothing() : Set(BuiltIn.Score, New("mapResponse", ("identifier", Response))), hasFeedback ? Set(Feedback, Variable(Response)) : null)
            : Template(version, question.IsAllOrNothing ? ResponseTemplates.MatchCorrect : ResponseTemplates.MapResponse);
        return ([declaration], [.. Nodes(question.Stem), interaction], processing);
    }

    private static (List<XElement>, List<XNode>, XElement?) Number(NumberQuestion question)
    {
        var declaration = Declared(Response, "single", "float");
        if (question.Answers.MaxBy(answer => answer.Score) is { } best) declaration.Add(Correct([Lexical.Number(best.Number)]));
        var condition = New("responseCondition").With(
            [.. question.Answers.Select((answer, at) => New(at == 0 ? "responseIf" : "responseElseIf").With(
                New("equal", ("toleranceMode", answer.Tolerance == 0 ? "exact" : "absolute"), ("tolerance", answer.Tolerance == 0 ? null : answer.Tolerance)).With(Value(answer.Number), Variable(Response)),
                Set(BuiltIn.Score, Value(answer.Score))))]);
        return ([declaration], [.. Nodes(question.Stem), Paragraph(Entry(Response))], New("responseProcessing").With(question.Answers.Count == 0 ? null : condition));
    }

    private static (List<XElement>, List<XNode>, XElement?) Match(MatchQuestion question, QtiVersion version)
    {
        var declaration = Declared(Response, "multiple", "directedPair").With(Correct(question.Pairs.Select(pair => $"{pair.Source} {pair.Target}")));
        if (!question.IsAllOrNothing) declaration.Add(MappingOf(question.Pairs.Concat(question.IsMultiple ? Wrong(question) : []).Select(pair => ($"{pair.Source} {pair.Target}", pair.Score, (bool?)null)), question.MaxScore));
        var interaction = Matched(question.Sources.Select(side => Associable(side, question.IsMultiple ? 0 : question.IsTable ? 1 : Math.Max(1, question.Pairs.Count(pair => pair.Source == side.Identifier)))), question.Targets, question.IsShuffled, question.IsTable);
        return ([declaration], [.. Nodes(question.Stem), interaction],
            Marking(question.IsAllOrNothing, question.MaxScore, version));
    }

    /// <summary>The wrong pairs of a table, each with what it takes.</summary>
    private static IEnumerable<MatchPair> Wrong(MatchQuestion question) =>
        from source in question.Sources
        let right = question.Pairs.Where(pair => pair.Source == source.Identifier).ToList()
        from target in question.Targets
        where right.Count > 0 && right.TrueForAll(pair => pair.Target != target.Identifier)
        select new MatchPair(source.Identifier, target.Identifier, -right[0].Score);

    private static (List<XElement>, List<XNode>, XElement?) Survey(SurveyQuestion question) =>
        ([Declared(Response, "multiple", "directedPair")], [.. Nodes(question.Stem), Matched(question.Statements.Select(side => Associable(side, 1)), question.Scale, isShuffled: false, isTable: true)], null);

    private static XElement Matched(IEnumerable<XElement> sources, IReadOnlyList<MatchSide> targets, bool isShuffled, bool isTable) =>
        New("matchInteraction", ("class", isTable ? Tabular : null), ("responseIdentifier", Response), ("shuffle", isShuffled), ("maxAssociations", 0)).With(
            New("simpleMatchSet").With([.. sources]),
            New("simpleMatchSet").With([.. targets.Select(side => Associable(side, 0))]));

    private static (List<XElement>, List<XNode>, XElement?) Essay(EssayQuestion question)
    {
        var declaration = Declared(Response, "single", "string").With(
            question.Template is { } template ? New("defaultValue").With(New("value").With(new XText(template))) : null,
            question.Solution is { } solution ? Correct([solution]) : null);
        return ([declaration], [.. Nodes(question.Stem), New("extendedTextInteraction", ("responseIdentifier", Response), ("expectedLength", question.ExpectedLength), ("expectedLines", question.ExpectedLines),
            ("format", question.Format switch { EssayFormat.Plain => "plain", EssayFormat.PreFormatted => "preFormatted", EssayFormat.Xhtml => "xhtml", _ => null }))], null);
    }

    /// <summary>2.1 has room for one media type (information model 7.5, "type").</summary>
    private static string? Types(UploadQuestion question, QtiVersion version) => version == QtiVersion.Qti21 && question.MediaTypes?.Contains(' ', StringComparison.Ordinal) == true ? null : question.MediaTypes;

    /// <summary>What is for whoever marks; null when there is nothing.</summary>
    private static XElement? Notes(Question question, QtiVersion version) =>
        question.Notes.Length == 0 && question.Extras.Count == 0 ? null : Rubric(question.Notes, version, [.. question.Extras.Select(extra => (Extra + extra.Key, extra.Value))]);

    private static XElement Rubric(string markup, QtiVersion version, params (string Name, string Value)[] attributes) =>
        Holding(New("rubricBlock", [("view", "scorer"), .. attributes.Select(attribute => (attribute.Name, (object?)attribute.Value))]), markup, version);

    /// <summary>In 3.0 rubric blocks and feedback have a body of their own.</summary>
    private static XElement Holding(XElement block, string markup, QtiVersion version)
    {
        if (version == QtiVersion.Qti30) block.Add(New("contentBody").With([.. Nodes(markup)]));
        else block.Add(Nodes(markup));
        return block;
    }

    private static (List<XElement>, List<XNode>, XElement?) Order(OrderQuestion question, QtiVersion version)
    {
        var declaration = Declared(Response, "ordered", "identifier").With(Correct(question.Choices.Select(choice => choice.Identifier)));
        // In the right order in the file, too, the answer would be seen without a shuffle.
        var shown = question.IsShuffled ? question.Choices : [.. question.Choices.OrderBy(choice => choice.Identifier, StringComparer.Ordinal)];
        var interaction = New("orderInteraction", ("responseIdentifier", Response), ("shuffle", question.IsShuffled)).With([.. shown.Select(choice => New("simpleChoice", ("identifier", choice.Identifier)).With([.. Nodes(choice.Content)]))]);
        return ([declaration], [.. Nodes(question.Stem), interaction], Marking(isAllOrNothing: true, question.MaxScore, version));
    }

    private static (List<XElement>, List<XNode>, XElement?) Gaps(GapQuestion question)
    {
        var body = Holder(question.Stem);
        var declarations = new List<XElement>();
        foreach (var gap in question.Gaps)
        {
            var isChosen = question.Style == GapStyle.Chosen;
            declarations.Add(isChosen
                ? Declared(gap.Identifier, "single", "identifier").With(Correct(gap.Answers.Select((answer, at) => (answer, at)).Where(entry => entry.answer.Score > 0).OrderByDescending(entry => entry.answer.Score).Take(1).Select(entry => Word(entry.at))),
                    MappingOf(gap.Answers.Select((answer, at) => (Word(at), answer.Score, (bool?)null)), null))
                : TextResponse(gap.Identifier, gap.Answers));
            foreach (var place in body.Descendants("gap").Where(place => (string?)place.Attribute("identifier") == gap.Identifier).ToList())
                place.ReplaceWith(isChosen
                    ? New("inlineChoiceInteraction", ("responseIdentifier", gap.Identifier), ("shuffle", question.IsShuffled)).With([.. gap.Answers.Select((answer, at) => New("inlineChoice", ("identifier", Word(at))).With(new XText(answer.Text)))])
                    : Entry(gap.Identifier));
        }
        return (declarations, [.. body.Nodes()], New("responseProcessing").With(question.Gaps.Count == 0 ? null : Set(BuiltIn.Score, New("sum").With([.. question.Gaps.Select(gap => New("mapResponse", ("identifier", gap.Identifier)))]))));
    }

    private static (List<XElement>, List<XNode>, XElement?) Dragged(GapQuestion question, QtiVersion version)
    {
        var pairs = question.Gaps.SelectMany(gap => gap.Answers.Select(answer => ($"{Word(question.Words.ToList().IndexOf(answer.Text))} {gap.Identifier}", answer.Score, (bool?)null))).ToList();
        var declaration = Declared(Response, "multiple", "directedPair").With(
            Correct(question.Gaps.Where(gap => gap.Answers.Count > 0).Select(gap => $"{Word(question.Words.ToList().IndexOf(gap.Answers.MaxBy(answer => answer.Score)!.Text))} {gap.Identifier}")), question.IsAllOrNothing ? null : MappingOf(pairs, question.MaxScore));
        var body = Nodes(question.Stem);
        var interaction = New("gapMatchInteraction", ("responseIdentifier", Response), ("shuffle", question.IsShuffled)).With(
            [.. question.Words.Select((word, at) => New("gapText", ("identifier", Word(at)), ("matchMax", 0)).With(new XText(word))), .. body]);
        return ([declaration], [interaction], Marking(question.IsAllOrNothing, question.MaxScore, version));
    }

    private static string Word(int at) => string.Create(CultureInfo.InvariantCulture, $"W{at + 1}");

    private static XElement Associable(MatchSide side, int most) => New("simpleAssociableChoice", ("identifier", side.Identifier), ("matchMax", most)).With([.. Nodes(side.Content)]);

    private static XElement TextResponse(string identifier, IReadOnlyList<TextAnswer> answers) => Declared(identifier, "single", "string").With(
        answers.MaxBy(answer => answer.Score) is { } best ? Correct([best.Text]) : null, MappingOf(answers.Select(answer => (answer.Text, answer.Score, (bool?)answer.IsCaseSensitive)), null));

    internal static XElement MappingOf(IEnumerable<(string Key, double Score, bool? IsCaseSensitive)> entries, double? most) =>
        New("mapping", ("defaultValue", 0), ("lowerBound", most is null ? null : 0), ("upperBound", most)).With(
            [.. entries.Select(entry => New("mapEntry", ("mapKey", entry.Key), ("mappedValue", entry.Score), ("caseSensitive", entry.IsCaseSensitive)))]);

    internal static XElement? Correct(IEnumerable<string> values) => values.ToList() is { Count: > 0 } all ? New("correctResponse").With([.. all.Select(value => New("value").With(new XText(value)))]) : null;

    /// <summary>By the mapping, or all or nothing: one point of the standard's template, or as many as there are.</summary>
    private static XElement Marking(bool isAllOrNothing, double most, QtiVersion version) =>
        !isAllOrNothing ? Template(version, ResponseTemplates.MapResponse) : most == 1 ? Template(version, ResponseTemplates.MatchCorrect) : New("responseProcessing").With(AllOrNothing());

    private static XElement AllOrNothing() => New("responseCondition").With(
        New("responseIf").With(New("match").With(Variable(Response), New("correct", ("identifier", Response))), Set(BuiltIn.Score, Variable(BuiltIn.MaxScore))), New("responseElse").With(Set(BuiltIn.Score, Value(0))));

    internal static XElement Template(QtiVersion version, string name) => New("responseProcessing", ("template", VersionedForm.TemplateOf(version, name)));

    private static XElement Set(string outcome, XElement value) => New("setOutcomeValue", ("identifier", outcome)).With(value);

    private static XElement Variable(string identifier) => New("variable", ("identifier", identifier));

    private static XElement Value(double number) => New("baseValue", ("baseType", "float")).With(new XText(Lexical.Number(number)));

    private static XElement DefaultOf(double number) => New("defaultValue").With(New("value").With(new XText(Lexical.Number(number))));

    private static XElement Entry(string response) => New("textEntryInteraction", ("responseIdentifier", response));

    private static XElement Paragraph(XElement inline) => New("p").With(inline);

    internal static XElement Declared(string identifier, string cardinality, string baseType, string kind = "responseDeclaration") =>
        New(kind, ("identifier", identifier), ("cardinality", cardinality), ("baseType", baseType));

    internal static XElement New(string name, params (string Name, object? Value)[] attributes) =>
        new(name, attributes.Where(attribute => attribute.Value is not null).Select(attribute => new XAttribute(attribute.Name, attribute.Value switch
        {
            double number => Lexical.Number(number),
            bool flag => flag ? "true" : "false",
            var other => Convert.ToString(other, CultureInfo.InvariantCulture)!,
        })));

    internal static XElement With(this XElement element, params XNode?[] content)
    {
        element.Add(content);
        return element;
    }

    /// <summary>The nodes of a fragment of markup.</summary>
    internal static List<XNode> Nodes(string markup) => [.. Holder(markup).Nodes()];

    private static XElement Holder(string markup) => XElement.Parse($"<holder>{markup}</holder>", LoadOptions.PreserveWhitespace);
}
