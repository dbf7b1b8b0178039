using Lectern.Scorm;

namespace Lectern.Tests.Standards.Scorm;

public sealed class Reading_the_manifest_of_a_real_package
{
    [Theory]
    [InlineData("scorm12", "ContentPackagingSingleSCO_SCORM12.zip", ScormVersion.Scorm12, "Golf Explained - CP Single SCO", 1, 1, 0)]
    [InlineData("scorm12", "RuntimeMinimumCalls_SCORM12.zip", ScormVersion.Scorm12, "Golf Explained - Minimum Run-time Calls", 22, 18, 0)]
    [InlineData("scorm12", "complexscorm.zip", ScormVersion.Scorm12, "The organization", 8, 7, 1)]
    [InlineData("scorm12", "PrerequisitesTest_SCORM12.zip", ScormVersion.Scorm12, "Prerequisites Test Course", 4, 4, 0)]
    [InlineData("scorm12", "MultipleItemsWithIdentifierRef_SCORM12.zip", ScormVersion.Scorm12, "Multiple Items With IdentifierRef Test", 3, 3, 0)]
    [InlineData("scorm2004", "ContentPackagingSingleSCO_SCORM20042ndEdition.zip", ScormVersion.Scorm2004SecondEdition, "Golf Explained - CP Single SCO", 1, 1, 0)]
    [InlineData("scorm2004", "SequencingForcedSequential_SCORM20043rdEdition.zip", ScormVersion.Scorm2004ThirdEdition, "Golf Explained - Sequencing Forced Order", 5, 5, 0)]
    [InlineData("scorm2004", "SequencingSimpleRemediation_SCORM20043rdEdition.zip", ScormVersion.Scorm2004ThirdEdition, "Golf Explained - Simple Remediation", 9, 8, 0)]
    [InlineData("scorm2004", "SequencingPostTestRollup4thEd_SCORM20044thEdition.zip", ScormVersion.Scorm2004FourthEdition, "Golf Explained - 4th Edition Features", 5, 5, 0)]
    [InlineData("scorm2004", "ContentPackagingMetadata_SCORM20043rdEdition.zip", ScormVersion.Scorm2004ThirdEdition, "Golf Explained - Metadata Example", 1, 1, 0)]
    [InlineData("scorm2004", "RuntimeBasicCalls_SCORM20043rdEdition.zip", ScormVersion.Scorm2004ThirdEdition, "Golf Explained - Run-time Basic Calls", 1, 1, 0)]
    [InlineData("scorm2004", "ADL-RosesOriginal_2004-3e.zip", ScormVersion.Scorm2004ThirdEdition, "Roses 101 SCORM 2004 - Original", 20, 13, 0)]
    public void finds_its_version_title_and_items(string kind, string file, ScormVersion version, string title, int items, int scos, int assets)
    {
        if (Packages.ReadReal(kind, file) is not { } reading) return;

        Assert.Null(reading.Refusal);
        var manifest = reading.Manifest!;
        var organization = Assert.Single(manifest.Organizations);
        Assert.Equal(version, manifest.Version);
        Assert.Equal(title, manifest.Title);
        Assert.Equal(items, organization.AllItems().Count());
        Assert.Equal(scos, organization.Launchable().Count(item => item.Kind == ResourceKind.Sco));
        Assert.Equal(assets, organization.Launchable().Count(item => item.Kind == ResourceKind.Asset));
        Assert.All(organization.Launchable(), item => Assert.False(item.Launch!.IsMissing));
    }

