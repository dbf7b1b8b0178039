using static Lectern.Scorm.RunTime.ElementNode;

namespace Lectern.Scorm.RunTime;

/// <summary>The data model of SCORM 2004 4th Ed.: cmi (RTE 4.2), adl.nav (SN 5.6) and adl.data (RTE 4.3).</summary>
internal static class Elements2004
{
    private static readonly DataType Completion = DataTypes.OneOf("completed", "incomplete", "not attempted", "unknown");
    private static readonly DataType Success = DataTypes.OneOf("passed", "failed", "unknown");

    internal static readonly ElementNode Cmi = Group("cmi",
        new() { Name = "_version", Access = Access.ReadOnly, Default = "1.0" },
        Collection("comments_from_learner",
            Value("comment", DataTypes.LocalizedText), Value("location", DataTypes.Text), Value("timestamp", DataTypes.Time)),
        Collection("comments_from_lms",
            Value("comment", access: Access.ReadOnly), Value("location", access: Access.ReadOnly), Value("timestamp", access: Access.ReadOnly)),
        Value("completion_status", Completion, "unknown"),
        Value("completion_threshold", access: Access.ReadOnly),
        Value("credit", initially: "credit", access: Access.ReadOnly),
        Value("entry", initially: "", access: Access.ReadOnly),
        Value("exit", DataTypes.OneOf("time-out", "suspend", "logout", "normal", ""), access: Access.WriteOnly),
        Collection("interactions",
            Value("id", DataTypes.Identifier),
            Value("type", DataTypes.OneOf(Interactions.Types), dependsOn: "id"),
            Collection("objectives", Value("id", DataTypes.Identifier) with { IsUnique = true }) with { DependsOn = "id", NamesChildren = false },
            Value("timestamp", DataTypes.Time, dependsOn: "id"),
            // Their types depend on the type of the interaction (DataModel2004).
            Collection("correct_responses", Value("pattern")) with { DependsOn = "type", NamesChildren = false },
            Value("weighting", DataTypes.Real(), dependsOn: "id"),
            Value("learner_response", dependsOn: "type"),
            Value("result", DataTypes.Result, dependsOn: "id"),
            Value("latency", DataTypes.Interval, dependsOn: "id"),
            Value("description", DataTypes.LocalizedText, dependsOn: "id")),
        Value("launch_data", access: Access.ReadOnly),
        Value("learner_id", access: Access.ReadOnly),
        Value("learner_name", access: Access.ReadOnly),
        Group("learner_preference",
            Value("audio_level", DataTypes.Real(0), "1"),
            Value("language", DataTypes.LanguageOrNone, ""),
            Value("delivery_speed", DataTypes.Real(0), "1"),
            Value("audio_captioning", DataTypes.OneOf("-1", "0", "1"), "0")),
        Value("location", DataTypes.Text),
        Value("max_time_allowed", access: Access.ReadOnly),
        Value("mode", initially: "normal", access: Access.ReadOnly),
        Collection("objectives",
            Value("id", DataTypes.Identifier) with { IsUnique = true, IsWrittenOnce = true },
            Score() with { DependsOn = "id" },
            Value("success_status", Success, "unknown", dependsOn: "id"),
            Value("completion_status", Completion, "unknown", dependsOn: "id"),
            Value("progress_measure", DataTypes.Real(0, 1), dependsOn: "id"),
            Value("description", DataTypes.LocalizedText, dependsOn: "id")),
        Value("progress_measure", DataTypes.Real(0, 1)),
        Value("scaled_passing_score", access: Access.ReadOnly),
        Score(),
        Value("session_time", DataTypes.Interval, access: Access.WriteOnly),
        Value("success_status", Success, "unknown"),
        Value("suspend_data", DataTypes.Text),
        Value("time_limit_action", initially: "continue,no message", access: Access.ReadOnly),
        Value("total_time", initially: "PT0H0M0S", access: Access.ReadOnly)) with { NamesChildren = false };

    internal static readonly ElementNode Adl = Group("adl",
        Group("nav",
            Value("request", DataTypes.NavigationRequest, "_none_"),
            Group("request_valid",
                Value("continue", initially: "unknown", access: Access.ReadOnly), Value("previous", initially: "unknown", access: Access.ReadOnly),
                // With a target behind them, which DataModel2004 reads.
                Value("choice", access: Access.ReadOnly), Value("jump", access: Access.ReadOnly)) with { NamesChildren = false }) with { NamesChildren = false },
        Collection("data", Value("id", access: Access.ReadOnly), Value("store", DataTypes.Text))) with { NamesChildren = false };

    private static ElementNode Score() => Group("score",
        Value("scaled", DataTypes.Real(-1, 1)), Value("raw", DataTypes.Real()), Value("min", DataTypes.Real()), Value("max", DataTypes.Real()));
}
