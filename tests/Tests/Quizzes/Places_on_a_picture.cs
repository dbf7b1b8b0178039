using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Lectern.Quizzes;
using Lectern.Quizzes.QuestionTypes.Pictures;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using static Lectern.Tests.Quizzes.Documents;

namespace Lectern.Tests.Quizzes;

public sealed class Places_on_a_picture
{
    private static readonly string Image = QuestionImage.Address(new string('a', 64));
    private static readonly Arbitrary<Spot> Spots = Gen.Choose(0, Spot.Full).Two().Select(pair => new Spot(pair.Item1, pair.Item2)).ToArbitrary();

    // Two right regions and a wrong one, apart from each other.
    private static readonly QuizQuestion Heart = Hotspot(shows: false);
    private static readonly (int X, int Y)[] RightSpots = [(1500, 1500), (6500, 6500)];

    private static QuizQuestion Hotspot(bool shows, int most = 3) => Written(Question("hotspot", new
    {
        image = Image, alt = "A heart", showsRegions = shows, most,
        regions = new object[]
        {
            new { id = "r1", shape = "rect", points = new[] { 1000, 1000, 2000, 2000 }, label = "Left atrium", isRight = true },
            new { id = "r2", shape = "ellipse", points = new[] { 6000, 6000, 7000, 7000 }, label = "Right atrium", isRight = true },
            new { id = "r3", shape = "polygon", points = new[] { 8000, 0, 9000, 0, 9000, 1000 }, label = "Aorta", isRight = false },
        },
    }));

    private static QuizQuestion Labels() => Written(Question("drag-onto-image", new
    {
        image = Image, alt = "A heart",
        labels = new object[] { new { id = "l1", text = "Atrium" }, new { id = "l2", text = "Ventricle" }, new { id = "l3", text = "Aorta" } },
        zones = new object[] { new { id = "z1", points = new[] { 0, 0, 1000, 1000 }, name = "Above", labelId = "l1" }, new { id = "z2", points = new[] { 0, 5000, 1000, 6000 }, name = "Below", labelId = "l2" } },
    }));

    // As it is after its author has saved it, which must leave it ready.
    private static QuizQuestion Written(QuizQuestion question)
    {
        var data = Kinds[question.Kind].ReadData(JsonDocument.Parse(question.Data).RootElement);
        Assert.Null(data.Refusal);
        Assert.Null(Kinds[question.Kind].Missing(data.Value));
        return question with { Data = data.Value };
    }

    private static object At(params (int X, int Y)[] spots) => new { points = spots.Select(s => new { x = s.X, y = s.Y }), regions = Array.Empty<string>() };
    private static object Chosen(params string[] regions) => new { points = Array.Empty<object>(), regions };

