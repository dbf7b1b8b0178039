using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Lectern.Scorm;
using Lectern.Scorm.Sequencing;

namespace Lectern.Tests.Standards.Scorm;

/// <summary>Courses of any shape with any rules, walked in any way.</summary>
public sealed class A_sequencer
{
    private const int Steps = 20;

    [Fact]
    public void delivers_only_pages_that_may_be_attempted() => Check((walk, _, request) =>
    {
        var before = walk.Sequencer.State;
        var outcome = walk.Sequencer.Navigate(request);
        if (outcome.Delivery is not { } item) return true;
        var limit = item.Sequencing.Limits.AttemptLimit ?? int.MaxValue;
        return item.Children.Count == 0
            && walk.Sequencer.State.Activities[item.Identifier].Attempts <= Math.Max(limit, before.Activities[item.Identifier].Attempts)
            && !item.Sequencing.PreConditions.Any(rule => rule.Action == RuleAction.Disabled && rule.Conditions is [{ Kind: ConditionKind.Always, IsNegated: false }])
            && walk.Sequencer.Delivered == item;
    });

    [Fact]
    public void answers_the_same_after_its_state_was_kept_and_read_again() => Check((walk, seed, request) =>
    {
        var again = new Sequencer(walk.Course, Walking_through_a_course.Copied(walk.Sequencer.State), new Random(seed));
        var here = new Sequencer(walk.Course, walk.Sequencer.State, new Random(seed));
        var (one, other) = (here.Navigate(request), again.Navigate(request));
        walk.Sequencer = again;
        return one.Delivery?.Identifier == other.Delivery?.Identifier && one.HasEnded == other.HasEnded && one.Exception == other.Exception
            && JsonSerializer.Serialize(here.State) == JsonSerializer.Serialize(again.State);
    });

    // The current activity is taken as it stands (see ValidRequests); so for courses in which nothing is assumed of it, and no rule leads
    // elsewhere when it ends, the answers are exact.
    [Fact]
    public void follows_what_it_calls_valid_and_nothing_else() => Check((walk, _, request) =>
    {
        var isValid = walk.Sequencer.Valid.Allows(request);
        var outcome = walk.Sequencer.Navigate(request);
        // Continue and Exit are offered wherever the Navigation Request Process takes them, even when nothing is left to deliver (see ValidRequests).
        return request.Kind is NavigationKind.Continue or NavigationKind.Exit ? isValid == (outcome.Exception?.StartsWith("NB.", StringComparison.Ordinal) != true) : isValid == outcome.Exception is null;
    }, isPlain: true);

    [Fact]
    public void has_at_most_one_page_open_and_its_ancestors_with_it() => Check((walk, _, request) =>
    {
        walk.Sequencer.Navigate(request);
        var active = walk.Sequencer.State.Activities.Where(activity => activity.Value.IsActive).Select(activity => activity.Key).ToHashSet();
        var pages = walk.Course.AllItems().Where(item => item.Children.Count == 0 && active.Contains(item.Identifier)).ToList();
        return pages.Count <= 1 && (walk.Sequencer.State.Current is not null || active.Count == 0)
            && walk.Course.AllItems().Where(item => item.WithDescendants().Any(pages.Contains)).All(item => active.Contains(item.Identifier));
    });

    private sealed record Walk(Organization Course)
    {
        public required Sequencer Sequencer { get; set; }
    }

