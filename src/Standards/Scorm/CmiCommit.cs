namespace Lectern.Scorm;

/// <summary>What the browser's run-time reports: every element that has changed since the server last confirmed it, so that a lost commit is made good by the next.</summary>
/// <param name="Launch">The launch it belongs to (<see cref="CmiState.Launch"/>).</param>
/// <param name="Sequence">Counts up from 1 in each launch.</param>
/// <param name="IsFinal">Whether the content has ended, or its page was left.</param>
/// <param name="IsLeft">With <paramref name="IsFinal"/>: its page was left, and the content had not ended itself.</param>
/// <param name="Values">Elements by their full names, such as cmi.core.lesson_status. What content may not set is ignored.</param>
public sealed record CmiCommit(int Launch, int Sequence, bool IsFinal, IReadOnlyDictionary<string, string> Values, bool IsLeft = false);

/// <summary>What an item's manifest entry and the enrolment ask of a SCO.</summary>
public sealed record ScoRules
{
    /// <summary>Whether the result counts; without credit nothing is passed or failed by its score (SCORM 1.2 RTE 3.4.4 cmi.core.credit).</summary>
    public bool IsForCredit { get; init; } = true;

    public decimal? MasteryScore { get; init; }
    public decimal? CompletionThreshold { get; init; }
    public decimal? ScaledPassingScore { get; init; }

    /// <summary>The rules of an item.</summary>
    public static ScoRules Of(Item item) => new()
    {
        MasteryScore = item.MasteryScore,
        CompletionThreshold = item.CompletionThreshold,
        ScaledPassingScore = item.ScaledPassingScore,
    };
}

/// <summary>What became of a commit.</summary>
public enum CommitOutcome
{
    Taken,

    /// <summary>It was taken before, or a later one was, or the launch has ended: harmless, nothing changes.</summary>
    Repeated,

    /// <summary>The SCO was opened again since; its new page speaks for it now. What this one still had to say is taken where none of the
    /// later launches has said something else.</summary>
    FromEarlierLaunch,
}

/// <summary>The state after a commit, and the names of the elements that were not taken (the first few).</summary>
public sealed record CommitResult(CmiState State, CommitOutcome Outcome, IReadOnlyList<string> Ignored);

/// <summary>Takes commits into a SCO's state: the only way in which a browser changes it.</summary>
public static class CmiCommits
{
    private const int MostCharacters = 1_000_000;
    private const int MostElements = 20_000;
    private const int NamedIgnored = 20;
    private const int LongestIgnored = 100;
    private const string Status12 = "cmi.core.lesson_status";

    extension(CmiState state)
    {
        /// <summary>The state after this commit. Values that content may not set, or not so, are left out, each on its own.</summary>
        public CommitResult Take(CmiCommit commit, ScoRules rules)
        {
            if (commit.Launch != state.Launch) return state.TakeLate(commit, rules);
            if (commit.Sequence <= state.Sequence || state.IsFinished) return new(state, CommitOutcome.Repeated, []);
            var ignored = new List<string>();
            var merged = Merge(state, commit.Values, ignored);
            var next = state with
            {
                HasBegun = true,
                Sequence = commit.Sequence,
                IsFinished = commit.IsFinal,
                WasLeft = commit.IsFinal && commit.IsLeft,
                Values = merged,
                SetIn = state.StampsOf(commit.Launch, commit.Values, merged),
            };
            return new(Derive(next, rules), CommitOutcome.Taken, ignored);
        }

        /// <summary>Takes what an earlier launch reports late: a page that was closed without a connection, another device. Never its exit, and of
        /// its time what wasn't counted yet.</summary>
        private CommitResult TakeLate(CmiCommit commit, ScoRules rules)
        {
            var values = state.StillWanted(commit);
            if (values is null) return new(state, CommitOutcome.Repeated, []);
            var ignored = new List<string>();
            var merged = Merge(state, values, ignored);
            var late = state.Late(commit) with { HasBegun = true, Values = merged, SetIn = state.StampsOf(commit.Launch, values, merged) };
            // What the LMS decides at its end, it decides now; the launch that is open goes on.
            if (commit.IsFinal && state.SetIn.GetValueOrDefault(Status12) <= commit.Launch)
            {
                var ended = With(late, state.ExitElement, commit.Values.GetValueOrDefault(state.ExitElement, "")) with { IsFinished = true, WasLeft = commit.IsLeft };
                if (Derive(ended, rules)[Status12] is { } status) late = With(late, Status12, status);
            }

            return new(late, CommitOutcome.FromEarlierLaunch, ignored);
        }

        /// <summary>What a report of an earlier launch has to say that no later one has said otherwise; null when all of it is known.</summary>
        public IReadOnlyDictionary<string, string>? StillWanted(CmiCommit commit) =>
            !state.Earlier.TryGetValue(commit.Launch, out var known) || commit.Sequence < known.Sequence ? null
            : commit.Values.Where(pair => pair.Key != state.ExitElement && pair.Key != state.SessionTimeElement && state.SetIn.GetValueOrDefault(pair.Key) <= commit.Launch).ToDictionary();

        /// <summary>The same state, with the report of an earlier launch and its time noted.</summary>
        public CmiState Late(CmiCommit commit)
        {
            var known = state.Earlier[commit.Launch];
            var time = CmiTime.Parse(state.Version, commit.Values.GetValueOrDefault(state.SessionTimeElement)) is { } said && said > known.Time ? said : known.Time;
            var earlier = state.Earlier.Where(pair => pair.Key != commit.Launch);
            return state with
            {
                EarlierTime = state.EarlierTime + (time - known.Time),
                Earlier = (commit.IsFinal ? earlier : earlier.Append(new(commit.Launch, new(commit.Sequence, time)))).ToDictionary(),
            };
        }

