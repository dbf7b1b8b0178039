namespace Lectern.Qti.Processing;

/// <summary>How processing goes on after a rule.</summary>
internal enum Flow
{
    GoOn,

    /// <summary>exitResponse, exitTemplate and exitTest end the whole processing, not only the branch that they stand in.</summary>
    Exit,

    /// <summary>A template constraint was not kept: the template variables are made anew.</summary>
    Restart,
}

/// <summary>A rule of response, template or outcome processing (QTI 2.1 information model 8.2, 9.2 and 12): the three languages are one.</summary>
public abstract record Rule
{
    internal abstract Flow Apply(Evaluation run);

    /// <summary>Every expression in it.</summary>
    internal abstract IEnumerable<Expression> Expressions { get; }

    /// <summary>The variables that it may set.</summary>
    internal virtual IEnumerable<string> Sets => [];

    internal static Flow ApplyAll(IEnumerable<Rule> rules, Evaluation run)
    {
        foreach (var rule in rules)
            if (rule.Apply(run) is var flow and not Flow.GoOn) return flow;
        return Flow.GoOn;
    }
}

/// <summary>responseCondition, outcomeCondition, templateCondition: the first branch that is true. NULL is not true.</summary>
public sealed record ConditionRule(IReadOnlyList<Branch> Branches) : Rule
{
    internal override Flow Apply(Evaluation run)
    {
        var taken = Branches.FirstOrDefault(branch => branch.When is null || run.Truth(branch.When) == true);
        return taken is null ? Flow.GoOn : ApplyAll(taken.Rules, run);
    }

    internal override IEnumerable<Expression> Expressions => Branches.SelectMany(branch => (branch.When?.All() ?? []).Concat(branch.Rules.SelectMany(rule => rule.Expressions)));
    internal override IEnumerable<string> Sets => Branches.SelectMany(branch => branch.Rules).SelectMany(rule => rule.Sets);
}

/// <param name="When">Null for else.</param>
public sealed record Branch(Expression? When, IReadOnlyList<Rule> Rules);

/// <summary>responseProcessingFragment and outcomeProcessingFragment: rules in a row.</summary>
public sealed record FragmentRule(IReadOnlyList<Rule> Rules) : Rule
{
    internal override Flow Apply(Evaluation run) => ApplyAll(Rules, run);
    internal override IEnumerable<Expression> Expressions => Rules.SelectMany(rule => rule.Expressions);
    internal override IEnumerable<string> Sets => Rules.SelectMany(rule => rule.Sets);
}

/// <summary>exitResponse, exitTemplate, exitTest.</summary>
public sealed record ExitRule : Rule
{
    internal override Flow Apply(Evaluation run) => Flow.Exit;
    internal override IEnumerable<Expression> Expressions => [];
}

/// <summary>Rules that were to be included from a file which isn't there: marking without them would be wrong.</summary>
public sealed record MissingRule(string Address) : Rule
{
    internal override Flow Apply(Evaluation run) => throw new QtiRefusedException(new("include-missing", "The item includes “{0}”, which is not beside it.", Address));
    internal override IEnumerable<Expression> Expressions => [];
}

/// <summary>templateConstraint: unless it is true, the templates are made again (information model 9.2).</summary>
public sealed record ConstraintRule(Expression Holds) : Rule
{
    internal override Flow Apply(Evaluation run) => run.Truth(Holds) == true ? Flow.GoOn : Flow.Restart;
    internal override IEnumerable<Expression> Expressions => Holds.All();
}

/// <summary>setOutcomeValue, setTemplateValue, and setResponseValue, which is beyond the standard.</summary>
public sealed record SetValueRule(string Identifier, Expression Value) : Rule
{
    internal override Flow Apply(Evaluation run)
    {
        run.Variables.Set(Identifier, run.Evaluate(Value));
        return Flow.GoOn;
    }

    internal override IEnumerable<Expression> Expressions => Value.All();
    internal override IEnumerable<string> Sets => [Identifier];
}

/// <summary>setCorrectResponse of template processing.</summary>
public sealed record SetCorrectRule(string Identifier, Expression Value) : Rule
{
    internal override Flow Apply(Evaluation run)
    {
        run.Variables.SetCorrect(Identifier, run.Evaluate(Value));
        return Flow.GoOn;
    }

    internal override IEnumerable<Expression> Expressions => Value.All();
    internal override IEnumerable<string> Sets => [Identifier];
}

/// <summary>setDefaultValue of template processing, which begins the variable anew with it. Without an expression, which is beyond the standard, the variable goes back to its default.</summary>
public sealed record SetDefaultRule(string Identifier, Expression? Value) : Rule
{
    internal override Flow Apply(Evaluation run)
    {
        if (Value is not null) run.Variables.SetDefault(Identifier, run.Evaluate(Value));
        run.Variables.Set(Identifier, run.Variables.Find(Identifier)?.Default);
        return Flow.GoOn;
    }

    internal override IEnumerable<Expression> Expressions => Value?.All() ?? [];
    internal override IEnumerable<string> Sets => [Identifier];
}

/// <summary>lookupOutcomeValue: the outcome becomes what its own table has for the number.</summary>
public sealed record LookupRule(string Identifier, Expression Source) : Rule
{
    internal override Flow Apply(Evaluation run)
    {
        var source = run.Evaluate(Source)?.Number;
        if (run.Variables.Find(Identifier)?.Declaration is OutcomeDeclaration { Lookup: { } table })
        {
            run.Look(table.Count);
            run.Variables.Set(Identifier, table.Of(source));
        }
        else run.Problems.Add("lookup-table-missing", "The outcome “{0}” is to be looked up, but has no table.", Identifier);
        return Flow.GoOn;
    }

    internal override IEnumerable<Expression> Expressions => Source.All();
    internal override IEnumerable<string> Sets => [Identifier];
}
