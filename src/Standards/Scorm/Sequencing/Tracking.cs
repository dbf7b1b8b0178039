using System.Globalization;
using Lectern.Scorm.RunTime;

namespace Lectern.Scorm.Sequencing;

/// <summary>Carries values between the run-time data model of a SCO and the tracking model of its activity
/// (SCORM 2004 4th Ed. RTE 4.2, "Sequencing Impacts"; SN 4.2).</summary>
internal static class Tracking
{
    private const string Objectives = "cmi.objectives.";

    /// <summary>What the content of the activity finds.</summary>
    /// <param name="goesOn">It is open already, and reports once more.</param>
    internal static LaunchedContent Open(ActivityTree tree, Activity activity, ScoLearner learner, bool isForCredit, bool goesOn)
    {
        var item = activity.Item;
        var data = goesOn ? DataOf(activity) : Settled(activity);
        var values = data.Values.ToDictionary();
        var isResumed = data.IsResumed || values.Count > 0;
        Prefill(activity, values);
        return new()
        {
            Learner = learner,
            IsForCredit = isForCredit,
            Entry = isResumed ? "resume" : "ab-initio",
            LaunchData = item?.DataFromLms,
            CompletionThreshold = item?.CompletionThreshold,
            ScaledPassingScore = activity.Primary.Definition.SatisfiedByMeasure ? activity.Primary.Definition.MinNormalizedMeasure : null,
            MaxTimeAllowed = item?.MaxTimeAllowed,
            TimeLimitAction = item?.TimeLimitAction,
            DataMaps = item?.DataMaps ?? [],
            SharedData = tree.SharedData,
            Data = data with { Values = values },
        };
    }

    private static RunTimeData DataOf(Activity activity) => activity.Data ?? new() { Attempt = activity.Attempts };

    /// <summary>What the content left in its sessions so far, as the next one begins: one that never ended counts as far as it was reported.</summary>
    internal static RunTimeData Settled(Activity activity)
    {
        var data = DataOf(activity);
        return data with
        {
            Values = data.Values.Where(pair => pair.Key is not ("cmi.session_time" or "cmi.exit")).ToDictionary(),
            TotalTime = data.TotalTime + (CmiTime.Parse(ScormVersion.Scorm2004FourthEdition, data.Values.GetValueOrDefault("cmi.session_time")) ?? TimeSpan.Zero),
        };
    }

    /// <summary>RTE 4.2.17: the objectives that the manifest names are there from the start, with what is known of them, global objectives included.</summary>
    private static void Prefill(Activity activity, Dictionary<string, string> values)
    {
        foreach (var objective in activity.Objectives)
        {
            if (objective.Definition.Id is not { } id) continue;
            var index = 0;
            while (values.TryGetValue($"{Objectives}{index}.id", out var other) && other != id) index++;
            var path = $"{Objectives}{index.ToString(CultureInfo.InvariantCulture)}.";
            var known = objective.Known;
            values[path + "id"] = id;
            Put("success_status", Word(known.IsSatisfied, "passed", "failed"));
            Put("score.scaled", DataModel2004.Plain(known.Measure));
            Put("score.raw", DataModel2004.Plain(known.RawScore));
            Put("score.min", DataModel2004.Plain(known.MinScore));
            Put("score.max", DataModel2004.Plain(known.MaxScore));
            Put("completion_status", Word(known.IsCompleted, "completed", "incomplete"));
            Put("progress_measure", DataModel2004.Plain(known.Progress));

            void Put(string name, string? value)
            {
                if (value is not null) values[path + name] = value;
            }
        }
    }

    private static string? Word(bool? status, string yes, string no) => status switch { true => yes, false => no, null => null };

    /// <summary>Takes over what the content left in the shared data stores (RTE 4.3).</summary>
    internal static void Store(ActivityTree tree, RunTimeSession session)
    {
        foreach (var (target, value) in session.Model.SharedData)
        {
            if (string.IsNullOrEmpty(value)) tree.SharedData.Remove(target);
            else tree.SharedData[target] = value;
        }
    }