        /// <summary>When each element was set last, after a launch has reported these and these are what is kept: what was not taken was not set.</summary>
        public IReadOnlyDictionary<string, int> StampsOf(int launch, IReadOnlyDictionary<string, string> reported, IReadOnlyDictionary<string, string> kept)
        {
            var stamps = new Dictionary<string, int>(state.SetIn);
            foreach (var (element, value) in reported)
                if (kept.TryGetValue(element, out var now) && now == value) stamps[element] = launch;
            return stamps;
        }
    }

    /// <summary>Notes the name of an element that was not taken: the first few of them, and of a long one its beginning.</summary>
    internal static void Note(List<string> ignored, string element)
    {
        if (ignored.Count < NamedIgnored) ignored.Add(element.Length <= LongestIgnored ? element : element[..LongestIgnored]);
    }

    private static Dictionary<string, string> Merge(CmiState state, IReadOnlyDictionary<string, string> reported, List<string> ignored)
    {
        var merged = new Dictionary<string, string>(state.Values);
        var characters = merged.Sum(pair => pair.Key.Length + pair.Value.Length);
        var collections = new Dictionary<string, int>();
        foreach (var element in merged.Keys) Grow(collections, element);

        // In order of their numbers, so that a collection grows without gaps, as content itself must fill it (SCORM 1.2 RTE 3.3.4).
        foreach (var (element, value) in reported.Take(MostElements).OrderBy(pair => pair.Key, ByNumbers))
        {
            // A blank for what was never set is how run-times spell "not set".
            if (value is null or "" && !merged.ContainsKey(element)) continue;
            if (!CmiElements.Allows(state.Version, element, value ?? "") || !Fits(collections, element)
                || characters - (merged.TryGetValue(element, out var replaced) ? element.Length + replaced.Length : 0) + element.Length + value!.Length > MostCharacters)
            {
                Note(ignored, element);
                continue;
            }
            if (merged.TryGetValue(element, out var former)) characters -= element.Length + former.Length;
            merged[element] = value;
            characters += element.Length + value.Length;
            Grow(collections, element);
        }
        return merged;
    }

    private static void Grow(Dictionary<string, int> collections, string element)
    {
        foreach (var (collection, index) in CmiElements.Indices(element))
            collections[collection] = Math.Max(collections.GetValueOrDefault(collection), index + 1);
    }

    private static bool Fits(Dictionary<string, int> collections, string element) =>
        CmiElements.Indices(element).All(pair => pair.Index <= collections.GetValueOrDefault(pair.Collection));

    private static readonly IComparer<string> ByNumbers = Comparer<string>.Create((left, right) =>
    {
        var result = CmiElements.Indices(left).Select(pair => pair.Index).Zip(CmiElements.Indices(right).Select(pair => pair.Index), (a, b) => a.CompareTo(b)).FirstOrDefault(order => order != 0);
        return result != 0 ? result : string.CompareOrdinal(left, right);
    });

    /// <summary>What the LMS decides itself, whatever the content said.</summary>
    private static CmiState Derive(CmiState state, ScoRules rules) => state.Is12 ? Derive12(state, rules) : Derive2004(state, rules);

    // SCORM 1.2 RTE 3.4.4 cmi.core.lesson_status: at LMSFinish, a SCO that set no status is completed; and for credit, with a mastery
    // score and a raw score, the LMS decides passed or failed and overrides the SCO. A SCO that asks to be suspended, or whose page was
    // left before it ended, is not at its end yet: its own word stands. No word means incomplete, and after it was left nothing at all:
    // nobody should count as trained because a window was closed.
    private static CmiState Derive12(CmiState state, ScoRules rules)
    {
        const string element = Status12;
        if (!state.IsFinished) return state;
        var isSuspended = state.WasLeft || state[state.ExitElement] == "suspend";
        if (rules.IsForCredit && rules.MasteryScore is { } mastery && ManifestReader.Number(state["cmi.core.score.raw"]) is { } raw
            && (!isSuspended || state.Status.IsFinished()))
            return With(state, element, raw >= mastery ? "passed" : "failed");
        return state[element] is null && !state.WasLeft ? With(state, element, isSuspended ? "incomplete" : "completed") : state;
    }

    // SCORM 2004 4th Ed. RTE 4.2.4 (completion status) and 4.2.22 (success status): a threshold in the manifest decides at any time.
    // At Terminate without suspension, an unset completion is completed (SN UP.4, End Attempt Process).
    private static CmiState Derive2004(CmiState state, ScoRules rules)
    {
        const string completion = "cmi.completion_status", success = "cmi.success_status";
        if (rules.CompletionThreshold is { } threshold)
            state = With(state, completion, ManifestReader.Number(state["cmi.progress_measure"]) is { } progress ? progress >= threshold ? "completed" : "incomplete" : "unknown");
        else if (state.IsFinished && (state[completion] ?? "unknown") == "unknown" && !state.WasLeft && state[state.ExitElement] != "suspend")
            state = With(state, completion, "completed");
        if (rules.IsForCredit && rules.ScaledPassingScore is { } passing)
            state = With(state, success, ManifestReader.Number(state["cmi.score.scaled"]) is { } scaled ? scaled >= passing ? "passed" : "failed" : "unknown");
        return state;
    }

    private static CmiState With(CmiState state, string element, string value) =>
        state[element] == value ? state : state with { Values = new Dictionary<string, string>(state.Values) { [element] = value } };
}
