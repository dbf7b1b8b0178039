using System.Text;
using System.Text.Json;
using Lectern.QuestionFiles;
using Lectern.Quizzes.Exchange;

namespace Lectern.Tests.Quizzes.Exchange;

/// <summary>Moodle's questions on pictures, whose coordinates are pixels.</summary>
public sealed class Pictures_of_Moodle
{
    private static readonly string Wide = Convert.ToBase64String(Questions_through_files.Wide);   // 640 × 480
    private static readonly string Dot = Convert.ToBase64String(Questions_through_files.Png);     // 1 × 1

    private static string Dragged => $"""
        <shuffleanswers/><file name="map.png" path="/" encoding="base64">{Wide}</file>
        <drag><no>1</no><text>Atrium</text><draggroup>1</draggroup></drag>
        <drag><no>2</no><text><![CDATA[H<sub>2</sub>O &lt; 5]]></text><draggroup>1</draggroup></drag>
        <drag><no>3</no><text>A dot</text><draggroup>1</draggroup><file name="dot.png" path="/" encoding="base64">{Dot}</file></drag>
        <drag><no>4</no><text></text><draggroup>1</draggroup></drag>
        <drop><text>Above</text><no>1</no><choice>3</choice><xleft>64</xleft><ytop>48</ytop></drop>
        <drop><text>Below</text><no>2</no><choice>2</choice><xleft>320</xleft><ytop>240</ytop></drop>
        """;

    [Fact]
    public async Task whose_things_are_dragged_onto_them_become_labels()
    {
        var row = Assert.Single((await Read(Question("ddimageortext", Dragged))).Rows);
        Assert.Equal("drag-onto-image", row.Question?.Kind);
        Assert.Empty(row.Of(ProblemLevel.Lost));
        Assert.Contains("place-sizes", row.Of(ProblemLevel.Note).Select(problem => problem.Code));
        var data = JsonDocument.Parse(row.Question!.Data).RootElement;
        var labels = data.GetProperty("labels").EnumerateArray().ToList();
        Assert.Equal(["Atrium", "H2O < 5", "A dot"], labels.Select(label => label.GetProperty("text").GetString()));
        Assert.Equal(2, row.Question.Pictures.Count);
        var zones = data.GetProperty("zones").EnumerateArray().Select(zone => (Name: zone.GetProperty("name").GetString(), Right: labels.FindIndex(label => label.GetProperty("id").GetString() == zone.GetProperty("labelId").GetString()), Corner: $"{zone.GetProperty("points")[0]},{zone.GetProperty("points")[1]}")).ToList();
        Assert.Equal([("Above", 2, "1000,1000"), ("Below", 1, "5000,5000")], zones);
    }

    [Fact]
    public async Task say_what_else_their_labels_could_do()
    {
        var row = Assert.Single((await Read(Question("ddimageortext", Dragged.Replace("<text>Atrium</text><draggroup>1</draggroup>", "<text>Atrium</text><draggroup>2</draggroup><infinite/>", StringComparison.Ordinal).Replace("<shuffleanswers/>", "", StringComparison.Ordinal)))).Rows);
        Assert.Equal(["fixed-order", "label-groups", "labels-once"], row.Of(ProblemLevel.Lost).Select(problem => problem.Code).Order());
    }

    [Theory]
    [InlineData("circle", "320,240;32", "ellipse 4500,4333,5500,5667")]
    [InlineData("rectangle", "64,48;128,96", "rect 1000,1000,3000,3000")]
    [InlineData("polygon", "0,0;640,0;0,480", "polygon 0,0,10000,0,0,10000")]
    public async Task with_one_marker_become_a_place_to_point_at(string shape, string coordinates, string area)
    {
        var row = Assert.Single((await Read(Question("ddmarker", $"<file name=\"map.png\" encoding=\"base64\">{Wide}</file><drag><no>1</no><text>Heart</text><noofdrags>1</noofdrags></drag><drop><no>1</no><shape>{shape}</shape><coords>{coordinates}</coords><choice>1</choice></drop>"))).Rows);
        Assert.Equal("hotspot", row.Question?.Kind);
        Assert.Empty(row.Of(ProblemLevel.Lost));
        var data = JsonDocument.Parse(row.Question!.Data).RootElement;
        Assert.Equal((false, 1), (data.GetProperty("showsRegions").GetBoolean(), data.GetProperty("most").GetInt32()));
        var region = Assert.Single(data.GetProperty("regions").EnumerateArray());
        Assert.Equal((area, "Heart", true), ($"{region.GetProperty("shape").GetString()} {string.Join(',', region.GetProperty("points").EnumerateArray())}", region.GetProperty("label").GetString(), region.GetProperty("isRight").GetBoolean()));
    }

