using System.Text.Json;
using Lectern.People;
using Lectern.Quizzes.QuestionTypes;

namespace Lectern.Quizzes.Banks.Statistics;

/// <summary>Adds up how the questions of one sealed quiz went, attempt by attempt.</summary>
internal sealed class QuizTallying(QuizContent content, QuestionKinds kinds)
{
    /// <summary>Longer pauses are no thinking.</summary>
    public static readonly TimeSpan LongestThought = TimeSpan.FromMinutes(10);
    private const int MostCommon = 12;
    /// <summary>Of different responses that are counted; a free text has as many as learners.</summary>
    private const int MostDifferent = 200;
    /// <summary>Learners who gave the same response, so that it is nobody's alone: it is shown to the authors of other courses, too.</summary>
    private const int FewestAlike = 3;
    /// <summary>Of characters in a response that is counted.</summary>
    private const int LongestSaid = 500;

    private readonly Dictionary<Id<Question>, Sums> _questions = [];
    private readonly HashSet<Id<Person>> _learners = [];

    /// <summary>Takes a finished attempt in. The first of a learner counts: later ones are of people who have seen the question.</summary>
    /// <param name="attempt">In the order in which they were started.</param>
    /// <param name="steps">All of it, in order.</param>
    public void Add(Attempt attempt, IReadOnlyList<AttemptStep> steps)
    {
        if (!_learners.Add(attempt.LearnerId)) return;
        var reckoning = new AttemptReckoning(new AnswerSheet(new Paper(content.Document, attempt.Seed, kinds), steps));
        var times = Times(attempt, steps);
        var (points, maximum) = (reckoning.Questions.Sum(q => q.Points ?? 0), reckoning.MaximumPoints);
        foreach (var question in reckoning.Questions)
        {
            if (question is not { Counts: true, Step.Fraction: { } fraction }) continue;
            var others = maximum - question.Question.Points;
            var sums = _questions.TryGetValue(question.Question.Id, out var known) ? known : _questions[question.Question.Id] = new Sums(question.Question.Version);
            sums.Add((double)fraction, others <= 0 ? 0 : (double)((points - question.Points!.Value) / others), times.TryGetValue(question.Question.Id, out var seconds) ? seconds : null);
            if (question.Step.Response is { Length: <= LongestSaid } response && kinds[question.Question.Kind].MarkedBy == MarkedBy.Server && !Varies(question.Question)) sums.Say(response);
        }
    }

    public QuizTally Tally(int attempts, DateTimeOffset at)
    {
        var tally = new QuizTally { ContentId = content.Id, Attempts = attempts, ReckonedAt = at };
        foreach (var (id, sums) in _questions)
            tally.Add(new QuestionTally
            {
                TallyId = tally.Id, QuestionId = id, Version = sums.Version, Answers = sums.Answers, Sum = sums.X, SumOfSquares = sums.XX, Rest = sums.Y, RestOfSquares = sums.YY, Products = sums.XY,
                Seconds = sums.Seconds, Timed = sums.Timed, CommonJson = JsonSerializer.Serialize(sums.Common(MostCommon)),
            });
        return tally;
    }

    /// <summary>
    /// How long each question took: what passed between two saves belongs to the questions that the second saved, in equal parts.
    /// An estimate; several on one page can't be told apart better.
    /// </summary>
    internal static Dictionary<Id<Question>, double> Times(Attempt attempt, IEnumerable<AttemptStep> steps)
    {
        Dictionary<Id<Question>, double> times = [];
        var before = attempt.StartedAt;
        foreach (var saved in steps.Where(s => s.Action is StepAction.Saved or StepAction.Checked).GroupBy(s => s.At).OrderBy(s => s.Key))
        {
            var passed = saved.Key - before < LongestThought ? saved.Key - before : LongestThought;
            before = saved.Key;
            var questions = saved.Select(s => s.QuestionId).Distinct().ToList();
            foreach (var question in questions) times[question] = times.GetValueOrDefault(question) + Math.Max(0, passed.TotalSeconds) / questions.Count;
        }

        return times;
    }

    // With other values in every attempt, the same words are not the same answer.
    private bool Varies(QuizQuestion met) => content.Document.Questions.FirstOrDefault(q => q.Id == met.Id) is { } written && written.Data != met.Data;

    private sealed class Sums(int version)
    {
        private readonly Dictionary<string, int> _said = [];

        public int Version => version;
        public int Answers { get; private set; }
        public double X { get; private set; }
        public double XX { get; private set; }
        public double Y { get; private set; }
        public double YY { get; private set; }
        public double XY { get; private set; }
        public double Seconds { get; private set; }
        public int Timed { get; private set; }

        public void Add(double x, double y, double? seconds)
        {
            Answers++;
            (X, XX, Y, YY, XY) = (X + x, XX + (x * x), Y + y, YY + (y * y), XY + (x * y));
            if (seconds is { } spent) (Seconds, Timed) = (Seconds + spent, Timed + 1);
        }

        public void Say(string response)
        {
            if (_said.Count < MostDifferent || _said.ContainsKey(response)) _said[response] = _said.GetValueOrDefault(response) + 1;
        }

        public IEnumerable<AnswerCount> Common(int most) => _said.Where(said => said.Value >= FewestAlike).OrderByDescending(said => said.Value).ThenBy(said => said.Key, StringComparer.Ordinal).Take(most).Select(said => new AnswerCount(said.Key, said.Value));
    }
}
