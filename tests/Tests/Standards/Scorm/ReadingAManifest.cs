using System.Text;
using Lectern.Scorm;

namespace Lectern.Tests.Standards.Scorm;

public sealed class Reading_a_manifest
{
    private const string OneItem = """<item identifier="i" identifierref="r"><title>One</title></item>""";

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("iso-8859-1")]
    [InlineData("windows-1252")]
    public void understands_the_declared_encoding(string name)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var encoding = Encoding.GetEncoding(name);
        var text = $"""<?xml version="1.0" encoding="{name}"?>""" + Packages.Manifest(OneItem.Replace("One", "Été", StringComparison.Ordinal));

        var reading = Packages.Read([.. encoding.GetPreamble(), .. encoding.GetBytes(text)], "index.html");

        Assert.Null(reading.Refusal);
        Assert.Equal("Été", reading.Manifest!.Default().Items[0].Title);
    }

    [Theory]
    [InlineData("""<!DOCTYPE manifest [<!ENTITY x SYSTEM "file:///etc/passwd">]>""")]
    [InlineData("""<!DOCTYPE manifest SYSTEM "http://example.org/evil.dtd">""")]
    [InlineData("""<!DOCTYPE m [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>""")]
    public void refuses_a_document_type_unread(string doctype)
    {
        var reading = Packages.Read("""<?xml version="1.0"?>""" + doctype + Packages.Manifest(OneItem), "index.html");

        Assert.Equal("manifest-doctype", reading.Refusal?.Code);
    }

    [Theory]
    [InlineData("", "manifest-empty")]
    [InlineData("  \n ", "manifest-empty")]
    [InlineData("<?xml version=\"1.0\"?>", "manifest-malformed")]
    [InlineData("<manifest>", "manifest-malformed")]
    [InlineData("<manifest>&unknown;</manifest>", "manifest-malformed")]
    [InlineData("<other/>", "not-a-manifest")]
    [InlineData("<manifest/>", "no-organization")]
    [InlineData("<manifest><metadata><schema>IMS Common Cartridge</schema></metadata></manifest>", "not-scorm")]
    [InlineData("<?xml version=\"1.0\" encoding=\"klingon\"?><manifest/>", "manifest-malformed")]
    public void refuses_what_is_none(string text, string code) => Assert.Equal(code, Packages.Read(text).Refusal?.Code);

    [Fact]
    public void refuses_one_that_is_deeper_or_larger_than_any_real_one()
    {
        Assert.Equal("manifest-too-large", Packages.Read(string.Concat(Enumerable.Repeat("<item>", 1000))).Refusal?.Code);
        Assert.Equal("manifest-too-large", Packages.Read("<m>" + string.Concat(Enumerable.Repeat("<a/>", 200_000)) + "</m>").Refusal?.Code);
        Assert.Equal("manifest-too-large", Packages.Read(new byte[6 * 1024 * 1024]).Refusal?.Code);
        Assert.Equal("manifest-too-many-items", Packages.Read(Packages.Manifest(string.Concat(Enumerable.Repeat("""<item identifierref="r"/>""", 2001)))).Refusal?.Code);
    }

    [Theory]
    [InlineData("cmi5.xml", "not-scorm")]
    [InlineData("tincan.xml", "not-scorm")]
    [InlineData("h5p.json", "not-scorm")]
    [InlineData("IMSManifest.xml", "manifest-name")]
    [InlineData("course/imsmanifest.xml", "manifest-in-folder")]
    [InlineData("__MACOSX/imsmanifest.xml", "manifest-missing")]
    public void says_what_was_found_in_place_of_it(string path, string code) =>
        Assert.Equal(code, ManifestReader.Read([path], _ => null).Refusal?.Code);

    [Fact]
    public void tolerates_white_space_around_identifiers_and_before_the_declaration()
    {
        var text = "\r\n<?xml version=\"1.0\"?>" + Packages.Manifest("""<item identifier="  i " identifierref=" r  "/>""");

        var item = Assert.Single(Packages.Read(text, "index.html").Manifest!.Default().Items);

        Assert.Equal("i", item.Identifier);
        Assert.Equal("index.html", item.Launch?.Path);
    }

    [Fact]
    public void tells_items_of_one_identifier_apart()
    {
        var manifest = Packages.Read(Packages.Manifest(OneItem + OneItem), "index.html").Manifest!;

        Assert.Equal(["i", "i-2"], manifest.Default().Items.Select(item => item.Identifier));
    }

    [Theory]
    [InlineData("(")]
    [InlineData("elsewhere")]
    [InlineData("i")]
    public void drops_a_prerequisite_that_would_lock_its_item_for_ever(string script)
    {
        var manifest = Packages.Read(Packages.Manifest($"""<item identifier="i" identifierref="r"><adlcp:prerequisites type="aicc_script">{script}</adlcp:prerequisites></item>"""), "index.html").Manifest!;

        Assert.Null(manifest.Default().Items[0].Prerequisites);
        Assert.Equal("prerequisites", Assert.Single(manifest.Warnings).Code);
    }

    [Fact]
    public void treats_a_resource_without_a_type_as_an_asset()
    {
        var manifest = Packages.Read(Packages.Manifest(OneItem, """<resource identifier="r" href="index.html"/>"""), "index.html").Manifest!;

        Assert.Equal(ResourceKind.Asset, manifest.Default().Items[0].Kind);
        Assert.Equal("scormtype-missing", Assert.Single(manifest.Warnings).Code);
    }

    [Fact]
    public void shows_all_items_where_all_are_hidden()
    {
        var manifest = Packages.Read(Packages.Manifest("""<item identifier="i" identifierref="r" isvisible="false"/>"""), "index.html").Manifest!;

        Assert.Single(manifest.Default().Required());
    }
}

