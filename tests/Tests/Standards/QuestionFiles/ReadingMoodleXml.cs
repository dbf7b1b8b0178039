using System.Text;
using Lectern.QuestionFiles;

namespace Lectern.Tests.Standards.QuestionFiles;

/// <summary>Moodle XML, kind by kind (docs.moodle.org/en/Moodle_XML_format).</summary>
public sealed class Reading_Moodle_XML
{
    private static string Question(string type, string inside, string text = "What?", string name = "Q") =>
        $"""<question type="{type}"><name><text>{name}</text></name><questiontext format="html"><text><![CDATA[{text}]]></text></questiontext>{inside}</question>""";

    private static string Answer(string text, string fraction, string more = "") => $"""<answer fraction="{fraction}"><text>{text}</text>{more}</answer>""";

    [Fact]
    public void takes_what_every_question_has()
    {
        var question = AFile.MoodleXml("""
            <question type="category"><category><text>$course$/top/Unit 1/A // B</text></category><info format="moodle_auto_format"><text>About</text></info><idnumber>c1</idnumber></question>
            <question type="truefalse"><name><text> T &amp; F </text></name><questiontext format="markdown"><text>*Ice* floats.</text></questiontext>
              <generalfeedback format="html"><text><![CDATA[<p>See</p>]]></text></generalfeedback><defaultgrade>2.5000000</defaultgrade><penalty>0.3333</penalty><hidden>1</hidden><idnumber>7 &lt; 8</idnumber>
              <answer fraction="100"><text>true</text><feedback><text>Yes</text></feedback></answer><answer fraction="0"><text>false</text></answer>
              <hint format="html"><text>One</text><shownumcorrect/></hint><hint><text>Two</text><clearwrong/><options>1</options></hint>
              <tags><tag><text>ice</text></tag><tag><text>water</text></tag></tags>
            </question>
            """).Only();

        Assert.Equal(("T & F", 2.5m, 0.3333333m, true, "7 < 8"), (question.Name, question.Points, question.Penalty, question.IsHidden, question.IdNumber));
        Assert.Equal((new FormattedText("*Ice* floats.", TextFormat.Markdown), new FormattedText("<p>See</p>")), (question.Text, question.GeneralFeedback));
        Assert.Equal(["Unit 1", "A / B"], question.Category!.Names);
        Assert.Equal(("About", "c1"), (question.Category.Description.Text, question.Category.IdNumber));
        Assert.Equal(["ice", "water"], question.Tags);
        Assert.Equal([new Hint(new("One"), ShowNumberCorrect: true), new Hint(new("Two", TextFormat.Markdown), ClearWrong: true, Options: "1")], question.Hints);
        Assert.Equal(new TrueFalse(true, new("Yes", TextFormat.Markdown), new("", TextFormat.Markdown)), question.Content);
    }

    [Fact]
    public void takes_choices()
    {
        var choices = AFile.MoodleXml(Question("multichoice", """
            <single>false</single><shuffleanswers>true</shuffleanswers><answernumbering>ABCD</answernumbering><showstandardinstruction>0</showstandardinstruction>
            <correctfeedback format="html"><text>Right</text></correctfeedback><partiallycorrectfeedback><text>Partly</text></partiallycorrectfeedback><incorrectfeedback><text>Wrong</text></incorrectfeedback><shownumcorrect/>
            """ + Answer("a", "50", "<feedback><text>well</text></feedback>") + Answer("b", "50") + Answer("c", "-33.33333"))).Only().Content<Choices>();

        Assert.Equal((false, true, "ABCD", false), (choices.OnlyOne, choices.Shuffle, choices.Numbering, choices.ShowInstruction));
        Assert.Equal(["50% a: well", "50% b", "-33.33333% c"], choices.Answers.InWords());
        Assert.Equal(new CombinedFeedback(new("Right"), new("Partly"), new("Wrong"), true), choices.Feedback);
    }

    [Fact]
    public void takes_short_answers_and_their_capitals() =>
        Assert.Equal((true, "100% frog|50% toad"), AFile.MoodleXml(Question("shortanswer", "<usecase>1</usecase>" + Answer("frog", "100") + Answer("toad", "50"))).Only().Content<ShortAnswer>() is var read ? (read.CaseSensitive, string.Join('|', read.Answers.InWords())) : default);

