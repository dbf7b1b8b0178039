using Lectern.Scorm;
using Lectern.Scorm.RunTime;
using Lectern.Scorm.Sequencing;

namespace Lectern.Tests.Standards.Scorm;

/// <summary>Courses of SCORM 2004 to walk through, and what walking through them takes.</summary>
internal static class Courses2004
{
    internal static readonly ScoLearner Learner = new("learner-7", "Doe, Jo");
    internal static readonly ControlMode Flowing = new() { Flow = true };

    internal static Organization Course(ControlMode? mode, params Item[] items) => Course(new SequencingDefinition { ControlMode = mode ?? new() }, items);

    internal static Organization Course(SequencingDefinition sequencing, params Item[] items) => new() { Identifier = "course", Title = "A course", Items = items, Sequencing = sequencing };

    internal static Item Page(string id, SequencingDefinition? sequencing = null) =>
        new() { Identifier = id, Title = id, Kind = ResourceKind.Sco, Launch = new(id + ".html", ""), Sequencing = sequencing ?? SequencingDefinition.Default };

    internal static Item Cluster(string id, SequencingDefinition sequencing, params Item[] children) =>
        new() { Identifier = id, Title = id, Children = children, Sequencing = sequencing };

    internal static SequencingDefinition If(ConditionKind condition, RuleAction action, bool not = false)
    {
        SequencingRule[] rules = [new(action, [new(condition, not)])];
        return action switch
        {
            RuleAction.Skip or RuleAction.Disabled or RuleAction.HiddenFromChoice or RuleAction.StopForwardTraversal => new() { PreConditions = rules },
            RuleAction.Exit => new() { ExitConditions = rules },
            _ => new() { PostConditions = rules },
        };
    }

    extension(Sequencer sequencer)
    {
        /// <summary>Opens what is delivered, sets these elements, terminates, and follows what the content wishes.</summary>
        internal Outcome? Visit(params (string Element, string Value)[] values)
        {
            var session = sequencer.Open(Learner);
            session.Initialize("");
            foreach (var (element, value) in values) Assert.Equal("true", session.SetValue(element, value));
            session.Terminate("");
            return session.Wish is { } wish ? sequencer.Navigate(wish) : null;
        }

        /// <summary>Where a request leads: the delivered item, "end", or the exception.</summary>
        internal string To(NavigationRequest request)
        {
            var outcome = sequencer.Navigate(request);
            return outcome.Delivery?.Identifier ?? (outcome.HasEnded ? "end" : outcome.Exception ?? "nothing");
        }

        internal RunTimeSession Begin()
        {
            var session = sequencer.Open(Learner);
            session.Initialize("");
            return session;
        }
    }
}
