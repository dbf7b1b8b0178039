namespace Lectern.Quizzes.Banks;

/// <summary>Makes questions findable that were there before there were banks (<see cref="Question.SearchText"/>).</summary>
public static class FoldQuestions
{
    public static Task Handle(LecternDb db, CancellationToken cancel) => db.FoldAll(db.Questions.Where(q => q.SearchText == "" && q.Prompt != "").OrderBy(q => q.Id), question =>
    {
        question.FoldWords();
        return question.SearchText;
    }, cancel);
}