    [Fact]
    public void takes_numbers_with_units()
    {
        var numerical = AFile.MoodleXml(Question("numerical", Answer("6,25", "100", "<tolerance>0.05</tolerance>") + Answer("*", "0", "<tolerance></tolerance><feedback><text>no</text></feedback>")
            + "<units><unit><multiplier>1</multiplier><unit_name>m</unit_name></unit><unit><multiplier>0.001</multiplier><unit_name>km</unit_name></unit></units><unitgradingtype>1</unitgradingtype><unitpenalty>0.2</unitpenalty><showunits>0</showunits><unitsleft>1</unitsleft>")).Only().Content<Numerical>();

        Assert.Equal(["100% 6.25 ± 0.05", "0% *: no"], numerical.Answers.InWords());
        Assert.Equal(["m 1", "km 0.001"], numerical.Units.Units.Select(unit => $"{unit.Name} {unit.Multiplier}"));
        Assert.Equal((1, 0.2m, 0, true), (numerical.Units.Grading, numerical.Units.Penalty, numerical.Units.Show, numerical.Units.OnTheLeft));
    }

    [Theory]
    [InlineData("matching")]
    [InlineData("match")]
    public void takes_pairs(string type)
    {
        var matching = AFile.MoodleXml(Question(type, "<shuffleanswers>false</shuffleanswers><subquestion format=\"html\"><text>frog</text><answer><text>amphibian</text></answer></subquestion><subquestion><text></text><answer><text>insect</text></answer></subquestion><subquestion><text></text><answer><text></text></answer></subquestion>")).Only().Content<Matching>();

        Assert.False(matching.Shuffle);
        Assert.Equal([("frog", "amphibian"), ("", "insect")], matching.Pairs.Select(pair => (pair.Left.Text, pair.Right)));
    }

    [Fact]
    public void takes_essays_with_their_settings()
    {
        var essay = AFile.MoodleXml(Question("essay", """
            <responseformat>editorfilepicker</responseformat><responserequired>0</responserequired><responsefieldlines>10</responsefieldlines><minwordlimit>50</minwordlimit><maxwordlimit></maxwordlimit>
            <attachments>-1</attachments><attachmentsrequired>1</attachmentsrequired><maxbytes>1024</maxbytes><filetypeslist>.pdf</filetypeslist>
            <graderinfo format="html"><text>Look</text></graderinfo><responsetemplate format="html"><text>Dear</text></responsetemplate>
            """)).Only().Content<Essay>();

        Assert.Equal(new Essay
        {
            ResponseFormat = "editorfilepicker", Required = false, Lines = 10, LeastWords = 50, Attachments = -1, AttachmentsRequired = 1, LargestAttachment = 1024, FileTypes = ".pdf", MarkerNotes = new("Look"), Template = new("Dear"),
        }, essay);
    }

    [Fact]
    public void gives_descriptions_no_points() => Assert.Equal(0, AFile.MoodleXml(Question("description", "<defaultgrade>3</defaultgrade>")).Only().Points);

    [Fact]
    public void takes_embedded_answers_and_their_points()
    {
        var question = AFile.MoodleXml(Question("cloze", "<defaultgrade>9</defaultgrade>", text: "<p>A {1:MC:=x~y} and {2:NM:=3:1}</p>")).Only();

        Assert.Equal(("<p>A {#1} and {#2}</p>", 3m), (question.Text.Text, question.Points));
        Assert.Equal([ClozeKind.Choice, ClozeKind.Numerical], question.Content<EmbeddedAnswers>().Parts.Select(part => part.Kind));
    }