    private static void Check(Func<Walk, int, NavigationRequest, bool> holds, bool isPlain = false) =>
        Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue - 1)), seed =>
        {
            var random = new Random(seed);
            var course = new Author(random, isPlain).Course();
            var walk = new Walk(course) { Sequencer = new(course, random: new Random(seed)) };
            for (var step = 0; step < Steps; step++)
            {
                if (walk.Sequencer.Delivered is not null && random.Next(2) == 0) Report(walk.Sequencer, random);
                var request = Request(walk, random);
                if (!holds(walk, seed + step, request)) return false.Label($"step {step}, {request}");
            }
            return true.ToProperty();
        }).QuickCheckThrowOnFailure();

    private static void Report(Sequencer sequencer, Random random)
    {
        var session = sequencer.Open(Courses2004.Learner);
        session.Initialize("");
        if (random.Next(2) == 0) session.SetValue("cmi.success_status", random.Next(2) == 0 ? "passed" : "failed");
        if (random.Next(2) == 0) session.SetValue("cmi.completion_status", random.Next(2) == 0 ? "completed" : "incomplete");
        if (random.Next(2) == 0) session.SetValue("cmi.score.scaled", random.Next(2) == 0 ? "0.9" : "-0.2");
        if (random.Next(3) == 0) session.SetValue("cmi.exit", "suspend");
        session.Terminate("");
    }

    private static NavigationRequest Request(Walk walk, Random random)
    {
        var kind = random.Next(3) == 0 ? NavigationKind.Continue : Enum.GetValues<NavigationKind>()[random.Next(Enum.GetValues<NavigationKind>().Length)];
        if (walk.Sequencer.State.Current is null && random.Next(2) == 0) kind = NavigationKind.Start;
        var items = walk.Course.AllItems().Select(item => item.Identifier).Append("course").ToList();
        return new(kind, kind is NavigationKind.Choice or NavigationKind.Jump ? items[random.Next(items.Count)] : null);
    }

    /// <summary>Writes courses at random.</summary>
    private sealed class Author(Random random, bool isPlain)
    {
        private int items;

        internal Organization Course() => new() { Identifier = "course", Title = "A course", Items = Items(0), Sequencing = Sequencing(isCluster: true) with { PreConditions = [] } };

        private List<Item> Items(int depth) => [.. Enumerable.Range(0, 1 + random.Next(4)).Select(_ => AnItem(depth))];

        private Item AnItem(int depth)
        {
            var id = $"item-{items++}";
            var children = depth < 2 && random.Next(3) == 0 ? Items(depth + 1) : [];
            return new() { Identifier = id, Title = id, Children = children, Sequencing = Sequencing(children.Count > 0) };
        }

        private SequencingDefinition Sequencing(bool isCluster) => new()
        {
            ControlMode = !isCluster ? new() : new() { Flow = random.Next(4) > 0, Choice = random.Next(4) > 0, ChoiceExit = random.Next(5) > 0, ForwardOnly = random.Next(5) == 0 },
            ConstrainedChoice = new() { PreventActivation = random.Next(8) == 0, ConstrainChoice = random.Next(8) == 0 },
            PreConditions = Rules([RuleAction.Skip, RuleAction.Disabled, RuleAction.HiddenFromChoice, RuleAction.StopForwardTraversal], 4),
            ExitConditions = isPlain ? [] : Rules([RuleAction.Exit], 6),
            PostConditions = isPlain ? [] : Rules([RuleAction.ExitParent, RuleAction.ExitAll, RuleAction.Retry, RuleAction.RetryAll, RuleAction.Continue, RuleAction.Previous], 6),
            Limits = new() { AttemptLimit = random.Next(6) == 0 ? random.Next(1, 3) : null },
            Delivery = new() { IsTracked = random.Next(8) > 0, CompletionSetByContent = isPlain || random.Next(4) == 0, ObjectiveSetByContent = isPlain || random.Next(4) == 0 },
            Objectives = [new() { Id = random.Next(2) == 0 ? "primary" : null, SatisfiedByMeasure = random.Next(4) == 0, MinNormalizedMeasure = 0.5m, Maps = Maps() }],
            Randomization = isPlain || !isCluster ? new() : new()
            {
                SelectionTiming = (RandomizationTiming)random.Next(3), SelectCount = random.Next(3) == 0 ? 1 : null,
                RandomizationTiming = (RandomizationTiming)random.Next(3), ReorderChildren = random.Next(3) == 0,
            },
        };

        private List<ObjectiveMap> Maps() => random.Next(3) > 0 ? [] :
            [new($"global-{random.Next(2)}") { ReadSatisfied = random.Next(2) == 0, WriteSatisfied = random.Next(2) == 0, ReadMeasure = random.Next(2) == 0, WriteMeasure = random.Next(2) == 0 }];

        private List<SequencingRule> Rules(RuleAction[] actions, int seldom) => random.Next(seldom) > 0 ? [] :
            [new(actions[random.Next(actions.Length)], [new(Enum.GetValues<ConditionKind>()[random.Next(12)], random.Next(2) == 0, MeasureThreshold: 0.3m)])];
    }
}
