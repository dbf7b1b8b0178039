using System.Text.Json;
using Lectern.Scorm;
using Lectern.Scorm.Sequencing;

namespace Lectern.Packages;

/// <summary>
/// An attempt at a package of SCORM 2004 in hand. The <see cref="Sequencer"/> decides what is delivered and how everything stands; this
/// writes down in the attempt, and in what the learner's packages share, what came of it.
/// </summary>
public sealed class SequencedAttempt
{
    private static readonly Dictionary<string, string> Shown = new() { ["cmi.completion_status"] = "completed" };

    private readonly PackageAttempt _attempt;
    private readonly SharedStore _store;
    private readonly Manifest _manifest;
    private readonly Organization _organization;
    private readonly Sequencer _sequencer;

    public SequencedAttempt(PackageAttempt attempt, SharedStore store, Manifest manifest)
    {
        (_attempt, _store, _manifest, _organization) = (attempt, store, manifest, manifest.Default());
        var state = attempt.SequencingJson is { } json ? JsonSerializer.Deserialize<SequencingState>(json)! : new();
        _sequencer = new(_organization, state with { Shared = state.Shared.With(_organization, store.State) });
    }

    public PackageAttempt Attempt => _attempt;

    /// <summary>The part that is open; null when none is.</summary>
    public Item? Delivered => _sequencer.Delivered;

    /// <summary>What may be asked for now, for the content.</summary>
    public ValidRequests Valid => _sequencer.Valid;

    /// <summary>What to show around the content.</summary>
    public NavigationDevices Devices => _sequencer.Devices;

    /// <summary>How the whole stands: the status and the score that roll up, or the mean of the parts' scores where no measure does.</summary>
    public PackageOutcome Outcome
    {
        get
        {
            var root = _sequencer.StandingNow;
            var required = _organization.Required().Where(item => item.Launch is { IsMissing: false }).Select(item => Standing(item.Identifier)).ToList();
            var parts = RollUp.Of(required);
            var score = root.Measure is { } measure ? Math.Clamp(measure, 0, 1) : parts.Score;
            var status = root.Status switch
            {
                // Satisfied is also what the LMS assumes of content that says nothing (SN UP.4); passed is who was tested.
                LessonStatus.Passed when score is null && required.TrueForAll(part => part.Status != LessonStatus.Passed) => LessonStatus.Completed,
                // As long as the learner goes on, what isn't satisfied may be yet.
                LessonStatus.Failed when root.IsCompleted is null && !HasEnded => LessonStatus.Incomplete,
                var other => other,
            };
            // Who goes through it once more loses nothing.
            return _attempt.Status.IsDone() && _attempt.Score is var earned
                ? parts with { Status = status == LessonStatus.Passed ? status : _attempt.Status, Score = earned > score || score is null ? earned : score }
                : parts with { Status = status, Score = score };
        }
    }

    /// <summary>The learner came to the end, or ended it: nothing is open, and nothing waits to go on.</summary>
    public bool HasEnded => _sequencer.State is { Current: null, Suspended: null } && _sequencer.Standing.Attempts > 0;

    /// <summary>How the learner stands in a part.</summary>
    public ScoStanding Standing(string item) =>
        _attempt.Part(item)?.Standing ?? (_sequencer.StandingOf(item) is { } standing ? new(standing.Status, Share(standing.Measure)) : ScoStanding.NotAttempted);

    /// <summary>The learner comes in: goes on with what was suspended, or begins. False when there was nothing to do: it is open already, or
    /// has ended, and then it is for the learner to open it once more.</summary>
    public bool Enter(DateTimeOffset at)
    {
        if (_sequencer.State is not { Current: null, Suspended: var suspended } || HasEnded) return false;
        Navigate(suspended is null ? NavigationRequest.Start : NavigationRequest.ResumeAll, at);
        return true;
    }

    /// <summary>Whether the learner is offered this (SN 5.6.2). Beginning is offered when nothing is open.</summary>
    public bool Offers(NavigationRequest request)
    {
        var devices = Devices;
        return request.Kind switch
        {
            NavigationKind.Start => Valid.Start,
            NavigationKind.Continue => devices.Continue,
            NavigationKind.Previous => devices.Previous,
            NavigationKind.Choice => devices.Contents.Any(entry => entry.Id == request.Target && entry.IsSelectable),
            NavigationKind.Exit => devices.Exit,
            NavigationKind.ExitAll => devices.ExitAll,
            NavigationKind.Abandon => devices.Abandon,
            NavigationKind.AbandonAll => devices.AbandonAll,
            NavigationKind.SuspendAll => devices.SuspendAll,
            _ => false,
        };
    }

    /// <summary>The learner says that they are through with a part that never talks to us: it ends, and they go on.</summary>
    public Refusal? Finish(Item item, DateTimeOffset at)
    {
        if (_attempt.Part(item.Identifier) is not { State.Launch: > 0 } part || !IsOpen(part)) return PackageAttempt.NotOpened;
        if (!part.State.IsSilent) return part.Standing.Status.IsDone() ? null : PackageAttempt.ReportsItself;
        part.Change(part.State.Shown());
        Navigate(Valid.Continue ? NavigationRequest.Continue : NavigationRequest.Exit, at);
        return null;
    }

    /// <summary>Follows a request. The content that was open must have reported its end.</summary>
    public Outcome Navigate(NavigationRequest request, DateTimeOffset at)
    {
        var outcome = Follow(request);
        Write(at);
        return outcome;
    }

