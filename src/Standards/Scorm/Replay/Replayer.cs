using System.Globalization;
using System.Text.RegularExpressions;
using Lectern.Scorm.RunTime;
using Lectern.Scorm.Sequencing;

namespace Lectern.Scorm.Replay;

/// <summary>The first thing in which a replay differed from its case.</summary>
/// <param name="Call">The number of the call in its launch, from 1; 0 when the launch itself differed.</param>
/// <param name="What">The call, or what was looked at.</param>
public sealed record Difference(string Case, string Activity, string Visit, int Call, string What, string Expected, string Actual)
{
    public override string ToString() =>
        $"{Case}, activity {Activity}, visit {Visit}{(Call > 0 ? string.Create(CultureInfo.InvariantCulture, $", call {Call}") : "")}: {What} — expected {Expected}, got {Actual}";
}

/// <summary>A package of the conformance test.</summary>
/// <param name="Organization">The organization that is played.</param>
/// <param name="PageOf">The text of one of its pages by its path; null when there is none.</param>
public sealed record TestPackage(Organization Organization, Func<string, string?> PageOf);

/// <summary>What came of a replay.</summary>
/// <param name="State">Where the learner ended.</param>
/// <param name="Shared">What the learner has now that other packages see: the next one of the series begins with it.</param>
public sealed record ReplayResult(Difference? Difference, int Launches, int Calls, SequencingState State, SharedState Shared);

/// <summary>
/// Plays a case of ADL's conformance test against the sequencer and the run-time as its content and its learner would: launches what is
/// delivered, makes the calls of the case, terminates, follows what the content or the learner asks for, and compares every answer.
/// The parts of one test (a, b, c) are played one after another, with the shared state of the one before; a case may also go to and fro
/// between several packages.
/// </summary>
public sealed partial class Replayer
{
    private readonly ConformanceCase conformance;
    private readonly IReadOnlyList<TestPackage> packages;
    private readonly Dictionary<TestPackage, SequencingState> left = [];
    private readonly ScoLearner learner = new(Id: "learner-1", Name: "Learner, Test");
    private TestPackage package;
    private SharedState shared;
    private Sequencer sequencer;
    private RunTimeSession? session;
    private string? chosen;
    private Outcome? last;
    private int launches;
    private int calls;

    private Replayer(ConformanceCase conformance, IReadOnlyList<TestPackage> packages, SharedState shared)
    {
        this.conformance = conformance;
        this.packages = packages;
        this.shared = shared;
        (package, sequencer) = (packages[0], Begun(packages[0], new()));
        chosen = conformance.Start;
    }

    /// <summary>Plays a case against the packages that belong to it.</summary>
    /// <param name="conformance">The case.</param>
    /// <param name="packages">The package that it begins with, then any others that it goes to.</param>
    /// <param name="shared">What the learner brings from the case before.</param>
    public static ReplayResult Play(ConformanceCase conformance, IReadOnlyList<TestPackage> packages, SharedState? shared = null)
    {
        var replayer = new Replayer(conformance, packages, shared ?? new());
        var difference = replayer.Play();
        return new(difference, replayer.launches, replayer.calls, replayer.sequencer.State, replayer.SharedNow);
    }

    private Organization Organization => package.Organization;

    private SharedState SharedNow => shared.After(Organization, sequencer.State.Shared);

    private Sequencer Begun(TestPackage opened, SequencingState state) => new(opened.Organization, state with { Shared = state.Shared.With(opened.Organization, shared) }, new Random(1));

    /// <summary>The learner leaves one package for another, as they left it.</summary>
    private void GoTo(TestPackage other)
    {
        if (other == package) return;
        shared = SharedNow;
        left[package] = sequencer.State;
        (package, sequencer) = (other, Begun(other, left.GetValueOrDefault(other) ?? new()));
    }

    private Difference? Play()
    {
        for (var index = 0; index < conformance.Launches.Count; index++)
        {
            var launch = conformance.Launches[index];
            var outcome = sequencer.Delivered is null ? Begin(launch) : null;
            if (sequencer.Delivered is not { } item)
                return new(conformance.Id, launch.Activity, launch.Visit, 0, "launch", $"activity {launch.Activity}", Nothing(outcome ?? last));
            if (NumberOf(item) != launch.Activity)
                return new(conformance.Id, launch.Activity, launch.Visit, 0, "launch", $"activity {launch.Activity}", $"activity {NumberOf(item) ?? item.Identifier}");
            launches++;
            if (Visit(launch, item) is { } difference) return difference;
        }
        return null;
    }

    private static string Nothing(Outcome? outcome) =>
        outcome?.Exception is { } exception ? $"nothing ({exception}: {SequencingExceptions.InWords(exception)})" : "nothing";

    /// <summary>The learner opens the package, or stands in its table of contents.</summary>
    private Outcome? Begin(ExpectedLaunch launch)
    {
        Outcome? outcome = null;
        if (sequencer.State is { Current: null } state && (chosen is null || state.Suspended is not null || new Sequencer(Organization, state).Navigate(NavigationRequest.Start).Delivery?.Title == chosen))
        {
            outcome = sequencer.Navigate(state.Suspended is null ? NavigationRequest.Start : NavigationRequest.ResumeAll);
            if (outcome.Delivery is not null) return outcome;
        }
        var target = chosen is not null ? Organization.AllItems().FirstOrDefault(item => item.Title == chosen)
            : launches == 0 || outcome is not null ? Organization.AllItems().FirstOrDefault(item => NumberOf(item) == launch.Activity)
            : null;
        if (target is not null) outcome = sequencer.Navigate(NavigationRequest.Choice(target.Identifier));
        return outcome is null && sequencer.State.Current is null ? sequencer.Navigate(NavigationRequest.Start) : outcome;
    }

