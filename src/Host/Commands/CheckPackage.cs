using Lectern.Files;
using Lectern.Kernel;
using Lectern.Scorm;
using Lectern.Scorm.Sequencing;

namespace Lectern.Host.Commands;

/// <summary>scorm check: what a package holds, and what is wrong with it.</summary>
internal static class CheckPackage
{
    internal static async Task<int> Run(Screen screen, string file, CancellationToken cancel)
    {
        if (!File.Exists(file)) return screen.Failed("file-missing", $"There is no file {file}.");
        try
        {
            var (package, refusal) = await ScormPackage.Open(file, cancel);
            if (package is null) return screen.Failed(refusal!.Code, ScormPackage.Sentence(refusal));
            await using (package)
                return package.Reading is { Manifest: { } manifest } ? Show(screen, package, manifest) : screen.Failed(package.Reading.Refusal!.Code, package.Reading.Refusal.ToString());
        }
        catch (RefusedException damaged)   // met while reading an entry: its content is not what the zip's directory says
        {
            return screen.Failed(damaged.Refusal.Code, ScormPackage.Sentence(damaged.Refusal));
        }
    }

    private static int Show(Screen screen, ScormPackage package, Manifest manifest)
    {
        var played = manifest.Default();
        var items = played.AllItems().ToList();
        var scos = played.Launchable().Count(item => item.Kind == ResourceKind.Sco);
        var sequenced = items.Select(item => item.Sequencing).Append(played.Sequencing).Where(sequencing => sequencing != SequencingDefinition.Default).ToList();
        var rules = sequenced.Sum(sequencing => sequencing.PreConditions.Count + sequencing.ExitConditions.Count + sequencing.PostConditions.Count);
        var rollups = sequenced.Sum(sequencing => sequencing.Rollup.Rules.Count);
        var objectives = sequenced.SelectMany(sequencing => sequencing.Objectives).Where(objective => objective.Id is not null || objective.Maps.Count > 0).ToList();
        var globals = objectives.SelectMany(objective => objective.Maps).Select(map => map.TargetId).Distinct().Count();
        var stores = items.SelectMany(item => item.DataMaps).Select(map => map.TargetId).Distinct().Count();

        screen.Heading(manifest.Title ?? manifest.Identifier);
        screen.Say($"{Name(manifest.Version)}; {package.Files} files, {package.Length / 1024.0 / 1024.0:F1} MB; {manifest.Organizations.Count} organization(s), “{played.Identifier}” is played.");
        screen.Say($"{items.Count} items, of which {scos} are SCOs and {played.Launchable().Count() - scos} plain pages.");
        if (manifest.Version != ScormVersion.Scorm12)
            screen.Say($"Sequencing: {sequenced.Count} activities, {rules} rules, {rollups} rollup rules, {objectives.Count} objectives, {globals} global objectives, {stores} shared data stores.");
        foreach (var (item, depth) in WithDepth(played.Items, 1))
            screen.Say($"{new string(' ', depth * 2)}{item.Title}{(item.Launch is { } launch ? $" — {launch.Path}{(launch.IsMissing ? " (missing)" : "")}" : "")}{(item.IsVisible ? "" : " (invisible)")}");
        foreach (var warning in manifest.Warnings) screen.Say($"Warning: {warning}");

        return screen.Done(new
        {
            ok = true,
            version = Name(manifest.Version),
            manifest.Title,
            files = package.Files,
            bytes = package.Length,
            organizations = manifest.Organizations.Select(organization => new { organization.Identifier, organization.Title }),
            plays = played.Identifier,
            items = WithDepth(played.Items, 1).Select(entry => new
            {
                entry.Item.Identifier,
                entry.Item.Title,
                entry.Depth,
                visible = entry.Item.IsVisible,
                kind = entry.Item.Launch is null ? null : entry.Item.Kind == ResourceKind.Sco ? "sco" : "asset",
                launch = entry.Item.Launch?.ToRelativeAddress(),
                missing = entry.Item.Launch?.IsMissing ?? false,
            }),
            sequencing = new { activities = sequenced.Count, rules, rollupRules = rollups, objectives = objectives.Count, globalObjectives = globals, sharedDataStores = stores },
            warnings = manifest.Warnings.Select(warning => new { warning.Code, message = warning.ToString() }),
        }, manifest.Warnings.Count == 0 ? "Nothing is wrong with it." : $"It can be imported; {manifest.Warnings.Count} warning(s).");
    }

    private static IEnumerable<(Item Item, int Depth)> WithDepth(IEnumerable<Item> items, int depth) =>
        items.SelectMany(item => WithDepth(item.Children, depth + 1).Prepend((item, depth)));

    private static string Name(ScormVersion version) => version switch
    {
        ScormVersion.Scorm12 => "SCORM 1.2",
        ScormVersion.Scorm2004SecondEdition => "SCORM 2004 2nd Edition",
        ScormVersion.Scorm2004ThirdEdition => "SCORM 2004 3rd Edition",
        _ => "SCORM 2004 4th Edition",
    };
}
