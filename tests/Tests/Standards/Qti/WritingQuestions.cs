using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Lectern.Qti;
using Lectern.Qti.Packages;
using Lectern.Qti.Processing;
using Lectern.Qti.Questions;
using Lectern.Qti.Reading;

namespace Lectern.Tests.Standards.Qti;

/// <summary>Questions of any kind, written as items of any version and read again.</summary>
public sealed class A_question_that_is_written
{
    private static readonly QtiVersion[] Versions = [QtiVersion.Qti21, QtiVersion.Qti22, QtiVersion.Qti30];

    [Fact]
    public void is_recognised_as_the_same_question() => Check((question, version) =>
    {
        var (again, problem) = QuestionReader.Recognise(Item(question, version));
        return problem is null && Text(again!) == Text(question);
    });

    [Fact]
    public void has_nothing_to_complain_about() => Check((question, version) =>
        Item(question, version).Problems.All(problem => problem.Code == "processing-missing" && question is EssayQuestion or SurveyQuestion or UploadQuestion));

    // The mark is worked out here from the question alone, and by the rules that were written.
    [Fact]
    public void is_marked_as_it_is_meant() => Check((question, version) =>
    {
        var random = new Random(Text(question).GetHashCode(StringComparison.Ordinal));
        var item = Item(question, version);
        for (var time = 0; time < 10; time++)
        {
            var session = ItemSession.Begin(item);
            var expected = Answer(question, session, random);
            session.Submit();
            if (Math.Abs((session.Value("SCORE")?.Number ?? 0) - expected) > 1e-9) return false;
        }
        return true;
    });

    // By the item's own rules, in every engine: what is said after any answer, and no hint.
    [Fact]
    public void shows_its_feedback_after_every_answer_and_its_hints_never() => Check((question, version) =>
    {
        var random = new Random(Text(question).GetHashCode(StringComparison.Ordinal));
        var session = ItemSession.Begin(Item(question, version));
        Answer(question, session, random);
        session.Submit();
        return session.ShownFeedback.Count() == (question.Feedback.Length > 0 ? 1 : 0) && !question.Hints.Where(hint => !question.Stem.Contains(hint, StringComparison.Ordinal)).Any(hint => QuestionReader.Recognise(Item(question, version)).Question!.Stem.Contains(hint, StringComparison.Ordinal));
    });

    [Theory]
    [InlineData("", "<p>Well done.</p>", false)]
    [InlineData("<responseProcessing><setOutcomeValue identifier='SAID'><baseValue baseType='identifier'>other</baseValue></setOutcomeValue></responseProcessing>", "", true)]
    [InlineData("<responseProcessing><responseCondition><responseElse><setOutcomeValue identifier='SAID'><null/></setOutcomeValue></responseElse></responseCondition></responseProcessing>", "", true)]
    public void takes_the_feedback_of_others_when_no_rule_changes_it(string rules, string feedback, bool isLost)
    {
        var question = QuestionReader.Recognise(AnItem.Of($"<responseDeclaration identifier='R' cardinality='single' baseType='string'/><outcomeDeclaration identifier='SAID' cardinality='single' baseType='identifier'><defaultValue><value>well</value></defaultValue></outcomeDeclaration><itemBody><extendedTextInteraction responseIdentifier='R'/></itemBody>{rules}<modalFeedback outcomeIdentifier='SAID' identifier='well' showHide='show'><p>Well done.</p></modalFeedback>")).Question!;
        Assert.Equal(feedback, question.Feedback);
        Assert.Equal(isLost, question.Remarks.Any(remark => remark.Problem.Code == "modal-feedback-lost"));
    }