    /// <summary>Takes over what the content reported of itself. What it didn't set is left alone.</summary>
    internal static void Follow(Activity activity, RunTimeSession session)
    {
        var model = session.Model;
        activity.Data = WithPrimary(activity, session.Save(), model);
        // Also where nothing is tracked: what was suspended goes on with its data (RTE 4.2.8, sequencing impacts).
        if (session.IsTerminated) activity.IsSuspended = session.Exit is "suspend" or "logout";
        if (!activity.IsTracked) return;
        for (var index = 0; index < model.CountOf(Objectives); index++)
            FollowObjective(activity, model, $"{Objectives}{index.ToString(CultureInfo.InvariantCulture)}.");
        FollowPrimary(activity, model);
    }

    // What the content says of the primary objective by its identifier, it says of the whole.
    private static RunTimeData WithPrimary(Activity activity, RunTimeData data, DataModel2004 model)
    {
        var said = data.SetByContent.ToHashSet();
        for (var index = 0; activity.Primary.Definition.Id is { } primary && index < model.CountOf(Objectives); index++)
        {
            var path = $"{Objectives}{index.ToString(CultureInfo.InvariantCulture)}.";
            if (model.Peek(path + "id") != primary) continue;
            if (said.Contains(path + "success_status")) said.Add(TrackedElements.Success);
            if (said.Contains(path + "completion_status")) said.Add(TrackedElements.Completion);
        }
        return said.Count == data.SetByContent.Count ? data : data with { SetByContent = said };
    }

    private static void FollowObjective(Activity activity, DataModel2004 model, string path)
    {
        if (model.Peek(path + "id") is not { } id || activity.Objectives.FirstOrDefault(candidate => candidate.Definition.Id == id) is not { } objective) return;
        bool IsSet(string name) => model.SetByContent.Contains(path + name);
        if (IsSet("success_status")) objective.Satisfy(Satisfied(model.Peek(path + "success_status")));
        if (IsSet("score.scaled")) objective.SetMeasure(model.Real(path + "score.scaled"));
        if (IsSet("score.raw")) objective.SetRawScore(model.Real(path + "score.raw"));
        if (IsSet("score.min")) objective.SetMinScore(model.Real(path + "score.min"));
        if (IsSet("score.max")) objective.SetMaxScore(model.Real(path + "score.max"));
        var (hasCompletion, hasProgress) = (IsSet("completion_status"), IsSet("progress_measure"));
        // The completion of the primary objective is that of the activity.
        if (objective.IsPrimary)
        {
            if (hasCompletion) activity.Complete(Completed(model.Peek(path + "completion_status")));
            if (hasProgress) activity.Measure(model.Real(path + "progress_measure"));
            return;
        }
        if (hasCompletion) objective.SetCompletion(Completed(model.Peek(path + "completion_status")));
        if (hasProgress) objective.SetProgress(model.Real(path + "progress_measure"));
    }

    private static void FollowPrimary(Activity activity, DataModel2004 model)
    {
        bool IsSet(string name) => model.SetByContent.Contains(name);
        var primary = activity.Primary;
        if (IsSet(TrackedElements.Success)) primary.Satisfy(Satisfied(model.Get(TrackedElements.Success).Value));
        if (IsSet(TrackedElements.Scaled)) primary.SetMeasure(model.Real(TrackedElements.Scaled));
        if (IsSet("cmi.score.raw")) primary.SetRawScore(model.Real("cmi.score.raw"));
        if (IsSet("cmi.score.min")) primary.SetMinScore(model.Real("cmi.score.min"));
        if (IsSet("cmi.score.max")) primary.SetMaxScore(model.Real("cmi.score.max"));
        if (IsSet(TrackedElements.Progress)) activity.Measure(model.Real(TrackedElements.Progress));
        // Also when only the progress measure was set, by which a threshold decides.
        if (IsSet(TrackedElements.Completion) || model.Get(TrackedElements.Completion).Value is "completed" or "incomplete")
            activity.Complete(Completed(model.Get(TrackedElements.Completion).Value));
    }

    private static bool? Satisfied(string? word) => word switch { "passed" => true, "failed" => false, _ => null };

    // "not attempted" is incomplete (RTE 4.2.4, sequencing impacts).
    private static bool? Completed(string? word) => word switch { "completed" => true, "incomplete" or "not attempted" => false, _ => null };
}