    [Theory]
    [InlineData("calculated", "calculated")]
    [InlineData("calculatedsimple", "calculated-simple")]
    [InlineData("calculatedmulti", "calculated-choices")]
    public void takes_formulas_with_their_variables(string type, string kind)
    {
        var calculated = AFile.MoodleXml(Question(type, """
            <synchronize>0</synchronize><single>1</single><answernumbering>abc</answernumbering><shuffleanswers>1</shuffleanswers>
            <answer fraction="100"><text>{a} + 1</text><tolerance>0.01</tolerance><tolerancetype>2</tolerancetype><correctanswerformat>2</correctanswerformat><correctanswerlength>3</correctanswerlength><feedback format="html"><text>Yes</text></feedback></answer>
            <answer fraction="0"><text>{={a}-1}</text><tolerance>0.01</tolerance></answer>
            <dataset_definitions><dataset_definition><status><text>private</text></status><name><text>a</text></name><type>calculated</type><distribution><text>loguniform</text></distribution><minimum><text>1</text></minimum><maximum><text>10.5</text></maximum><decimals><text>2</text></decimals><itemcount>2</itemcount>
              <dataset_items><dataset_item><number>2</number><value>9.1</value></dataset_item><dataset_item><number>1</number><value>4</value></dataset_item></dataset_items><number_of_items>2</number_of_items></dataset_definition></dataset_definitions>
            """)).Only().Content<Calculated>();

        Assert.Equal(kind, calculated.Kind);
        var formula = calculated.Answers[0];
        Assert.Equal(("{a} + 1", 1m, "0.01", 2, 3, 2), (formula.Text.Text, formula.Fraction, formula.Tolerance.Written, formula.ToleranceKind, formula.Digits, formula.DigitsKind));
        var variable = Assert.Single(calculated.Variables);
        Assert.Equal(("a", false, "loguniform", "1", "10.5", 2), (variable.Name, variable.Shared, variable.Distribution, variable.Least.Written, variable.Most.Written, variable.Decimals));
        Assert.Equal(["4", "9.1"], variable.Values.Select(value => value.Written));
    }

    [Fact]
    public void says_which_variable_has_no_values() =>
        Assert.Equal(("variable-missing", "The variable “b” has no values in the file."), Assert.Single(AFile.MoodleXml(Question("calculated", Answer("{={a}+{b}}", "100")
            + "<dataset_definitions><dataset_definition><name><text>a</text></name><dataset_items><dataset_item><number>1</number><value>2</value></dataset_item></dataset_items></dataset_definition></dataset_definitions>")).Problems) is var problem ? (problem.Code, problem.ToString()) : default);

    [Theory]
    [InlineData("gapselect", "selectoption", false)]
    [InlineData("ddwtos", "dragbox", true)]
    public void takes_gaps_and_their_words(string type, string word, bool dragged)
    {
        var gaps = AFile.MoodleXml(Question(type, $"<shuffleanswers>0</shuffleanswers><{word}><text>cat</text><group>1</group></{word}><{word}><text>mat</text><group>2</group><infinite/></{word}>", text: "The [[1]] on the [[2]].")).Only().Content<GapText>();

        Assert.Equal((dragged, false), (gaps.Dragged, gaps.Shuffle));
        Assert.Equal([new GapWord("cat"), new GapWord("mat", 2, dragged)], gaps.Words);
    }

    [Fact]
    public void takes_what_is_dragged_onto_an_image()
    {
        var image = AFile.MoodleXml(Question("ddimageortext", """
            <shuffleanswers/><file name="sea.png" encoding="base64">AAEC</file>
            <drag><no>1</no><text>arc</text><draggroup>2</draggroup><infinite/></drag><drag><no>2</no><text>ship</text><draggroup>1</draggroup><file name="ship.png" encoding="base64">AA==</file></drag>
            <drop><text>left</text><no>1</no><choice>2</choice><xleft>53</xleft><ytop>17</ytop></drop>
            """)).Only();

        var content = image.Content<DragOntoImage>();
        Assert.Equal((true, false), (content.Shuffle, content.ShowPlaces));
        Assert.Equal(["arc 2 True 0", "ship 1 False 1"], content.Items.Select(item => $"{item.Text} {item.Group} {item.Unlimited} {item.Images.Count}"));
        Assert.Equal(new DropPlace(1, "left", 2, Quantity.Of(53), Quantity.Of(17)), Assert.Single(content.Places));
        Assert.Equal(["/sea.png", "/ship.png"], image.Files.Select(file => file.Address));
    }

    [Fact]
    public void takes_markers_and_areas()
    {
        var markers = AFile.MoodleXml(Question("ddmarker", """
            <showmisplaced/><file name="map.png" encoding="base64">AAEC</file><drag><no>1</no><text>Station</text><noofdrags>3</noofdrags></drag><drag><no>2</no><text>Park</text><infinite/></drag>
            <drop><no>1</no><shape>circle</shape><coords>322,213;10</coords><choice>1</choice></drop>
            """)).Only().Content<DragMarkers>();

        Assert.Equal([new Marker(1, "Station", 3), new Marker(2, "Park", 0)], markers.Markers);
        Assert.Equal(new MarkerArea(1, "circle", "322,213;10", 1), Assert.Single(markers.Areas));
        Assert.True(markers.ShowMisplaced);
    }