    [Fact]
    public async Task is_found_again_in_its_package()
    {
        var author = new Author(new Random(7));
        var questions = Enumerable.Range(0, 40).Select(_ => author.Question()).ToList();
        foreach (var version in Versions)
        {
            var files = PackageWriter.Write("A bank & more", questions, version).ToDictionary(file => file.Path, file => file.Content);
            var (package, _) = await QtiPackage.Read(files.Keys, (path, _) => Task.FromResult<Stream>(new MemoryStream(files[path])), TestContext.Current.CancellationToken);
            Assert.Equal("A bank & more", package!.Title);
            Assert.Empty(package.Problems);
            Assert.Equal(questions.Select(Text), package.Items.Select(item => Text(QuestionReader.Recognise(item.Item!).Question!)));
            Assert.All(package.Items, item => Assert.Equal(version, item.Item!.Version));
        }
    }

    [Theory]
    [InlineData("qti-packages", "kennisnet-valid-package.zip")]
    [InlineData("qti-packages", "pie-math-assessment.zip")]
    [InlineData("qti-packages", "instructure-test_qti_2.1.zip")]
    public async Task may_come_from_a_real_package(string kind, string file)
    {
        if (await A_package_of_questions.ReadReal(kind, file) is not { Package: { } package }) return;
        foreach (var item in package.Items.Where(item => item.Item!.Interactions.Count > 0))
        {
            var (question, problem) = QuestionReader.Recognise(item.Item!);
            Assert.True(problem is null, $"{item.Path}: {problem}");
            Assert.Equal(Text(question!), Text(QuestionReader.Recognise(Item(question!, QtiVersion.Qti30)).Question!));
        }
    }

    [Fact]
    public void is_not_made_of_what_is_none()
    {
        Assert.Equal("adaptive", QuestionReader.Recognise(AnItem.Read("<assessmentItem identifier='i' adaptive='true'/>").Item!).Problem!.Code);
        Assert.Equal("no-interaction", QuestionReader.Recognise(AnItem.Of("<itemBody><p>Read this.</p></itemBody>")).Problem!.Code);
        Assert.Equal("other-kind", QuestionReader.Recognise(AnItem.Of("<responseDeclaration identifier='R' cardinality='single' baseType='point'/><itemBody><selectPointInteraction responseIdentifier='R'/></itemBody>")).Problem!.Code);
    }