    [Fact]
    public void are_in_a_rectangle_and_in_the_same_polygon_alike() => Prop.ForAll(Spots, Spots, Spots, (a, b, spot) =>
    {
        var (left, top, right, bottom) = (Math.Min(a.X, b.X), Math.Min(a.Y, b.Y), Math.Max(a.X, b.X), Math.Max(a.Y, b.Y));
        if (left == right || top == bottom) return true;
        return new Area(Area.Rect, [left, top, right, bottom]).Contains(spot) == new Area(Area.Polygon, [left, top, right, top, right, bottom, left, bottom]).Contains(spot)
            && new Area(Area.Polygon, [left, bottom, right, bottom, right, top, left, top]).Contains(spot) == new Area(Area.Rect, [left, top, right, bottom]).Contains(spot);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void are_in_an_ellipse_only_when_they_are_in_the_box_around_it() => Prop.ForAll(Spots, Spots, Spots, (a, b, spot) =>
    {
        int[] box = [Math.Min(a.X, b.X), Math.Min(a.Y, b.Y), Math.Max(a.X, b.X), Math.Max(a.Y, b.Y)];
        if (box[0] == box[2] || box[1] == box[3]) return true;
        var (x, y) = ((2.0 * spot.X - box[0] - box[2]) / (box[2] - box[0]), (2.0 * spot.Y - box[1] - box[3]) / (box[3] - box[1]));
        var inside = new Area(Area.Ellipse, box).Contains(spot);
        return inside == (x * x + y * y <= 1) || Math.Abs(x * x + y * y - 1) < 1e-9;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void come_back_from_their_field_as_they_were() => Prop.ForAll(Spots, Spots, Spots, (a, b, c) =>
    {
        var area = new Area(Area.Polygon, [a.X, a.Y, b.X, b.Y, c.X, c.Y]);
        return Area.Read(area.Shape, area.Written).Points.SequenceEqual(area.Points);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void earn_their_share_and_lose_it_for_places_beside_them()
    {
        Assert.Equal(1, Grade(Heart, Response(Heart, At(RightSpots))));
        Assert.Equal(0.5m, Grade(Heart, Response(Heart, At(RightSpots[0]))));
        Assert.Equal(0.5m, Grade(Heart, Response(Heart, At((1500, 1500), (1600, 1600)))));   // one region, pointed at twice
        Assert.Equal(0, Grade(Heart, Response(Heart, At((1500, 1500), (5000, 100)))));
        Assert.Equal(0.5m, Grade(Heart, Response(Heart, At((1500, 1500), (5000, 100), (6500, 6500)))));
        Assert.Equal(0, Grade(Heart, Response(Heart, At((5000, 100), (8900, 100)))));
    }

    [Fact]
    public void can_be_chosen_where_the_regions_are_shown()
    {
        var shown = Hotspot(shows: true);
        Assert.Equal(1, Grade(shown, Response(shown, Chosen("r2", "r1"))));
        Assert.Equal(0, Grade(shown, Response(shown, Chosen("r1", "r3"))));
        Assert.Null(Response(shown, Chosen("r9")));
        Assert.Null(Response(shown, At(RightSpots)));                              // each answers in its own way only
        Assert.Null(Response(Heart, Chosen("r1", "r2")));
        Assert.Equal(Response(shown, Chosen("r1", "r2")), Response(shown, Chosen("r2", "r1", "r1")));
    }

    [Fact]
    public void stay_between_nothing_and_all_wherever_they_are() => Prop.ForAll(Spots.Generator.ListOf().ToArbitrary(), spots =>
    {
        var response = Response(Heart, At([.. spots.Select(s => (s.X, s.Y))]));
        var parts = response is null ? null : Kinds["hotspot"].RightParts(Heart.Data, response);
        return Grade(Heart, response) is >= 0 and <= 1 && (parts is null || (parts.Value.Right >= 0 && parts.Value.Right <= parts.Value.All && parts.Value.All == 2));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void that_were_right_stay_for_another_try()
    {
        var rest = Kinds["hotspot"].WithoutWrong(Heart.Data, Response(Heart, At((1500, 1500), (5000, 100)))!)!;
        Assert.Equal(0.5m, Grade(Heart, rest));
        Assert.Equal(Response(Heart, At(RightSpots[0])), rest);
        Assert.Null(Kinds["hotspot"].WithoutWrong(Heart.Data, Response(Heart, At((5000, 100)))!));
        var labels = Labels();
        Assert.Equal("{\"z1\":\"l1\"}", Kinds["drag-onto-image"].WithoutWrong(labels.Data, Response(labels, new { z1 = "l1", z2 = "l3" })!));
    }

    [Fact]
    public void with_labels_earn_a_share_for_each_right_one()
    {
        var labels = Labels();
        Assert.Equal(1, Grade(labels, Response(labels, new { z1 = "l1", z2 = "l2" })));
        Assert.Equal(0.5m, Grade(labels, Response(labels, new { z1 = "l1", z2 = "l3" })));
        Assert.Equal(0, Grade(labels, Response(labels, new { z1 = "l2", z2 = "l1" })));
        Assert.Null(Response(labels, new { z9 = "l1", z1 = "l9" }));
    }

    [Fact]
    public void are_not_given_away_to_learners()
    {
        var pointed = Kinds["hotspot"].ForLearners(Heart.Data, "q", 1).GetRawText();
        Assert.DoesNotContain("atrium", pointed, StringComparison.Ordinal);
        Assert.DoesNotContain("1000", pointed, StringComparison.Ordinal);
        Assert.DoesNotContain("isRight", Kinds["hotspot"].ForLearners(Hotspot(shows: true).Data, "q", 1).GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("labelId", Kinds["drag-onto-image"].ForLearners(Labels().Data, "q", 1).GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public void are_read_from_fields_that_work_without_a_script()
    {
        var form = new FormCollection(new Dictionary<string, StringValues> { ["q.x"] = new(["15", "", "999", "65,00"]), ["q.y"] = new(["15.0", "3", "1", "65"]), ["q"] = "r1" });
        Assert.Equal(1, Grade(Heart, Kinds["hotspot"].ReadResponse(Heart.Data, form, "q")));
        var labels = Labels();
        Assert.Equal(1, Grade(labels, Kinds["drag-onto-image"].ReadResponse(labels.Data, new FormCollection(new Dictionary<string, StringValues> { ["q.z1"] = "l1", ["q.z2"] = "l2", ["q.z7"] = "l2", ["qz1"] = "l3" }), "q")));
    }

    [Fact]
    public void are_read_whatever_is_sent_and_read_again_the_same() => Prop.ForAll(Hostile.Json, sent =>
    {
        foreach (var question in new[] { Heart, Hotspot(shows: true), Labels() })
        {
            var kind = Kinds[question.Kind];
            if (kind.ReadResponse(question.Data, sent) is not { } response) continue;
            if (kind.ReadResponse(question.Data, JsonDocument.Parse(response).RootElement) != response || Grade(question, response) is < 0 or > 1) return false;
        }

        return true;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void of_an_author_are_read_or_refused_whatever_is_sent() => Prop.ForAll(Hostile.Json, sent =>
    {
        foreach (var kind in new[] { "hotspot", "drag-onto-image", "essay", "file-upload", "audio-recording" })
            if (Kinds[kind].ReadData(sent) is { Refusal: null } data) Kinds[kind].Missing(data.Value);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("hotspot", "{\"image\":\"https://evil.example/x.png\",\"regions\":[],\"most\":1}", "picture-unknown")]
    [InlineData("hotspot", "{\"image\":\"\",\"regions\":[{\"shape\":\"rect\",\"points\":[1,2,3],\"label\":\"x\"}],\"most\":1}", "area-unfit")]
    [InlineData("hotspot", "{\"image\":\"\",\"regions\":[{\"shape\":\"rect\",\"points\":[5,5,5,9],\"label\":\"x\"}],\"most\":1}", "area-unfit")]
    [InlineData("hotspot", "{\"image\":\"\",\"regions\":[{\"shape\":\"star\",\"points\":[1,1,5,9],\"label\":\"x\"}],\"most\":1}", "area-unfit")]
    [InlineData("hotspot", "{\"image\":\"\",\"regions\":[],\"most\":0}", "marks-out-of-range")]
    [InlineData("drag-onto-image", "{\"image\":\"\",\"labels\":[],\"zones\":[{\"points\":[9999,0,10001,1],\"name\":\"x\"}]}", "zone-unfit")]
    [InlineData("drag-onto-image", "{\"image\":\"\",\"labels\":[{\"text\":\"a\"},{\"text\":\" a\"}],\"zones\":[]}", "labels-alike")]
    public void are_refused_with_a_reason(string kind, string data, string code) => Assert.Equal(code, Kinds[kind].ReadData(JsonDocument.Parse(data).RootElement).Refusal!.Code);

    [Fact]
    public void need_words_for_those_who_do_not_see_the_picture()
    {
        Assert.Equal("picture-missing", Missing(new { image = "", alt = "", regions = Array.Empty<object>(), most = 1 }));
        Assert.Equal("alt-missing", Missing(new { image = Image, alt = " ", regions = Array.Empty<object>(), most = 1 }));
        Assert.Equal("right-region-missing", Missing(new { image = Image, alt = "A heart", regions = Array.Empty<object>(), most = 1 }));
        Assert.Equal("region-label-missing", Missing(new { image = Image, alt = "A heart", regions = new[] { new { shape = "rect", points = new[] { 1, 1, 9, 9 }, label = "", isRight = true } }, most = 1 }));
        static string? Missing(object data) => Kinds["hotspot"].Missing(Kinds["hotspot"].ReadData(JsonSerializer.SerializeToElement(data)).Value)?.Code;
    }
}
