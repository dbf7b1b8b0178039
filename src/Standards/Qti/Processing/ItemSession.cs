namespace Lectern.Qti.Processing;

/// <summary>
/// A candidate at an item (QTI 2.1 information model 4, "Item Session"): the variables from the beginning, made by template processing from a
/// recorded seed, over the attempts, each marked by response processing. The same seed and the same answers give the same outcomes, always.
/// </summary>
public sealed class ItemSession
{
    /// <summary>For whom no seed was recorded.</summary>
    public const long DefaultSeed = 42;

    /// <summary>The standard asks for at least so many tries before a template constraint is given up.</summary>
    private const int MostTries = 100;

    private readonly Problems problems = new();
    private readonly VariableStore variables;
    private readonly SeededRandom random;

    private ItemSession(AssessmentItem item, long seed)
    {
        Item = item;
        variables = new(problems);
        random = new(seed);
        foreach (var declaration in item.Responses.Concat<VariableDeclaration>(item.Outcomes).Concat(item.Templates).Concat(item.Contexts).Concat(BuiltIn.Declarations)) variables.Declare(declaration);
    }

    public AssessmentItem Item { get; }

    /// <summary>What was met on the way that an author should know.</summary>
    public IReadOnlyList<QtiProblem> Problems => problems.All;

    public IReadOnlyDictionary<string, QtiValue?> Outcomes => Values<OutcomeDeclaration>();
    public IReadOnlyDictionary<string, QtiValue?> Responses => Values<ResponseDeclaration>();
    public IReadOnlyDictionary<string, QtiValue?> Templates => Values<TemplateDeclaration>();

    /// <summary>Whether it is over by its own word: for adaptive items what their rules say, for others after an attempt.</summary>
    public bool IsCompleted => Value(BuiltIn.CompletionStatus) is { Item: "completed" };

    /// <summary>How many attempts were counted.</summary>
    public long Attempts => Value(BuiltIn.NumAttempts) is { Item: long attempts } ? attempts : 0;

    /// <summary>Begins a session: default values, then template processing.</summary>
    /// <param name="defaults">What template variables begin with in this test (information model 11.6, "templateDefault"), and what the surroundings are (3.0, context variables).</param>
    /// <exception cref="QtiRefusedException">Its rules can't be run.</exception>
    public static ItemSession Begin(AssessmentItem item, long seed = DefaultSeed, IReadOnlyDictionary<string, QtiValue?>? defaults = null)
    {
        var session = new ItemSession(item, seed);
        foreach (var (name, value) in defaults ?? new Dictionary<string, QtiValue?>()) session.variables.SetDefault(name, value);
        session.MakeCopy();
        return session;
    }

    public QtiValue? Value(string variable) => variables.Find(variable)?.Value;

    /// <summary>The right answer, which template processing may have made; null when none is known.</summary>
    public QtiValue? Correct(string response) => variables.Find(response)?.Correct;

    /// <summary>An answer, of the type that was declared; false when it is of another, or for no response of this item.</summary>
    public bool Respond(string response, QtiValue? value)
    {
        if (variables.Find(response) is not { Declaration: ResponseDeclaration } variable) return false;
        variables.Set(response, value);
        return value is null || variable.Value is not null;
    }

    /// <summary>How long the candidate has been at it; rules may read it.</summary>
    public void Spend(TimeSpan duration) => variables.Set(BuiltIn.Duration, QtiValue.Single(BaseType.Duration, duration.TotalSeconds));

    /// <summary>The end of an attempt: response processing, with what was answered.</summary>
    /// <param name="counts">Whether it is an attempt of its own; a preview is none.</param>
    /// <exception cref="QtiRefusedException">Its rules can't be run.</exception>
    public void Submit(bool counts = true)
    {
        if (counts) variables.Set(BuiltIn.NumAttempts, QtiValue.Of(Attempts + 1));
        if (!Item.IsAdaptive) ResetOutcomes();
        var run = new Evaluation(variables, random, problems);
        Rule.ApplyAll(Item.ResponseRules, run);
        Rule.ApplyAll(Item.OutcomeRules, run);
        if (!Item.IsAdaptive && Value(BuiltIn.CompletionStatus) is null or { Item: "unknown" or "not_attempted" }) variables.Set(BuiltIn.CompletionStatus, QtiValue.Identifier("completed"));
    }

    /// <summary>The modal feedback that is shown now.</summary>
    public IEnumerable<ModalFeedback> ShownFeedback => Item.ModalFeedback.Where(feedback => IsShown(feedback.When));

    /// <summary>Whether feedback, or a part for some copies of the item alone, is seen now.</summary>
    public bool IsShown(FeedbackCondition condition) => condition.Holds(Value(condition.Variable));

    private void MakeCopy()
    {
        var run = new Evaluation(variables, random, problems);
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            Reset();
            if (Rule.ApplyAll(Item.TemplateRules, run) != Flow.Restart) return;
        }
        // Given up: the template variables have their defaults (information model 9.2, "templateConstraint").
        problems.Add("template-constraint", "The template constraint was not kept in {0} tries; the template variables have their defaults.", $"{MostTries}");
        Reset();
    }

    private void Reset()
    {
        foreach (var variable in variables.All)
        {
            if (variable.Declaration is ResponseDeclaration response) (variable.Default, variable.Correct) = (response.Default, response.Correct);
            else if (variable.Declaration is OutcomeDeclaration) variable.Default = variable.Declaration.Default;
            variable.Begin();
        }
    }

    // The outcomes of an item that is not adaptive begin anew with each processing (information model 8).
    private void ResetOutcomes()
    {
        foreach (var variable in variables.All.Where(variable => variable.Declaration is OutcomeDeclaration && variable.Declaration.Identifier != BuiltIn.CompletionStatus)) variable.Begin();
    }

    private Dictionary<string, QtiValue?> Values<T>() where T : VariableDeclaration =>
        variables.All.Where(variable => variable.Declaration is T).ToDictionary(variable => variable.Declaration.Identifier, variable => variable.Value);
}

/// <summary>The variables that every item has without declaring them (information model 3.3 and 3.4).</summary>
public static class BuiltIn
{
    public const string NumAttempts = "numAttempts";
    public const string Duration = "duration";
    public const string CompletionStatus = "completionStatus";

    /// <summary>By custom, not by the standard, the outcomes that mark an item.</summary>
    public const string Score = "SCORE";
    public const string MaxScore = "MAXSCORE";

    internal static readonly IReadOnlyList<VariableDeclaration> Declarations =
    [
        new ResponseDeclaration { Identifier = NumAttempts, BaseType = BaseType.Integer, Default = QtiValue.Of(0L) },
        new ResponseDeclaration { Identifier = Duration, BaseType = BaseType.Duration, Default = QtiValue.Single(BaseType.Duration, 0.0) },
        new OutcomeDeclaration { Identifier = CompletionStatus, BaseType = BaseType.Identifier, Default = QtiValue.Identifier("unknown") },
    ];
}