    private static AssessmentItem Item(Question question, QtiVersion version) => ItemReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(QuestionWriter.Write(question, version).ToString(System.Xml.Linq.SaveOptions.DisableFormatting)))).Item!;

    private static string Text(Question question) => question.GetType().Name + JsonSerializer.Serialize(question with { Remarks = [] }, question.GetType());

    private static void Check(Func<Question, QtiVersion, bool> holds) => Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue - 1)), seed =>
    {
        var question = new Author(new Random(seed)).Question();
        return Versions.All(version => holds(question, version)).Label(Text(question));
    }).QuickCheckThrowOnFailure();

    /// <summary>Answers at random, and says what it must give.</summary>
    private static double Answer(Question question, ItemSession session, Random random)
    {
        switch (question)
        {
            case ChoiceQuestion choice:
            {
                var chosen = choice.IsMultiple ? choice.Choices.Where(_ => random.Next(2) == 0).ToList() : [choice.Choices[random.Next(choice.Choices.Count)]];
                session.Respond("RESPONSE", choice.IsMultiple ? QtiValue.Container(Cardinality.Multiple, BaseType.Identifier, chosen.Select(one => one.Identifier)) : QtiValue.Identifier(chosen[0].Identifier));
                return choice.IsAllOrNothing ? chosen.Count > 0 && chosen.Count == choice.Choices.Count(one => one.IsCorrect) && chosen.All(one => one.IsCorrect) ? choice.MaxScore : 0
                    : Math.Clamp(chosen.Sum(one => one.Score), 0, choice.MaxScore);
            }
            case TextQuestion text:
            {
                var typed = random.Next(3) == 0 ? "something else" : text.Answers[random.Next(text.Answers.Count)].Text;
                if (random.Next(2) == 0) typed = typed.ToUpperInvariant();
                session.Respond("RESPONSE", QtiValue.Of(typed));
                return Worth(text.Answers, typed);
            }
            case NumberQuestion number:
            {
                var near = number.Answers[random.Next(number.Answers.Count)];
                var typed = near.Number + (random.Next(5) - 2) * near.Tolerance * 0.75;
                session.Respond("RESPONSE", QtiValue.Of(typed));
                return number.Answers.FirstOrDefault(answer => answer.Tolerance == 0 ? typed == answer.Number : typed >= answer.Number - answer.Tolerance && typed <= answer.Number + answer.Tolerance)?.Score ?? 0;
            }
            case MatchQuestion match:
            {
                var pairs = match.Sources.SelectMany(source => match.Targets.Select(target => (Source: source.Identifier, Target: target.Identifier))).Where(_ => random.Next(2) == 0).ToList();
                session.Respond("RESPONSE", QtiValue.Container(Cardinality.Multiple, BaseType.DirectedPair, pairs.Select(pair => (object)new QtiPair(pair.Source, pair.Target))));
                if (match.IsAllOrNothing) return pairs.Count == match.Pairs.Count && match.Pairs.All(pair => pairs.Contains((pair.Source, pair.Target))) ? match.MaxScore : 0;
                var wrong = match.IsMultiple ? pairs.Where(pair => !match.Pairs.Any(right => (right.Source, right.Target) == pair)).Sum(pair => match.Pairs.First(right => right.Source == pair.Source).Score) : 0;
                return Math.Clamp(match.Pairs.Where(pair => pairs.Contains((pair.Source, pair.Target))).Sum(pair => pair.Score) - wrong, 0, match.MaxScore);
            }
            case OrderQuestion order:
            {
                var given = random.Next(2) == 0 ? order.Choices.ToList() : [.. order.Choices.OrderBy(_ => random.Next())];
                session.Respond("RESPONSE", QtiValue.Container(Cardinality.Ordered, BaseType.Identifier, given.Select(choice => choice.Identifier)));
                return given.SequenceEqual(order.Choices) ? order.MaxScore : 0;
            }
            case GapQuestion gaps:
            {
                var total = 0.0;
                var pairs = new List<object>();
                foreach (var gap in gaps.Gaps)
                {
                    if (random.Next(4) == 0) continue;
                    var answer = gap.Answers[random.Next(gap.Answers.Count)];
                    total += answer.Score;
                    if (gaps.Style == GapStyle.Dragged) pairs.Add(new QtiPair($"W{gaps.Words.ToList().IndexOf(answer.Text) + 1}", gap.Identifier));
                    else session.Respond(gap.Identifier, gaps.Style == GapStyle.Chosen ? QtiValue.Identifier($"W{gap.Answers.ToList().IndexOf(answer) + 1}") : QtiValue.Of(answer.Text));
                }
                session.Respond("RESPONSE", QtiValue.Container(Cardinality.Multiple, BaseType.DirectedPair, pairs));
                return total;
            }
            case SurveyQuestion survey:
                session.Respond("RESPONSE", QtiValue.Container(Cardinality.Multiple, BaseType.DirectedPair, [new QtiPair(survey.Statements[0].Identifier, survey.Scale[0].Identifier)]));
                return 0;
            case UploadQuestion:
                return 0;
            default:
                session.Respond("RESPONSE", QtiValue.Of("An essay."));
                return 0;
        }
    }

    private static double Worth(IEnumerable<TextAnswer> answers, string typed) =>
        answers.FirstOrDefault(answer => answer.Text.Equals(typed, answer.IsCaseSensitive ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase))?.Score ?? 0;

    /// <summary>Writes questions at random: such as an author could mean.</summary>
    private sealed class Author(Random random)
    {
        private static readonly string[] Words = ["Zürich", "H₂O", "a < b & c", "“quoted”", "ماء", "x's", "two words", "Éclair", "naïve", "ßtraße"];
        private int number;

        internal Question Question()
        {
            var question = Kind(random.Next(12));
            return question with { Identifier = $"q-{++number}", Title = random.Next(3) == 0 ? "" : Some(), Language = random.Next(2) == 0 ? null : "de", Notes = random.Next(4) == 0 ? Stem() : "", Feedback = random.Next(4) == 0 ? Stem() : "", Hints = [.. Enumerable.Range(0, random.Next(3)).Select(_ => Stem())], Extras = random.Next(4) == 0 ? new Dictionary<string, string> { ["most-seconds"] = "90", ["anything"] = $"{Some()}\n\"two\"" } : [] };
        }

        private Question Kind(int kind) => kind switch
        {
            0 => SingleChoice(),
            1 => MultipleChoice(isAllOrNothing: true),
            2 => MultipleChoice(isAllOrNothing: false),
            3 => Texts(),
            4 => Numbers(),
            5 => Match(),
            6 => new OrderQuestion { Identifier = "", Stem = Stem(), MaxScore = random.Next(1, 4), IsShuffled = true, Choices = [.. Sides(random.Next(2, 6), "C").OrderBy(_ => random.Next())] },
            7 => new EssayQuestion { Identifier = "", Stem = Stem(), MaxScore = random.Next(1, 20), ExpectedLength = random.Next(2) == 0 ? null : 500, ExpectedLines = random.Next(2) == 0 ? null : 12, Format = random.Next(2) == 0 ? null : (EssayFormat)random.Next(3), Opening = random.Next(2) == 0 ? "" : Stem(), Template = random.Next(2) == 0 ? null : "def f(x):\n    return x < 5", Solution = random.Next(2) == 0 ? null : Some() },
            8 => Table(),
            9 => new SurveyQuestion { Identifier = "", Stem = Stem(), MaxScore = 0, Statements = Sides(random.Next(1, 4), "S"), Scale = Sides(random.Next(2, 5), "T") },
            10 => new UploadQuestion { Identifier = "", Stem = Stem(), MaxScore = random.Next(1, 20), MediaTypes = random.Next(2) == 0 ? null : "audio/*" },
            _ => Gaps((GapStyle)random.Next(3)),
        };

        private ChoiceQuestion SingleChoice()
        {
            var (count, max) = (random.Next(2, 6), random.Next(1, 4));
            var right = random.Next(count);
            return new()
            {
                Identifier = "", Stem = Stem(), MaxScore = max, IsShuffled = random.Next(2) == 0, IsAllOrNothing = true,
                Choices = [.. Enumerable.Range(0, count).Select(at => new AnswerChoice($"A{at}", Content(), at == right, 0, random.Next(4) == 0 ? Content() : null))],
            };
        }

        private ChoiceQuestion MultipleChoice(bool isAllOrNothing)
        {
            var scores = Enumerable.Range(0, random.Next(2, 6)).Select(at => at == 0 ? 1 : random.Next(-2, 3)).ToList();
            return new()
            {
                Identifier = "", Stem = Stem(), IsMultiple = true, IsShuffled = random.Next(2) == 0, IsAllOrNothing = isAllOrNothing, MaxScore = isAllOrNothing ? random.Next(1, 4) : scores.Where(score => score > 0).Sum(),
                Choices = [.. scores.Select((score, at) => new AnswerChoice($"A{at}", Content(), score > 0, isAllOrNothing ? 0 : score, random.Next(4) == 0 ? Content() : null))],
            };
        }

        private TextQuestion Texts()
        {
            var answers = Different(random.Next(1, 4)).Select((word, at) => new TextAnswer(word, at == 0 ? 1 : 0.5, IsCaseSensitive: HasCase(word) && random.Next(2) == 0)).ToList();
            return new() { Identifier = "", Stem = Stem(), Answers = answers };
        }

        private NumberQuestion Numbers() => new()
        {
            Identifier = "", Stem = Stem(),
            Answers = [.. Enumerable.Range(0, random.Next(1, 4)).Select(at => new NumberAnswer(at * 100 + random.Next(-5, 5) + random.Next(4) / 4.0, random.Next(3) / 2.0, at == 0 ? 1 : 0.5))],
        };

        private MatchQuestion Match()
        {
            var (sources, targets) = (Sides(random.Next(1, 4), "S"), Sides(random.Next(2, 5), "T"));
            var pairs = sources.Select(source => new MatchPair(source.Identifier, targets[random.Next(targets.Count)].Identifier, random.Next(1, 3))).ToList();
            return new() { Identifier = "", Stem = Stem(), IsShuffled = random.Next(2) == 0, Sources = sources, Targets = targets, Pairs = pairs, MaxScore = pairs.Sum(pair => pair.Score) };
        }

        private MatchQuestion Table()
        {
            var (sources, targets, isMultiple) = (Sides(random.Next(1, 4), "S"), Sides(random.Next(2, 5), "T"), random.Next(2) == 0);
            var right = sources.ToDictionary(source => source.Identifier, _ => targets.OrderBy(_ => random.Next()).Take(isMultiple ? random.Next(1, 3) : 1).ToList());
            var isAllOrNothing = random.Next(2) == 0;
            // Two for a row, so that halves of it are whole; all or nothing gives the same to each pair.
            return new()
            {
                Identifier = "", Stem = Stem(), IsTable = true, IsMultiple = isMultiple, IsAllOrNothing = isAllOrNothing, Sources = sources, Targets = targets,
                MaxScore = isAllOrNothing ? right.Values.Sum(row => row.Count) : 2 * sources.Count,
                Pairs = [.. right.SelectMany(row => row.Value.Select(target => new MatchPair(row.Key, target.Identifier, isAllOrNothing ? 1 : 2.0 / row.Value.Count)))],
            };
        }

        private GapQuestion Gaps(GapStyle style)
        {
            var pool = Different(5);
            var gaps = Enumerable.Range(0, random.Next(1, 4)).Select(at => new Gap($"G{at}", style switch
            {
                GapStyle.Dragged => [new TextAnswer(pool[at], 1), .. random.Next(2) == 0 ? [new TextAnswer(pool[4], 0.5)] : Array.Empty<TextAnswer>()],
                GapStyle.Chosen => [.. Different(3).Select((word, place) => new TextAnswer(word, place == 1 ? 1 : 0))],
                _ => [.. Different(2).Select((word, place) => new TextAnswer(word, place == 0 ? 1 : 0.5))],
            })).ToList();
            return new()
            {
                Identifier = "", Style = style, Gaps = gaps, Words = style == GapStyle.Dragged ? pool : [], IsShuffled = style != GapStyle.Typed && random.Next(2) == 0, MaxScore = gaps.Count,
                Stem = Stem() + string.Concat(gaps.Select(gap => $"<p>Fill <gap identifier=\"{gap.Identifier}\" /> in.</p>")),
            };
        }

        private List<MatchSide> Sides(int count, string letter) => [.. Enumerable.Range(0, count).Select(at => new MatchSide($"{letter}{at}", Content()))];

        private string Stem() => $"<p>What about {Content()}?</p>" + (random.Next(3) == 0 ? "<ul><li>one</li><li>two</li></ul>" : "") + (random.Next(4) == 0 ? "<math xmlns=\"http://www.w3.org/1998/Math/MathML\"><mi>x</mi></math>" : "");

        private string Content() => random.Next(3) == 0 ? $"<b>{Escaped()}</b> and more" : Escaped();

        private string Escaped() => new System.Xml.Linq.XText(Some()).ToString();

        private string Some() => Words[random.Next(Words.Length)];

        private List<string> Different(int count) => [.. Words.OrderBy(_ => random.Next()).Take(count)];

        private static bool HasCase(string word) => word.Any(letter => char.ToLowerInvariant(letter) != char.ToUpperInvariant(letter));
    }
}
