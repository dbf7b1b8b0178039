using Lectern.Files;
using Lectern.People;
using Lectern.Progress;
using Lectern.Scorm;
using Lectern.Scorm.Sequencing;

namespace Lectern.Packages.Playing;

/// <summary>Opens a part: a new launch of it begins, and its former page is not heard any more. Answers what its run-time starts with.</summary>
internal static class BeginPart
{
    internal static async Task<Results<JsonHttpResult<Start>, NotFound, Conflict>> Handle(
        ContentCapability capability, LecternDb db, Manifests manifests, Classroom classroom, ContentAddress addresses, TimeProvider clock, HttpContext http, CancellationToken cancel)
    {
        var part = capability.Read<PackageAddresses.Part>();
        http.Response.Headers.CacheControl = "no-store";
        var name = await db.People.Where(person => person.Id == part.PersonId).Select(person => person.Name).SingleOrDefaultAsync(cancel);
        if (name is null || await manifests.Of(db, part.PackageId, cancel) is not { } manifest || manifest.Playable(part.Item) is not { } item) return TypedResults.NotFound();
        var learner = new ScoLearner(part.PersonId.ToString(), FamilyNameFirst(name));
        var start = new Start(item.Kind == ResourceKind.Sco ? "sco" : "asset", addresses.OfFile(part.PackageId, item.Launch!.Path) + item.Launch.Suffix) { Stores = item.DataMaps };
        if (part.IsPreview) return TypedResults.Json(start with { Model = InitialModel.Of(new CmiState { Version = manifest.Version }.Open(), item, learner) });

        return await db.Retried<Results<JsonHttpResult<Start>, NotFound, Conflict>>(async () =>
        {
            if (await classroom.Enter(part.ActivityId, part.PersonId, cancel) is not { } seat || seat.Activity.ContentId != part.PackageId.Value) return TypedResults.NotFound();
            var attempt = await db.AttemptAt(seat, part.PackageId, clock, cancel);
            var begun = manifest.IsSequenced ? await Sequenced() : Open();
            if (begun is null) return TypedResults.Conflict();   // another part is open now: a page of an hour ago, another tab
            await db.SaveChangesAsync(cancel);
            return TypedResults.Json(begun);

            Start? Open()
            {
                if (!RollUp.IsOpen(manifest.Default(), item, attempt.Standing)) return null;
                var record = attempt.Open(item, manifest, clock.GetUtcNow());
                return Begun(record, InitialModel.Of(record.State, item, learner));
            }

            async Task<Start?> Sequenced()
            {
                var inHand = await db.InHand(attempt, manifest, cancel);
                if (inHand.Delivered?.Identifier != item.Identifier) return null;
                var (record, model) = inHand.Open(learner, clock.GetUtcNow());
                return Begun(record, model) with { Valid = inHand.Valid };
            }

            Start Begun(ScoRecord record, IReadOnlyDictionary<string, string> model) =>
                start with { Model = model, Commit = addresses.OfCommits(new(record.Id, record.State.Launch, clock.GetUtcNow())), Launch = record.State.Launch };
        });
    }

    /// <summary>What the run-time in the browser starts with.</summary>
    /// <param name="Kind">"sco" or "asset".</param>
    /// <param name="Content">The address of the part's own page.</param>
    internal sealed record Start(string Kind, string Content)
    {
        public IReadOnlyDictionary<string, string> Model { get; init; } = new Dictionary<string, string>();

        /// <summary>Where to report; null in a preview, in which nothing is recorded.</summary>
        public string? Commit { get; init; }

        public int Launch { get; init; }

        /// <summary>What adl.nav.request_valid answers until the next report is answered; null where nothing is sequenced.</summary>
        public ValidRequests? Valid { get; init; }

        /// <summary>What the content may do with its stores in adl.data, in their order.</summary>
        public IReadOnlyList<DataMap> Stores { get; init; } = [];
    }

    extension(Manifest manifest)
    {
        /// <summary>The item of this identifier, if it can be opened.</summary>
        internal Item? Playable(string identifier) => manifest.Default().Launchable().FirstOrDefault(item => item.Identifier == identifier && item.Launch is { IsMissing: false });
    }

    // "Family name, given name" is what SCORM asks for (SCORM 1.2 RTE 3.4.4 cmi.core.student_name).
    private static string FamilyNameFirst(string name)
    {
        var space = name.LastIndexOf(' ');
        return space < 0 ? name : $"{name[(space + 1)..]}, {name[..space]}";
    }
}