    [Fact]
    public void takes_items_to_order_by_new_and_old_names()
    {
        var ordering = AFile.MoodleXml(Question("ordering", "<layouttype>HORIZONTAL</layouttype><selecttype>ALL</selecttype><selectcount>4</selectcount><gradingtype>ALL_OR_NOTHING</gradingtype><showgrading>HIDE</showgrading><numberingstyle>123</numberingstyle>" + Answer("one", "1.0000000") + Answer("two", "2.0000000"))).Only().Content<Ordering>();
        var old = AFile.MoodleXml(Question("ordering", "<logical>CONTIG</logical><studentsee>3</studentsee>" + Answer("one", "1") + Answer("two", "2"))).Only().Content<Ordering>();

        Assert.Equal(("one two", true, "ALL", 4, "ALL_OR_NOTHING", false, "123"), (string.Join(' ', ordering.Items.Select(item => item.Text.Text)), ordering.Horizontal, ordering.Select, ordering.SelectCount, ordering.Grading, ordering.ShowGrading, ordering.Numbering));
        Assert.Equal(("CONTIGUOUS", 3, true), (old.Select, old.SelectCount, old.ShowGrading));
    }

    [Fact]
    public void takes_random_matching() => Assert.Equal(new RandomMatching(4, false), AFile.MoodleXml(Question("randomsamatch", "<choose>4</choose><subcats>0</subcats>")).Only().Content<RandomMatching>() with { Feedback = CombinedFeedback.None });

    [Fact]
    public void takes_files_and_says_which_are_missing_or_broken()
    {
        var file = AFile.MoodleXml("""
            <question type="essay"><name><text>Q</text></name><questiontext format="html"><text><![CDATA[<img src="@@PLUGINFILE@@/a%20b.png"><img src="@@PLUGINFILE@@/sub/c.png"><img src="@@PLUGINFILE@@/gone.png?x=1">]]></text>
            <file name="a b.png" path="/" encoding="base64"> AAEC
            Aw== </file><file name="c.png" path="/sub/" encoding="base64">AA==</file><file name="bad.png" encoding="base64">!!</file></questiontext></question>
            """);

        Assert.Equal([("/a b.png", 4), ("/sub/c.png", 1)], Assert.Single(file.Questions).Files.Select(found => (found.Address, found.Bytes)));
        Assert.Equal([("file-broken", ProblemLevel.Lost), ("file-missing", ProblemLevel.Lost)], file.Problems.Select(problem => (problem.Code, problem.Level)));
        Assert.Contains("gone.png", file.Problems[1].ToString(), StringComparison.Ordinal);
        Assert.True(file.IsWhole);
    }

