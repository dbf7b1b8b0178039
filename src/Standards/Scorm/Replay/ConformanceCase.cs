using System.Text.Json;

namespace Lectern.Scorm.Replay;

/// <summary>A case of ADL's LMS conformance test for SCORM 2004 4th Ed.: which activities must be launched in which order, and what each
/// launch's content calls and must be answered. Read from the JSON form of the suite's properties files.</summary>
public sealed record ConformanceCase
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public required string Id { get; init; }
    public IReadOnlyList<ExpectedLaunch> Launches { get; init; } = [];

    /// <summary>The title of the activity that the learner chooses when the package opens with none.</summary>
    public string? Start { get; init; }

    /// <exception cref="JsonException">It is not such a case.</exception>
    public static ConformanceCase Read(Stream json) => JsonSerializer.Deserialize<ConformanceCase>(json, Web) ?? throw new JsonException("The case is empty.");
}

/// <summary>A launch that must happen now.</summary>
public sealed record ExpectedLaunch
{
    /// <summary>The number that the item's parameters carry as "act".</summary>
    public required string Activity { get; init; }
    public string Visit { get; init; } = "1";
    public IReadOnlyList<ExpectedCall> Calls { get; init; } = [];

    /// <summary>What the learner is asked to do after it; null when the content navigates itself.</summary>
    public LearnerAction? LearnerAction { get; init; }

    /// <summary>What the learner is asked about the screen, and the right answers ("Y", "N").</summary>
    public IReadOnlyList<ScreenQuestion> UiQuestions { get; init; } = [];
    public IReadOnlyList<string> UiAnswers { get; init; } = [];
}

/// <summary>A call of the API, with the answer and the error that must follow.</summary>
public sealed record ExpectedCall
{
    public required string Call { get; init; }
    public string? Element { get; init; }
    public string? Value { get; init; }
    public string? Argument { get; init; }
    public string? Expect { get; init; }
    public string? Error { get; init; }

    /// <summary>For CompareObjectiveIds: the identifiers that cmi.objectives must hold.</summary>
    public IReadOnlyList<string> Objectives { get; init; } = [];
}

public sealed record LearnerAction
{
    public string Key { get; init; } = "";
    public IReadOnlyList<string> Args { get; init; } = [];
    public string Text { get; init; } = "";
}

public sealed record ScreenQuestion
{
    public string Key { get; init; } = "";
    public string? Target { get; init; }
}
