using Lectern.Qti.Processing;

namespace Lectern.Qti.Assessments;

/// <summary>The outcomes of a test, from the results of its items (QTI 2.1 information model 12, "Outcome Processing"), and the conditions on the way.</summary>
public sealed class TestSession
{
    private readonly Problems problems = new();
    private readonly VariableStore variables;
    private readonly AssessmentTest test;
    private readonly SeededRandom random;

    public TestSession(AssessmentTest test, long seed = ItemSession.DefaultSeed)
    {
        this.test = test;
        variables = new(problems);
        random = new(seed);
        foreach (var outcome in test.Outcomes) variables.Declare(outcome);
        Begin();
    }

    public IReadOnlyDictionary<string, QtiValue?> Outcomes => variables.All.ToDictionary(variable => variable.Declaration.Identifier, variable => variable.Value);
    public IReadOnlyList<QtiProblem> Problems => problems.All;

    /// <summary>Computes all outcomes anew from what the items have given so far.</summary>
    /// <exception cref="QtiRefusedException">The rules can't be run.</exception>
    public void Process(TestResults results)
    {
        Begin();
        Rule.ApplyAll(test.OutcomeRules, Run(results));
    }

    /// <summary>Whether a part, section or item is to be met: all its preconditions are true (information model 11.5).</summary>
    public bool IsOpen(IEnumerable<Expression> preConditions, TestResults results) => preConditions.All(condition => Run(results).Truth(condition) == true);

    /// <summary>Where to go on after it: the target of the first branch rule that is true; null for what comes next.</summary>
    public string? Branch(IEnumerable<BranchRule> rules, TestResults results) => rules.FirstOrDefault(rule => Run(results).Truth(rule.When) == true)?.Target;

    /// <summary>The feedback of the test or of a part that is shown now.</summary>
    public IEnumerable<TestFeedback> Shown(IEnumerable<TestFeedback> feedback) => feedback.Where(entry => entry.When.Holds(variables.Find(entry.When.Variable)?.Value));

    private Evaluation Run(TestResults results) => new(variables, random, problems) { Test = results };

    private void Begin()
    {
        foreach (var variable in variables.All) variable.Begin();
    }
}