    private Difference? Visit(ExpectedLaunch launch, Item item)
    {
        Difference Differ(int call, string what, string expected, string actual) => new(conformance.Id, launch.Activity, launch.Visit, call, what, expected, actual);

        var devices = sequencer.Devices;
        foreach (var (question, answer) in launch.UiQuestions.Zip(launch.UiAnswers))
        {
            var shown = ScreenAnswer.To(question, devices, Organization);
            if (shown is { } isSo && isSo != (answer == "Y")) return Differ(0, $"screen: {question.Key} {question.Target}".Trim(), answer, isSo ? "Y" : "N");
        }

        session = sequencer.Open(learner);
        for (var index = 0; index < launch.Calls.Count; index++)
        {
            var call = launch.Calls[index];
            if (!call.IsOne) continue;
            calls++;
            if (Make(call) is { } wrong) return Differ(index + 1, InWords(call), wrong.Expected, wrong.Actual);
        }

        var page = ContentPage.Read(item.Launch is { } address ? package.PageOf(address.Path) : null);
        if (page.TerminatesItself && session.IsRunning)
        {
            calls++;
            if (session.Terminate("") != "true") return Differ(launch.Calls.Count + 1, "Terminate", "true", $"false, error {session.GetLastError()}");
            if (session.Wish is { } wish) last = sequencer.Navigate(wish);
        }
        else if (item.Kind == ResourceKind.Asset) session = null;
        return Act(launch.LearnerAction, page) is { } left ? Differ(0, "end", left.Expected, left.Actual) : null;
    }

    /// <summary>The learner does what the test asks of them. The content's page goes away first.</summary>
    private (string Expected, string Actual)? Act(LearnerAction? action, ContentPage page)
    {
        if (action is null && session is { IsRunning: false }) return null;
        if (session is { IsRunning: true })
        {
            foreach (var (element, value) in page.SetsOnUnload) session.SetValue(element, value);
            session.Terminate("");
        }
        chosen = action?.Choice ?? conformance.Start;
        if (action is null) return null;
        if (action.EndsAttempt && !action.EndsSession && sequencer.Delivered is { } delivered) return ("no activity", delivered.Identifier);
        if (action.RequestIn(Organization) is { } request && (request.Kind == NavigationKind.Choice || sequencer.State.Current is not null)) last = sequencer.Navigate(request);
        if (action.EndsSession && sequencer.State.Current is { } open) return ("no activity", open);
        // Who just leaves has not suspended anything.
        if (action.IsLeaving && sequencer.State.Current is not null) last = sequencer.Navigate(NavigationRequest.ExitAll);
        if (action.Package is { } name && packages.FirstOrDefault(candidate => candidate.Organization.Title?.Trim() == name) is { } other) GoTo(other);
        return null;
    }

    /// <summary>The number of an item's activity in the case; null when it has none.</summary>
    internal static string? NumberOf(Item item) => item.Parameters is { } parameters && Number.Match(parameters) is { Success: true } match ? match.Groups[1].Value : null;

    private (string Expected, string Actual)? Make(ExpectedCall call)
    {
        if (call.Call == "CompareObjectiveIds") return CompareObjectives(call);
        var element = Resolve(call.Element ?? "", out var looked);
        if (element is null) return ($"an entry {looked}", "none");
        var argument = call.ArgumentToSend;
        var answer = call.Call switch
        {
            "Initialize" => session!.Initialize(argument),
            "Terminate" => session!.Terminate(argument),
            "Commit" => session!.Commit(argument),
            "GetValue" => session!.GetValue(element),
            "SetValue" => session!.SetValue(element, call.Value ?? ""),
            "GetLastError" => session!.GetLastError(),
            "GetErrorString" => session!.GetErrorString(argument),
            "GetDiagnostic" => session!.GetDiagnostic(argument),
            _ => throw new NotSupportedException($"The case makes a call “{call.Call}”, which is not one of the API."),
        };
        return call.Misses(answer, session!.GetLastError());
    }

    private (string Expected, string Actual)? CompareObjectives(ExpectedCall call)
    {
        var there = new List<string>();
        var count = int.Parse(session!.GetValue("cmi.objectives._count"), CultureInfo.InvariantCulture);
        for (var index = 0; index < count; index++) there.Add(session.GetValue(string.Create(CultureInfo.InvariantCulture, $"cmi.objectives.{index}.id")));
        return there.ToHashSet().SetEquals(call.Objectives) ? null : (string.Join(", ", call.Objectives), string.Join(", ", there));
    }

    /// <summary>Puts the index of an entry where the case names its identifier: cmi.objectives.&amp;id&amp;.score.raw.</summary>
    private string? Resolve(string element, out string? id)
    {
        id = null;
        var start = element.IndexOf('&', StringComparison.Ordinal);
        var end = element.LastIndexOf('&');
        if (start < 0 || end <= start) return element;
        id = element[(start + 1)..end];
        var collection = element[..start];
        var model = session!.Model;
        for (var index = 0; index < model.CountOf(collection); index++)
            if (model.Peek(string.Create(CultureInfo.InvariantCulture, $"{collection}{index}.id")) == id) return string.Create(CultureInfo.InvariantCulture, $"{collection}{index}{element[(end + 1)..]}");
        return null;
    }

    private static string InWords(ExpectedCall call) => call.Call switch
    {
        "SetValue" => $"SetValue {call.Element} “{call.Value}”",
        "GetValue" => $"GetValue {call.Element}",
        _ => $"{call.Call} {call.Argument}".Trim(),
    };

    [GeneratedRegex(@"\bact=([^&#]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Number { get; }
}
