namespace Lectern.Quizzes;

public static class QuizCapabilities
{
    public static readonly Capability GiveAttempts = new("quizzes.attempts", "give learners further attempts at a quiz", Role.Administrator, Role.Instructor);
    public static readonly Capability MarkAnswers = new("quizzes.mark", "mark what learners hand in", Role.Administrator, Role.Instructor);
    public static readonly Capability MakeExceptions = new("quizzes.exceptions", "make the rules of a quiz otherwise for a learner or a unit", Role.Administrator, Role.Instructor);
    public static readonly Capability KeepBanks = new("quizzes.banks", "keep question banks that courses share", Role.Administrator, Role.Instructor);
    public static readonly Capability MarkAnew = new("quizzes.regrade", "mark questions of a quiz anew for everybody", Role.Administrator, Role.Instructor);
}