    [Fact]
    public void takes_the_image_of_old_files()
    {
        var question = AFile.MoodleXml("""<question type="shortanswer"><name><text>Q</text></name><questiontext><text>See</text></questiontext><image>i/moodle.png</image><image_base64>AAEC</image_base64><answer fraction="100"><text>a</text></answer></question>""").Only();

        Assert.Equal("/i_moodle.png", Assert.Single(question.Files).Address);
        Assert.Contains("@@PLUGINFILE@@/i_moodle.png", question.Text.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("stack", "kind-unknown")]
    [InlineData("coderunner", "kind-unknown")]
    [InlineData("random", "random")]
    [InlineData("", "kind-unknown")]
    public void names_kinds_that_are_none_of_Moodles_own(string type, string code)
    {
        var refusal = AFile.MoodleXml(Question(type, "")).Refusal();

        Assert.Equal((code, "Q", 3), (refusal.Code, refusal.Question, refusal.Line));
    }

    [Theory]
    [InlineData("multichoice", "<answer fraction=\"100\"><text>a</text></answer>", "too-few-choices")]
    [InlineData("multichoice", "<answer fraction=\"33\"><text>a</text></answer><answer fraction=\"0\"><text>b</text></answer>", "grade-unknown")]
    [InlineData("multichoice", "<answer fraction=\"much\"><text>a</text></answer>", "grade-out-of-range")]
    [InlineData("truefalse", "", "no-answer")]
    [InlineData("shortanswer", "<answer fraction=\"100\"><text> </text></answer>", "no-answer")]
    [InlineData("numerical", "<answer fraction=\"100\"><text>five</text></answer>", "not-a-number")]
    [InlineData("matching", "<subquestion><text>a</text><answer><text></text></answer></subquestion>", "right-side-missing")]
    [InlineData("matching", "<subquestion><text>a</text><answer><text>b</text></answer></subquestion>", "too-few-pairs")]
    [InlineData("calculated", "", "no-answer")]
    [InlineData("gapselect", "<selectoption><text>a</text></selectoption>", "gaps-missing")]
    [InlineData("ddwtos", "", "words-missing")]
    [InlineData("ddimageortext", "<drag><no>1</no><text>a</text></drag><drop><no>1</no><choice>1</choice></drop>", "background-missing")]
    [InlineData("ddmarker", "<file name=\"a\" encoding=\"base64\">AA==</file><drag><no>1</no><text>a</text></drag><drop><no>1</no><choice>2</choice></drop>", "drag-unknown")]
    [InlineData("ordering", "<answer fraction=\"1\"><text>a</text></answer>", "too-few-items")]
    public void says_what_is_missing(string type, string inside, string code)
    {
        var refusal = AFile.MoodleXml(Question(type, inside)).Refusal();

        Assert.Equal((code, "Q"), (refusal.Code, refusal.Question));
    }

    [Fact]
    public void says_what_it_does_not_know_instead_of_losing_it_silently() =>
        Assert.Equal(("parts-unknown", ProblemLevel.Lost, "What stands in the elements stackversion, extra is none of Moodle's own, and was left out."),
            Assert.Single(AFile.MoodleXml(Question("essay", "<stackversion>1</stackversion><extra/><extra/>")).Problems) is var problem ? (problem.Code, problem.Level, problem.ToString()) : default);

    [Theory]
    [InlineData("""<question type="essay"><name><text>Bad & worse</text></name></question>""")]
    [InlineData("""<question type="essay"><name><text>Bad</name></question>""")]
    [InlineData("""<question type="essay"><name><text>Bad <b></text></name></question>""")]
    [InlineData("""<question type="essay"><name><text><![CDATA[Bad</text></name></question>""")]
    public void goes_on_at_the_next_question_where_the_XML_breaks(string bad)
    {
        var file = AFile.MoodleXml($"{Question("essay", "", name: "First")}\n{bad}\n{Question("essay", "", name: "Last")}");

        Assert.Equal([("First", 3), ("Last", 5)], file.Questions.Select(question => (question.Name, question.Line)));
        Assert.Equal((ProblemLevel.Refused, "xml-broken"), (Assert.Single(file.Problems).Level, file.Problems[0].Code));
    }

    [Fact]
    public void gives_up_where_the_XML_breaks_too_often()
    {
        var file = AFile.MoodleXml(string.Join('\n', Enumerable.Repeat("<question type=\"essay\"><name>&</name></question>", 500)));

        Assert.Equal(51, file.Problems.Count);
        Assert.Equal("xml-broken-often", file.Problems[^1].Code);
    }

    [Theory]
    [InlineData("""<!DOCTYPE quiz [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz><question type="essay"><name><text>&x;</text></name></question></quiz>""", "xml-doctype")]
    [InlineData("""<!DOCTYPE quiz SYSTEM "http://example.org/evil.dtd"><quiz/>""", "xml-doctype")]
    [InlineData("""<!DOCTYPE q [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><quiz>&b;</quiz>""", "xml-doctype")]
    [InlineData("<quiz></quiz>", "no-questions")]
    [InlineData("<quiz/>", "no-questions")]
    [InlineData("<quiz><question type=\"essay\"><name>", "xml-broken")]
    [InlineData("<quiz", "xml-broken")]
    public void refuses_hostile_and_empty_files(string text, string code) => Assert.Equal(code, AFile.Of("moodle-xml", text).Refusal().Code);

    [Fact]
    public void is_not_brought_down_by_depth()
    {
        var file = AFile.MoodleXml($"<question type=\"essay\"><name>{string.Concat(Enumerable.Repeat("<a>", 100_000))}");

        Assert.Equal("xml-broken", file.Refusal().Code);
    }

    [Fact]
    public void takes_control_characters_for_blanks()
    {
        var bytes = Encoding.UTF8.GetBytes("<quiz>" + Question("essay", "", text: "a\u000bb") + "</quiz>");

        Assert.Equal("a b", QuestionFormats.Read(bytes).Only().Text.Text);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("iso-8859-1")]
    [InlineData("windows-1251")]
    public void keeps_to_the_encoding_that_the_file_declares(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        var letters = name == "windows-1251" ? "Лёд" : "Été";
        var bytes = (byte[])[.. encoding.GetPreamble(), .. encoding.GetBytes($"<?xml version=\"1.0\" encoding=\"{name}\"?><quiz>{Question("essay", "", name: letters)}</quiz>")];

        Assert.Equal(letters, QuestionFormats.Read(bytes).Only().Name);
    }

    static Reading_Moodle_XML() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
}

/// <summary>Moodle XML files of others, with the facts of their manifest (../shared/data/moodle-xml).</summary>
public sealed class Moodle_XML_files_of_others
{
    [Theory]
    [InlineData("category_with_description.xml", 1, 0, "truefalse")]
    [InlineData("html_chars_in_idnumbers.xml", 1, 0, "truefalse")]
    [InlineData("multichoice.xml", 1, 5, "multichoice")]
    [InlineData("nested_categories_with_questions.xml", 4, 0, "truefalse", "truefalse", "truefalse", "truefalse", "essay")]
    [InlineData("sample_questions_with_old_image_tag.xml", 1, 2, "cloze", "multichoice")]
    [InlineData("multianswer-all-types.xml", 0, 0, "cloze")]
    public void are_taken_in_whole(string name, int categories, int files, params string[] types)
    {
        if (AFile.Real("moodle-xml", name) is not { } file) return;

        Assert.Empty(file.Problems);
        Assert.Equal(types.Order(), file.Questions.Select(question => question.Content.MoodleType).Order());
        Assert.Equal((categories, files), (file.Categories.Count, file.Questions.Sum(question => question.Files.Count())));
    }