    [Theory]
    [InlineData("badscorm.zip", "manifest-in-folder", "badscorm")]
    [InlineData("invalid.zip", "manifest-missing", "imsmanifest.xml")]
    [InlineData("bridge-Non-working.zip", "manifest-missing", "imsmanifest.xml")]
    [InlineData("singlescobasic_missingorg.zip", "no-organization", "no organization")]
    [InlineData("MalformedXml_SCORM12.zip", "manifest-malformed", "line 27")]
    [InlineData("MissingLaunchUrl_SCORM12.zip", "nothing-to-launch", "start page")]
    public void refuses_a_broken_one_and_says_why(string file, string code, string said)
    {
        if (Packages.ReadReal("scorm-broken", file) is not { } reading) return;

        Assert.Null(reading.Manifest);
        Assert.Equal(code, reading.Refusal!.Code);
        Assert.Contains(said, reading.Refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void leaves_out_an_item_that_leads_nowhere_with_a_warning()
    {
        if (Packages.ReadReal("scorm-broken", "ItemWithNonExistentResourceId_SCORM12.zip") is not { } reading) return;

        Assert.Equal("item_2", Assert.Single(reading.Manifest!.Default().Launchable()).Identifier);
        Assert.Equal("resource-missing", Assert.Single(reading.Manifest.Warnings).Code);
    }

    [Fact]
    public void recognises_SCORM_2004_by_its_namespaces_where_no_version_is_declared()
    {
        if (Packages.ReadReal("scorm-broken", "ContentPackagingNoSchemaVersion_SCORM20042ndEdition.zip") is not { } reading) return;

        Assert.Equal(ScormVersion.Scorm2004SecondEdition, reading.Manifest!.Version);
        Assert.Equal("Minimal 2nd Edition No SchemaVersion", reading.Manifest.Title);
        Assert.True(Assert.Single(reading.Manifest.Default().Launchable()).Launch!.IsMissing);
        Assert.Equal(["file-missing", "version-missing"], reading.Manifest.Warnings.Select(warning => warning.Code).Order());
    }

    [Fact]
    public void keeps_nested_items_that_are_launchable_themselves_and_hides_the_invisible()
    {
        if (Packages.ReadReal("scorm12", "complexscorm.zip") is not { } reading) return;
        var organization = reading.Manifest!.Default();

        var nested = organization.Items.Single(item => item.Title == "SCO with subscoes");
        Assert.NotNull(nested.Launch);
        Assert.Equal("Sub-Sub-SCO", Assert.Single(Assert.Single(nested.Children).Children).Title);
        Assert.Equal(["SCO not visible"], organization.AllItems().Where(item => !item.IsVisible).Select(item => item.Title));
        Assert.Equal(7, organization.Required().Count);
        Assert.Equal("default-organization", Assert.Single(reading.Manifest.Warnings).Code);
    }

    [Fact]
    public void opens_an_item_by_its_prerequisites()
    {
        if (Packages.ReadReal("scorm12", "complexscorm.zip") is not { } reading) return;
        var organization = reading.Manifest!.Default();
        var states = new Dictionary<string, ScoStanding>();
        var last = organization.Items[^1];
        bool IsOpen() => RollUp.IsOpen(organization, last, states.GetValueOrDefault);
        var done = new CmiState { Version = ScormVersion.Scorm12 }.Shown().Standing;

        Assert.False(IsOpen());
        states[organization.Items[0].Identifier] = done;
        Assert.False(IsOpen());
        states[organization.Items[1].Identifier] = done;
        Assert.True(IsOpen());
    }

    [Fact]
    public void keeps_what_the_items_ask_of_the_run_time()
    {
        if (Packages.ReadReal("scorm12", "PrerequisitesTest_SCORM12.zip") is not { } reading) return;
        var items = reading.Manifest!.Default().Items;

        Assert.Empty(reading.Manifest.Warnings);
        Assert.Equal([80m, null, null, 90m], items.Select(item => item.MasteryScore));
        Assert.Equal([null, "module1", "module1 AND module2", "(module1 AND module2) OR module3"], items.Select(item => item.Prerequisites));
        Assert.Equal("02:30:00", items[0].MaxTimeAllowed);
        Assert.Equal("custom_data_for_module2", items[1].DataFromLms);
        Assert.Equal("exit,message", items[2].TimeLimitAction);
    }

    [Fact]
    public void adds_an_items_parameters_to_the_page_that_several_items_share()
    {
        if (Packages.ReadReal("scorm12", "RuntimeMinimumCalls_SCORM12.zip") is not { } reading) return;

        var quizzes = reading.Manifest!.Default().Launchable().Where(item => item.Parameters is not null).Select(item => item.Launch!.ToRelativeAddress());
        Assert.Equal(
            ["shared/assessmenttemplate.html?questions=Playing", "shared/assessmenttemplate.html?questions=Etiquette",
             "shared/assessmenttemplate.html?questions=Handicapping", "shared/assessmenttemplate.html?questions=HavingFun"], quizzes);
    }

    [Fact]
    public void shows_the_children_of_an_invisible_heading()
    {
        if (Packages.ReadReal("scorm2004", "SequencingSimpleRemediation_SCORM20043rdEdition.zip") is not { } reading) return;

        var heading = Assert.Single(reading.Manifest!.Default().Items);
        Assert.False(heading.IsVisible);
        Assert.Equal(8, reading.Manifest.Default().Required().Count);
    }

    [Fact]
    public void does_so_for_every_package_of_the_conformance_suite()
    {
        if (SharedData.Folder("adl-2004-4e-lms") is not { } folder) return;

        foreach (var file in Directory.EnumerateFiles(folder, "*.zip").Select(path => Path.GetFileName(path)!))
        {
            var reading = Packages.ReadReal("adl-2004-4e-lms", file)!;
            Assert.True(reading.Refusal is null, $"{file}: {reading.Refusal}");
            Assert.Equal(ScormVersion.Scorm2004FourthEdition, reading.Manifest!.Version);
        }
    }
}
