using Lectern.Scorm.RunTime;

namespace Lectern.Scorm.Sequencing;

/// <summary>
/// Leads one learner through one package of SCORM 2004: asked to navigate, it says which item's content comes next (SCORM 2004 4th Ed. SN 4).
/// <code>
/// var sequencer = new Sequencer(manifest.Default(), state);          // state: null for the first time
/// var outcome = sequencer.Navigate(NavigationRequest.Start);         // outcome.Delivery: open this item
/// var session = sequencer.Open(learner);                             // the API for its content
/// ...                                                                // Initialize, SetValue, Commit, Terminate
/// if (session.Wish is { } wish) outcome = sequencer.Navigate(wish);  // what the content asked for; or what the learner pressed
/// state = sequencer.State;                                           // to be kept
/// </code>
/// </summary>
public sealed class Sequencer
{
    private readonly Random random;
    private readonly ActivityTree tree;

    /// <summary>Takes up where the state left off.</summary>
    /// <param name="organization">The organization that is played.</param>
    /// <param name="state">Null for a new registration.</param>
    /// <param name="random">For selection and randomization of children.</param>
    public Sequencer(Organization organization, SequencingState? state = null, Random? random = null)
    {
        this.random = random ?? Random.Shared;
        tree = new(organization, state ?? new());
    }

    /// <summary>All that is to be kept: hand it to the constructor the next time.</summary>
    public SequencingState State => tree.Save();

    /// <summary>The item whose content is open; null when none is.</summary>
    public Item? Delivered => tree.Current is { IsActive: true, IsLeaf: true } current ? current.Item : null;

    /// <summary>How the learner stands in the whole package.</summary>
    public ActivityStanding Standing => ActivityStanding.Of(tree.Root);

    /// <summary>The same, with what the open content has reported so far rolled up; nothing is assumed of it.</summary>
    public ActivityStanding StandingNow => tree.Current is null ? Standing : ActivityStanding.Of(Validity.Left(tree).Root);

    /// <summary>How the learner stands in one item; null when there is no such item.</summary>
    public ActivityStanding? StandingOf(string item) => tree.Find(item) is { } activity ? ActivityStanding.Of(activity) : null;

    /// <summary>Overall Sequencing Process OP.1: follows one navigation request. The content that was open must have ended, its session with it.
    /// A request that can't be followed leaves an exception and, as the standard has it, may have ended the current activity all the same.</summary>
    public Outcome Navigate(NavigationRequest request)
    {
        if (tree.Current is null) Selection.Prepare(tree, random);
        return Follow(tree, request, random);
    }

    /// <summary>Begins a communication session for the content that was delivered. Its commits are followed at once.</summary>
    public RunTimeSession Open(ScoLearner learner, bool isForCredit = true) => Session(learner, isForCredit, goesOn: false, answers: true);

    private Activity InProgress() => tree.Current is { IsActive: true, IsLeaf: true } open ? open : throw new InvalidOperationException("Nothing is delivered: there is no content to open.");

    /// <param name="answers">Whether somebody may ask what would be followed (adl.nav.request_valid): finding out takes as long as all the rest.</param>
    private RunTimeSession Session(ScoLearner learner, bool isForCredit, bool goesOn, bool answers)
    {
        var current = InProgress();
        return new(Tracking.Open(tree, current, learner, isForCredit, goesOn) with { Valid = answers ? Valid : null }, session =>
        {
            // An attempt that is abandoned counts for nothing (SN 4.5.2); what it wrote into shared stores stays.
            var isAbandoned = session is { IsTerminated: true, Wish.Kind: NavigationKind.Abandon or NavigationKind.AbandonAll };
            Tracking.Store(tree, session);
            if (!isAbandoned) Tracking.Follow(current, session);
            if (answers) session.Valid = Valid;
        });
    }

    /// <summary>Begins a communication session in a browser; the one before is over, whether it ended or not. What its run-time starts with:
    /// every element that has a value, by its full name (without adl.nav).</summary>
    public IReadOnlyDictionary<string, string> Begin(ScoLearner learner, bool isForCredit = true)
    {
        var current = InProgress();
        current.Data = Tracking.Settled(current);
        return Open(learner, isForCredit).Model.All;
    }