    [Fact]
    public async Task with_several_markers_become_labels_and_say_that_their_places_are_seen()
    {
        var row = Assert.Single((await Read(Question("ddmarker", $"<shuffleanswers/><file name=\"map.png\" encoding=\"base64\">{Wide}</file><drag><no>1</no><text>Heart</text><noofdrags>1</noofdrags></drag><drag><no>2</no><text>Lung</text><infinite/></drag><drop><no>1</no><shape>circle</shape><coords>320,240;32</coords><choice>2</choice></drop><drop><no>2</no><shape>circle</shape><coords></coords><choice>0</choice></drop>"))).Rows);
        Assert.Equal("drag-onto-image", row.Question?.Kind);
        Assert.Equal(["labels-once", "place-shape", "places-seen"], row.Of(ProblemLevel.Lost).Select(problem => problem.Code).Order());
        Assert.Equal("[4500,4333,5500,5667]", Assert.Single(JsonDocument.Parse(row.Question!.Data).RootElement.GetProperty("zones").EnumerateArray()).GetProperty("points").GetRawText());
    }

    [Theory]
    [InlineData("circle", "1e400,0;5", "area-lost")]
    [InlineData("circle", "9999999,99999999;5", "area-lost")]
    [InlineData("circle", "NaN,0;5", "area-lost")]
    [InlineData("rectangle", "0,0;0,0", "area-lost")]
    [InlineData("polygon", "1,1;2,2", "area-lost")]
    [InlineData("spiral", "1,1;2,2", "area-lost")]
    public async Task whose_places_are_none_lose_them_and_say_so(string shape, string coordinates, string code)
    {
        var row = Assert.Single((await Read(Question("ddmarker", $"<file name=\"map.png\" encoding=\"base64\">{Wide}</file><drag><no>1</no><text>Heart</text><noofdrags>1</noofdrags></drag><drop><no>1</no><shape>{shape}</shape><coords>{coordinates}</coords><choice>1</choice></drop>"))).Rows);
        Assert.Equal([code], row.Of(ProblemLevel.Lost).Select(problem => problem.Code));
    }

    [Theory]
    [InlineData("ddimageortext", "PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciLz4=", "picture-size,picture-unknown")]
    [InlineData("ddimageortext", "AAAA", "picture-size,picture-unknown")]
    public async Task that_are_no_pictures_lose_their_places_and_say_so(string type, string content, string codes)
    {
        var row = Assert.Single((await Read(Question(type, Dragged.Replace(Wide, content, StringComparison.Ordinal)))).Rows);
        Assert.Equal(codes.Split(','), row.Of(ProblemLevel.Lost).Select(problem => problem.Code).Order());
    }

    [Fact]
    public async Task are_written_in_whole_pixels()
    {
        var question = Questions_through_files.Question("drag-onto-image", Samples.All.Single(sample => sample.Kind == "drag-onto-image").Data);
        var written = Questions_through_files.Writer.Write("x", [question], Questions_through_files.Pictures, QuestionFileWriter.Find("moodle-xml")!);
        Assert.Equal(["picture-details"], written.Problems.Select(problem => problem.Code));
        var xml = Encoding.UTF8.GetString(written.Content!.Value.Span);
        Assert.Contains("<xleft>0</xleft>", xml, StringComparison.Ordinal);
        Assert.Contains("<ytop>240</ytop>", xml, StringComparison.Ordinal);
        Assert.Contains("&lt;em&gt;Ventricle&lt;/em&gt;", xml, StringComparison.Ordinal);
        var row = Assert.Single((await Read(xml)).Rows);
        Assert.Equal("drag-onto-image", row.Question?.Kind);
    }

    private static string Question(string type, string parts) => $"<quiz><question type=\"{type}\"><name><text>A name</text></name><questiontext format=\"html\"><text>What is where?</text></questiontext>{parts}</question></quiz>";

    private static Task<IncomingFile> Read(string xml) => Questions_through_files.Reader.Read(new MemoryStream(Encoding.UTF8.GetBytes(xml)), "m.xml", TestContext.Current.CancellationToken);
}
