namespace Lectern.Quizzes;

public static class QuizCapabilities
{
    public static readonly Capability GiveAttempts = new("quizzes.attempts", "give learners further attempts at a quiz", Role.Administrator, Role.Instructor);
}