    /// <summary>Opens the part that is delivered: a new launch of it begins.</summary>
    /// <returns>Its record, and the data model that the run-time starts with.</returns>
    public (ScoRecord Part, IReadOnlyDictionary<string, string> Model) Open(ScoLearner learner, DateTimeOffset at)
    {
        var part = _attempt.Open(Delivered!, _manifest, at);
        var model = _sequencer.Begin(learner);
        Write(at);
        return (part, model);
    }

    /// <summary>Takes what the browser reports of a part, and follows what its content asks for at its end.</summary>
    /// <param name="part">Which.</param>
    /// <param name="commit">What it says.</param>
    /// <param name="batch">Which batch of it this is.</param>
    /// <param name="at">Now.</param>
    /// <param name="counts">False for what comes too late to be graded; it is kept.</param>
    public CommitResult Take(ScoRecord part, CmiCommit commit, Batch batch, DateTimeOffset at, bool counts = true)
    {
        NavigationRequest? wish = null;
        var result = part.Take(commit, batch, (state, whole) =>
        {
            if (whole.Launch != state.Launch) return TakeLate(part, state, whole);
            if (!IsOpen(part)) return new(state, CommitOutcome.Repeated, []);   // it ended before it was left
            if (whole.Sequence <= state.Sequence || state.IsFinished) return new(state, CommitOutcome.Repeated, []);
            // An asset can't speak; that its page was shown is all there is to know.
            var values = Delivered is { Kind: ResourceKind.Asset } ? Shown : whole.Values;
            var report = _sequencer.Report(Learner, values, whole.IsFinal);
            wish = report.Wish;
            var data = _sequencer.State.Activities[part.Item].Data!;
            var next = state with { HasBegun = true, Sequence = whole.Sequence, IsFinished = whole.IsFinal, WasLeft = whole.IsFinal && whole.IsLeft, Values = data.Values, EarlierTime = data.TotalTime, SetIn = state.StampsOf(whole.Launch, whole.Values, data.Values) };
            return new(next, CommitOutcome.Taken, report.Ignored);
        });
        if (result.Outcome == CommitOutcome.Repeated) return result;
        part.Change(result.State);
        if (wish is { } asked) Follow(asked);
        Write(at, counts);
        return result;
    }

    // What an earlier launch says late: the part that is open takes it as if it were said now; of one that is over it is kept for those who follow.
    private CommitResult TakeLate(ScoRecord part, CmiState state, CmiCommit commit)
    {
        if (!IsOpen(part)) return state.Take(commit, new ScoRules());
        if (state.StillWanted(commit) is not { } values) return new(state, CommitOutcome.Repeated, []);
        var report = _sequencer.Report(Learner, values.Where(pair => pair.Key.StartsWith("cmi.", StringComparison.Ordinal)).ToDictionary(), hasEnded: false);
        var kept = _sequencer.State.Activities[part.Item].Data!.Values;
        return new(state.Late(commit) with { HasBegun = true, Values = kept, SetIn = state.StampsOf(commit.Launch, values, kept) }, CommitOutcome.FromEarlierLaunch, report.Ignored);
    }

    // Whoever reports is the learner of the attempt; their name is for the content to read.
    private ScoLearner Learner => new(_attempt.LearnerId.ToString(), "");

    /// <summary>Whether a launch of this part is what is open, or waits to be.</summary>
    public bool IsOpen(ScoRecord part, int launch) => IsOpen(part) && part.State.Launch == launch;

    /// <summary>Nothing is open, and the learner will go on there another time.</summary>
    public bool IsSuspended => _sequencer.State is { Current: null, Suspended: not null };

    private bool IsOpen(ScoRecord part) => _attempt.EndedAt is null && Delivered?.Identifier == part.Item && _attempt.Part(part.Item) == part;

    private Outcome Follow(NavigationRequest request)
    {
        var outcome = _sequencer.Navigate(request);
        if (outcome.Delivery is not { } item) return outcome;
        if (_attempt.Part(item.Identifier) is not { } part || part.Number < PackageAttempt.MostAttemptsAtPart && part.State.HasBegun && _sequencer.State.Activities[item.Identifier].Data is { IsResumed: false }) _attempt.Begin(item, _manifest);
        else part.Change(part.State.Open());   // whichever page it was open in before is not heard any more
        return outcome;
    }

    private void Write(DateTimeOffset at, bool counts = true)
    {
        var state = _sequencer.State;
        _store.Keep(_store.State.After(_organization, state.Shared));
        foreach (var item in _attempt.Parts.Select(part => part.Item).Distinct())
            if (_attempt.Part(item) is { State.HasBegun: true } part && _sequencer.StandingOf(item) is { Attempts: > 0 } standing) part.Stand(Standing(part, standing));
        _attempt.Sequenced(state, Outcome, at, counts);
    }

    private static ScoStanding Standing(ScoRecord part, ActivityStanding standing)
    {
        var saysHowWell = part.State.Values.Keys.Any(element => element.EndsWith("success_status", StringComparison.Ordinal) || element.EndsWith("score.scaled", StringComparison.Ordinal));
        return new(standing.Status == LessonStatus.Passed && !saysHowWell ? LessonStatus.Completed : standing.Status, Share(standing.Measure) ?? part.State.Score?.Scaled);
    }

    private static decimal? Share(decimal? measure) => measure is { } known ? Math.Clamp(known, 0, 1) : null;
}