public sealed class The_identifier_of_an_objective
{
    [Theory]
    [InlineData("one")]
    [InlineData("  one ")]
    [InlineData("%20one%20%20")]
    public void is_a_URI_whose_white_space_counts_once(string written)
    {
        var manifest = Packages.Read(Packages.Manifest($"""
            <item identifier="i" identifierref="r"><imsss:sequencing xmlns:imsss="http://www.imsglobal.org/xsd/imsss"><imsss:sequencingRules><imsss:preConditionRule><imsss:ruleConditions><imsss:ruleCondition condition="satisfied" referencedObjective="{written}"/></imsss:ruleConditions><imsss:ruleAction action="skip"/></imsss:preConditionRule></imsss:sequencingRules>
            <imsss:objectives><imsss:primaryObjective/><imsss:objective objectiveID="{written}"><imsss:mapInfo targetObjectiveID=" of%20 all  "/></imsss:objective></imsss:objectives></imsss:sequencing></item>
            """), "index.html").Manifest!;

        var sequencing = manifest.Default().Items[0].Sequencing;
        Assert.Equal("one", sequencing.Objectives[1].Id);
        Assert.Equal("one", sequencing.PreConditions[0].Conditions[0].Objective);
        Assert.Equal("of all", sequencing.Objectives[1].Maps[0].TargetId);
    }
}

public sealed class The_address_of_an_item
{
    [Theory]
    [InlineData("a.html", null, "a.html")]
    [InlineData("a.html", "x=1", "a.html?x=1")]
    [InlineData("a.html", "?x=1", "a.html?x=1")]
    [InlineData("a.html", "&x=1", "a.html?x=1")]
    [InlineData("a.html", "?&?x=1", "a.html?x=1")]
    [InlineData("a.html?y=2", "?x=1", "a.html?y=2&x=1")]
    [InlineData("a.html", "#top", "a.html#top")]
    [InlineData("a.html#end", "#top", "a.html#end")]
    [InlineData("a.html#end", "?x=1", "a.html?x=1#end")]
    [InlineData("a.html#end", "?x=1#top", "a.html?x=1#top")]
    [InlineData("a.html", "?", "a.html")]
    [InlineData("a.html", "?x=a b\"<", "a.html?x=a%20b%22%3C")]
    [InlineData("a.html", "?x=é", "a.html?x=%C3%A9")]
    public void carries_its_parameters(string href, string? parameters, string expected) =>
        Assert.Equal(expected, Resolve(href, parameters, [], "a.html")?.ToRelativeAddress());

    [Theory]
    [InlineData("a.html", new[] { "content/" }, "content/a.html")]
    [InlineData("a.html", new[] { "content/", "unit1/" }, "content/unit1/a.html")]
    [InlineData("a.html", new[] { "content" }, "content/a.html")]
    [InlineData("../content/a.html", new[] { "other/" }, "content/a.html")]
    [InlineData("./content//a.html", new string[0], "content/a.html")]
    [InlineData("content\\a.html", new string[0], "content/a.html")]
    [InlineData("Content/A.HTML", new string[0], "content/a.html")]
    [InlineData("content/with%20space.html", new string[0], "content/with space.html")]
    [InlineData("content/with space.html", new string[0], "content/with space.html")]
    [InlineData("content/100%.html", new string[0], "content/100%.html")]
    public void finds_its_file_through_every_base(string href, string[] bases, string expected)
    {
        var address = Resolve(href, null, bases, "content/a.html", "content/unit1/a.html", "content/with space.html", "content/100%.html");

        Assert.Equal(expected, address?.Path);
        Assert.False(address!.IsMissing);
    }

    [Theory]
    [InlineData("http://example.org/a.html")]
    [InlineData("//example.org/a.html")]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("/etc/passwd")]
    [InlineData("../a.html")]
    [InlineData("content/../../a.html")]
    [InlineData("%2e%2e/a.html")]
    [InlineData("..\\a.html")]
    [InlineData("C:\\a.html")]
    [InlineData("?x=1")]
    [InlineData("")]
    public void never_leads_out_of_the_package(string href) => Assert.Null(Resolve(href, null, []));

    [Fact]
    public void never_leads_out_through_a_base()
    {
        Assert.Null(Resolve("a.html", null, ["http://example.org/"], "a.html"));
        Assert.Null(Resolve("a.html", null, ["../"], "a.html"));
    }

    [Fact]
    public void escapes_what_a_browser_would_take_for_a_query() =>
        Assert.Equal("what%3F/50%25%20%23.html", Resolve("what%3f/50%25%20%23.html", null, [], "what?/50% #.html")?.ToRelativeAddress());

    [Fact]
    public void is_left_out_with_a_warning_where_it_is_not_safe()
    {
        var manifest = Packages.Read(Packages.Manifest(
            """<item identifier="i" identifierref="r"/><item identifier="j" identifierref="s"/>""",
            """<resource identifier="r" adlcp:scormtype="sco" href="index.html"/><resource identifier="s" adlcp:scormtype="sco" href="https://example.org/"/>"""), "index.html").Manifest!;

        Assert.Single(manifest.Default().Items);
        Assert.Equal("href-outside", Assert.Single(manifest.Warnings).Code);
    }

    private static LaunchAddress? Resolve(string href, string? parameters, string[] bases, params string[] files) =>
        LaunchAddress.Resolve(new PackageFiles(files), bases, href, parameters);
}
