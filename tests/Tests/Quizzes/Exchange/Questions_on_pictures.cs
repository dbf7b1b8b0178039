using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Lectern.QuestionFiles;
using Lectern.Quizzes.Exchange;
using Lectern.Quizzes.Exchange.QtiItems;
using Lectern.Quizzes.QuestionTypes.Pictures;
using Lectern.Qti;
using Lectern.Qti.Processing;
using Lectern.Qti.Reading;

namespace Lectern.Tests.Quizzes.Exchange;

/// <summary>Graphic items of QTI as questions: where the preview says nothing else, they give the marks that the item's own rules give.</summary>
public sealed class Questions_on_pictures
{
    private const string Picture = "<object type='image/png' data='dot.png' width='206' height='280'>A map</object>";
    private const string Score = "<outcomeDeclaration identifier='SCORE' cardinality='single' baseType='float'/>";
    private static readonly string[] Marked = ["areas-marked-otherwise", "labels-marked-otherwise"];

    /// <summary>An item, and whether it marks as we do.</summary>
    public static TheoryData<string, bool> Items => new()
    {
        { Hotspots("single", 1, "<correctResponse><value>A</value></correctResponse>", "match_correct"), true },
        { Hotspots("multiple", 2, "<correctResponse><value>A</value><value>B</value></correctResponse>", "match_correct"), false },
        { Hotspots("multiple", 0, "<mapping lowerBound='0' defaultValue='-1'><mapEntry mapKey='A' mappedValue='1'/><mapEntry mapKey='B' mappedValue='1'/></mapping>", "map_response"), true },
        { Hotspots("multiple", 0, "<mapping defaultValue='0'><mapEntry mapKey='A' mappedValue='1'/><mapEntry mapKey='B' mappedValue='1'/></mapping>", "map_response"), false },
        { Points("single", 1, "<areaMapping defaultValue='0'><areaMapEntry shape='circle' coords='96,114,16' mappedValue='1'/></areaMapping>", Template("map_response_point")), true },
        { Points("single", 3, "<areaMapping defaultValue='0'><areaMapEntry shape='rect' coords='0,0,50,60' mappedValue='2'/></areaMapping>", Template("map_response_point")), true },
        { Points("multiple", 3, "<areaMapping lowerBound='0' defaultValue='-2'><areaMapEntry shape='poly' coords='10,10,90,20,50,90' mappedValue='2'/><areaMapEntry shape='ellipse' coords='150,200,30,20' mappedValue='2'/></areaMapping>", Template("map_response_point")), true },
        { Points("multiple", 3, "<areaMapping defaultValue='0'><areaMapEntry shape='poly' coords='10,10,90,20,50,90' mappedValue='2'/><areaMapEntry shape='ellipse' coords='150,200,30,20' mappedValue='1'/></areaMapping>", Template("map_response_point")), false },
        { Points("single", 1, "", "<responseProcessing><responseCondition><responseIf><inside shape='circle' coords='96,114,16'><variable identifier='RESPONSE'/></inside><setOutcomeValue identifier='SCORE'><baseValue baseType='float'>1</baseValue></setOutcomeValue></responseIf></responseCondition></responseProcessing>"), true },
        { Labels("<mapping defaultValue='0'><mapEntry mapKey='L P' mappedValue='1'/><mapEntry mapKey='M Q' mappedValue='1'/></mapping>", "map_response"), true },
        { Labels("<mapping lowerBound='0' defaultValue='-1'><mapEntry mapKey='L P' mappedValue='1'/><mapEntry mapKey='M Q' mappedValue='1'/></mapping>", "map_response"), false },
        { Labels("<correctResponse><value>L P</value><value>M Q</value></correctResponse>", "match_correct"), false },
    };

    [Theory, MemberData(nameof(Items))]
    public async Task give_the_marks_of_their_items_or_say_that_they_do_not(string xml, bool isExact)
    {
        var row = Assert.Single((await Read(xml)).Rows);
        Assert.Equal(isExact, !row.Problems.Any(problem => Marked.Contains(problem.Code)));
        Assert.NotNull(row.Question);
        if (isExact) Agrees(xml, row);
    }

    [Theory]
    [InlineData("qti-packages", "pie-graphic-interactions.zip", "hotspot.xml", "hotspot", false)]
    [InlineData("qti-packages", "pie-graphic-interactions.zip", "graphic_gap_match.xml", "drag-onto-image", true)]
    [InlineData("qti-packages", "kennisnet-no-max-score-all-items.zip", "QUE_3_1.xml", "hotspot", false)]
    public async Task may_come_from_a_real_package(string folder, string package, string item, string kind, bool isOther)
    {
        if (SharedData.Folder(folder) is not { } path) return;
        var row = (await Questions_through_files.Reader.Read(File.OpenRead(Path.Combine(path, package)), package, TestContext.Current.CancellationToken)).Rows.Single(row => row.Place == item);
        Assert.Equal(kind, row.Question?.Kind);
        Assert.Equal(isOther, row.Problems.Any(problem => Marked.Contains(problem.Code)));
        if (isOther) return;
        using var zip = ZipFile.OpenRead(Path.Combine(path, package));
        using var reader = new StreamReader(zip.GetEntry(item)!.Open());
        Agrees(await reader.ReadToEndAsync(TestContext.Current.CancellationToken), row);
    }

