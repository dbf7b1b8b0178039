using Lectern.Scorm.Sequencing;

namespace Lectern.Scorm.RunTime;

/// <summary>What a piece of content finds when it is opened: who learns, what the manifest and the sequencer say, and what it left before.</summary>
public sealed record LaunchedContent
{
    public ScoLearner Learner { get; init; } = new("learner", "Learner");
    public bool IsForCredit { get; init; } = true;

    /// <summary>"ab-initio", "resume" or "".</summary>
    public string Entry { get; init; } = "ab-initio";

    public string? LaunchData { get; init; }
    public decimal? CompletionThreshold { get; init; }
    public decimal? ScaledPassingScore { get; init; }
    public string? MaxTimeAllowed { get; init; }
    public string? TimeLimitAction { get; init; }

    /// <summary>Comments for the content to show (cmi.comments_from_lms).</summary>
    public IReadOnlyList<string> Comments { get; init; } = [];

    /// <summary>The stores that it may use, and what is in them now.</summary>
    public IReadOnlyList<DataMap> DataMaps { get; init; } = [];
    public IReadOnlyDictionary<string, string> SharedData { get; init; } = new Dictionary<string, string>();

    /// <summary>What it left in this attempt.</summary>
    public RunTimeData Data { get; init; } = new();

    /// <summary>What adl.nav.request_valid answers until the next commit; null for "unknown".</summary>
    public ValidRequests? Valid { get; init; }
}