    [Theory]
    [InlineData("broken_cloze_questions.xml", "cloze-no-parts", "cloze-no-answers", "too-few-choices", "no-full-grade", "not-a-number")]
    [InlineData("error_invalid_grades.xml", "grade-unknown")]
    [InlineData("stack-JSXGraph-behat.xml", "kind-unknown")]
    [InlineData("stack-stackdemo_10_integration_with_feedback.xml", "kind-unknown")]
    [InlineData("stack-stackdemo_30_units_and_lab_data.xml", "kind-unknown")]
    [InlineData("stack-stackdemo_50_equivelence_reasoning.xml", "kind-unknown")]
    [InlineData("stack-stackdemo_70_Drag_drop_Using_images.xml", "kind-unknown")]
    [InlineData("coderunner-csharpprogviapython.xml", "kind-unknown", "kind-unknown")]
    [InlineData("coderunner-graphuidemoquestion.xml", "kind-unknown")]
    public void are_refused_question_by_question(string name, params string[] codes)
    {
        if (AFile.Real("moodle-xml", name) is not { } file) return;

        Assert.Empty(file.Questions);
        Assert.Equal(codes, file.Problems.Select(problem => problem.Code));
        Assert.All(file.Problems, problem => Assert.True(problem is { Level: ProblemLevel.Refused, Line: > 1, Question.Length: > 0 }));
        Assert.Equal(codes.Length, file.NamedTypes.Where(type => type.Key != "category").Sum(type => type.Value));
    }

    [Fact]
    public void hold_every_kind_of_embedded_answer()
    {
        if (AFile.Real("moodle-xml", "multianswer-all-types.xml") is not { } file) return;

        var parts = file.Only().Content<EmbeddedAnswers>().Parts;
        Assert.Equal(16, parts.Count);
        Assert.Equal((6, 4, 3, 2, 1), (Count(ClozeKind.Choice), Count(ClozeKind.Choices), Count(ClozeKind.Numerical), Count(ClozeKind.ShortAnswer), Count(ClozeKind.CaseSensitiveShortAnswer)));
        Assert.Equal(["1701 ± 0", "1701 ± 20", "1701 ± 50"], parts[12].Answers.Select(answer => $"{answer.Text.Text} ± {answer.Tolerance}"));
        Assert.Equal(18, file.Only().Points);

        int Count(ClozeKind kind) => parts.Count(part => part.Kind == kind);
    }
}