    [Fact]
    public async Task have_areas_as_the_standard_means_them()
    {
        var data = JsonDocument.Parse(Assert.Single((await Read(Hotspots("single", 1, "<correctResponse><value>A</value></correctResponse>", "match_correct"))).Questions).Data).RootElement;
        // 206 × 280 pixels: a circle in the picture, one that is cut by its edge, a rectangle, a polygon, everything.
        Assert.Equal(["ellipse 3350,3821,4126,4393 Glasgow", "polygon", "rect 485,357,4854,3571 Here", "polygon 4854,3571,7282,3571,4854,7143 ", "rect 0,0,10000,10000 "], data.GetProperty("regions").EnumerateArray().Select(region =>
            region.GetProperty("points").GetArrayLength() > 8 ? region.GetProperty("shape").GetString() : $"{region.GetProperty("shape").GetString()} {string.Join(',', region.GetProperty("points").EnumerateArray())} {region.GetProperty("label").GetString()}"));
        Assert.Equal("A map", data.GetProperty("alt").GetString());
    }

    [Fact]
    public async Task that_another_program_moved_are_where_they_are_now()
    {
        var question = Questions_through_files.Question("hotspot", Samples.All.Single(sample => sample.Kind == "hotspot").Data);
        var zip = Questions_through_files.Writer.Write("x", [question], Questions_through_files.Pictures, QuestionFileWriter.Find("qti-2.2")!).Content!.Value.ToArray();
        using var changed = new MemoryStream();
        changed.Write(zip);
        using (var archive = new ZipArchive(changed, ZipArchiveMode.Update, leaveOpen: true))
        {
            string text;
            using (var reader = new StreamReader(archive.GetEntry("item-1.xml")!.Open())) text = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
            Assert.Contains("64,48,128,96", text, StringComparison.Ordinal);
            archive.GetEntry("item-1.xml")!.Delete();
            using var writer = new StreamWriter(archive.CreateEntry("item-1.xml").Open());
            await writer.WriteAsync(text.Replace("64,48,128,96", "320,240,640,480", StringComparison.Ordinal));
        }

        changed.Position = 0;
        var row = Assert.Single((await Questions_through_files.Reader.Read(changed, "x.zip", TestContext.Current.CancellationToken)).Rows);
        Assert.Contains("[5000,5000,10000,10000]", row.Question!.Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task whose_picture_has_no_size_lose_their_areas_and_say_so()
    {
        var row = Assert.Single((await Read(Labels("<correctResponse><value>L P</value></correctResponse>", "match_correct").Replace(" width='206' height='280'", "", StringComparison.Ordinal))).Rows);
        Assert.Superset(new HashSet<string> { "picture-size", "main-picture-missing" }, row.Problems.Select(problem => problem.Code).ToHashSet());
        Assert.Equal("drag-onto-image", row.Question?.Kind);
    }

    /// <summary>Random answers, marked by the item's rules and by the question.</summary>
    private static void Agrees(string xml, IncomingRow row)
    {
        var item = ItemReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(xml))).Item!;
        var (question, interaction, response) = (row.Question!, item.Interactions[0], item.Responses[0]);
        var (kind, data) = (Documents.Kinds[question.Kind], JsonDocument.Parse(question.Data).RootElement);
        var scale = new PictureScale(206, 280);
        Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue - 1)), seed =>
        {
            var random = new Random(seed);
            var most = response.Cardinality == Cardinality.Single ? 1 : Math.Max(1, interaction.Most == 0 ? 3 : interaction.Most);
            List<object> answers = [];
            object given;
            if (interaction.Kind == InteractionKind.GraphicGapMatch)
            {
                var (labels, places) = (interaction.Choices.Where(choice => choice.Role == ChoiceRole.Choice).ToList(), interaction.Choices.Where(choice => choice.Role == ChoiceRole.Hotspot).ToList());
                Dictionary<string, string> placed = [];
                foreach (var (place, at) in places.Select((place, at) => (place, at)).Where(_ => random.Next(3) > 0))
                {
                    var label = random.Next(labels.Count);
                    answers.Add(new QtiPair(labels[label].Identifier, place.Identifier));
                    placed[data.GetProperty("zones")[at].GetProperty("id").GetString()!] = data.GetProperty("labels")[label].GetProperty("id").GetString()!;
                }

                given = placed;
            }
            else if (interaction.Kind == InteractionKind.Hotspot)
            {
                List<int> chosen = [.. Enumerable.Range(0, interaction.Choices.Count).OrderBy(_ => random.Next()).Take(random.Next(1, most + 1))];
                answers.AddRange(chosen.Select(at => interaction.Choices[at].Identifier));
                given = new { points = Array.Empty<object>(), regions = chosen.Select(at => data.GetProperty("regions")[at].GetProperty("id").GetString()) };
            }
            else
            {
                List<QtiPoint> points = [.. Enumerable.Range(0, random.Next(1, most + 1)).Select(_ => new QtiPoint(random.Next(207), random.Next(281))).Distinct()];
                // What lies on the edge to less than a pixel may be rounded to either side.
                if (points.Exists(point => Areas(item).Any(area => Near(point).Select(area.Contains).Distinct().Count() > 1))) return true;
                answers.AddRange(points.Cast<object>());
                given = new { points = points.Select(scale.InShares).Select(spot => new { x = spot.X, y = spot.Y }), regions = Array.Empty<string>() };
            }

            var session = ItemSession.Begin(item);
            session.Respond(response.Identifier, answers.Count == 0 ? null : response.Cardinality == Cardinality.Single ? QtiValue.Single(response.BaseType!.Value, answers[0]) : QtiValue.Container(response.Cardinality, response.BaseType!.Value, answers));
            session.Submit();
            var ours = kind.ReadResponse(question.Data, JsonSerializer.SerializeToElement(given, JsonSerializerOptions.Web)) is { } read ? kind.Grade(question.Data, read) * question.Points : 0;
            return Math.Abs((double)ours - (session.Value("SCORE")?.Number ?? 0)) < 1e-6;
        }).QuickCheckThrowOnFailure();
    }

    private static IEnumerable<Lectern.Qti.Area> Areas(AssessmentItem item) =>
        item.Responses[0].AreaMapping?.Entries.Select(entry => entry.Area) ?? item.ResponseRules.SelectMany(rule => rule.Expressions).SelectMany(expression => expression.All()).Where(expression => expression.Name == "inside")
            .Select(expression => Lectern.Qti.Area.Read(expression.Attribute("shape"), expression.Attribute("coords"))!);

    private static IEnumerable<QtiPoint> Near(QtiPoint point) => from x in new[] { -0.5, 0, 0.5 } from y in new[] { -0.5, 0, 0.5 } select new QtiPoint(point.X + x, point.Y + y);

    private static string Hotspots(string cardinality, int most, string key, string template) => Item("identifier", cardinality, key,
        $"<hotspotInteraction responseIdentifier='RESPONSE' maxChoices='{most}'><prompt>Which?</prompt>{Picture}<hotspotChoice identifier='A' shape='circle' coords='77,115,8' hotspotLabel='Glasgow'/><hotspotChoice identifier='B' shape='circle' coords='0,0,20'/><hotspotChoice identifier='C' shape='rect' coords='10,10,100,100' hotspotLabel='Here'/><hotspotChoice identifier='D' shape='poly' coords='100,100,150,100,100,200'/><hotspotChoice identifier='E' shape='default'/></hotspotInteraction>", Template(template));

    private static string Points(string cardinality, int most, string key, string processing) => Item("point", cardinality, key,
        $"<selectPointInteraction responseIdentifier='RESPONSE' maxChoices='{most}'><prompt>Where?</prompt>{Picture}</selectPointInteraction>", processing);

    private static string Labels(string key, string template) => Item("directedPair", "multiple", key,
        $"<graphicGapMatchInteraction responseIdentifier='RESPONSE'><prompt>Label it.</prompt>{Picture}<gapText identifier='L' matchMax='1'>Loch</gapText><gapImg identifier='M' matchMax='1'><object type='image/png' data='m.png' width='10' height='10'>Moor</object></gapImg><associableHotspot identifier='P' shape='rect' coords='10,10,50,50' matchMax='1'/><associableHotspot identifier='Q' shape='rect' coords='60,10,90,50' matchMax='1'/></graphicGapMatchInteraction>", Template(template));

    private static string Template(string name) => $"<responseProcessing template='http://www.imsglobal.org/question/qti_v2p2/rptemplates/{name}'/>";

    private static string Item(string baseType, string cardinality, string key, string interaction, string processing) => string.Create(CultureInfo.InvariantCulture,
        $"<assessmentItem xmlns='http://www.imsglobal.org/xsd/imsqti_v2p2' identifier='i' title='Map' adaptive='false' timeDependent='false'><responseDeclaration identifier='RESPONSE' cardinality='{cardinality}' baseType='{baseType}'>{key}</responseDeclaration>{Score}<itemBody><p>A map.</p>{interaction}</itemBody>{processing}</assessmentItem>");

    private static Task<IncomingFile> Read(string xml) => Questions_through_files.Reader.Read(new MemoryStream(Encoding.UTF8.GetBytes(xml)), "i.xml", TestContext.Current.CancellationToken);
}