    /// <summary>Takes what a run-time in a browser reports: the elements that content set, by their full names. Each is checked as if the content
    /// set it here, and left out on its own if it may not be so.</summary>
    /// <param name="values">All that the content has set since it was opened, adl.nav.request and adl.data among it.</param>
    /// <param name="hasEnded">The content terminated, or was taken away. Then <see cref="ContentReport.Wish"/> is to be followed,
    /// unless the learner asked for something else (SN 5.6.3).</param>
    public ContentReport Report(ScoLearner learner, IReadOnlyDictionary<string, string> values, bool hasEnded, bool isForCredit = true)
    {
        var session = Session(learner, isForCredit, goesOn: true, answers: false);   // the run-time in the browser answers
        session.Initialize("");
        var ignored = new List<string>();
        foreach (var (element, value) in values.OrderBy(pair => pair.Key, ElementOrder.Instance))
            if (session.SetValue(element, value) != "true") CmiCommits.Note(ignored, element);
        if (hasEnded) session.Terminate("");
        else session.Commit("");
        return new(hasEnded ? session.Wish : null, ignored);
    }

    /// <summary>What would be followed now.</summary>
    public ValidRequests Valid => Validity.Of(tree);

    /// <summary>What to show the learner around the content.</summary>
    public NavigationDevices Devices => Validity.Devices(tree, Valid);

    internal static Outcome Follow(ActivityTree tree, NavigationRequest request, Random random)
    {
        var navigated = Navigation.Process(tree, request);
        if (navigated.Exception is { } invalid) return new(null, false, invalid);
        var sequencing = navigated.Sequencing;
        if (navigated.Termination is { } termination)
        {
            var terminated = new Termination(tree, random).Process(termination);
            if (terminated.Exception is { } exception) return new(null, false, exception);
            sequencing = terminated.Sequencing ?? sequencing;
        }
        return Follow(tree, sequencing, navigated.Target, random);
    }

    /// <summary>OP.1 from the sequencing request on.</summary>
    internal static Outcome Follow(ActivityTree tree, SequencingRequest? request, Activity? target, Random random)
    {
        if (request is not { } sequencing) return new(null, false, null);
        if (tree.Current is null) tree.ForgetPreviousAttempt();
        var sequenced = new SequencingRequests(tree, random).Process(sequencing, target);
        if (sequenced.EndsSession)
        {
            EndSession(tree, random);
            return new(null, true, sequenced.Exception);
        }
        if (sequenced.Delivery is not { } delivery) return new(null, false, sequenced.Exception);
        if (Delivery.Refuse(delivery) is { } refusal) return new(null, false, refusal);
        var undelivered = new Delivery(tree, random).Deliver(delivery);
        return new(undelivered is null ? delivery.Item : null, false, undelivered);
    }

    private static void EndSession(ActivityTree tree, Random random)
    {
        // Walking past the end of the tree (SB.2.1 3.1) ends everything below the root; with the session, the root's attempt ends too.
        if (tree.Root.IsActive) Attempts.End(tree, tree.Root, random);
        tree.Current = null;
    }
}

/// <summary>What came of a report.</summary>
/// <param name="Wish">The navigation that the content asked for at its end; null for none.</param>
/// <param name="Ignored">The elements that were not taken (the first few).</param>
public sealed record ContentReport(NavigationRequest? Wish, IReadOnlyList<string> Ignored);

/// <summary>How a learner stands in an activity; null is "unknown".</summary>
public sealed record ActivityStanding(bool? IsSatisfied, decimal? Measure, bool? IsCompleted, decimal? Progress, int Attempts, bool IsSuspended)
{
    /// <summary>Both statuses in one word, as <see cref="CmiState.Status"/> has them: completion leads, success refines it.</summary>
    public LessonStatus Status => (IsCompleted, IsSatisfied) switch
    {
        (false, _) => LessonStatus.Incomplete,
        (_, true) => LessonStatus.Passed,
        (_, false) => LessonStatus.Failed,
        (true, _) => LessonStatus.Completed,
        _ => Attempts > 0 ? LessonStatus.Incomplete : LessonStatus.NotAttempted,
    };

    internal static ActivityStanding Of(Activity activity) =>
        new(activity.Primary.IsSatisfied, activity.Primary.Measure, activity.IsCompleted, activity.Progress, activity.Attempts, activity.IsSuspended);
}
