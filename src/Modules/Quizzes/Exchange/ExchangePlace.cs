using Lectern.Courses;
using Lectern.People;
using Lectern.Quizzes.Authoring;
using Lectern.Quizzes.Banks;
using Lectern.Web.Access;

namespace Lectern.Quizzes.Exchange;

/// <summary>Where questions come from or go to: a bank, or a quiz whose course has that bank.</summary>
public sealed record ExchangePlace(BankInHand Bank, QuizInHand? Hand)
{
    public string Title => Hand?.Activity.Title ?? Bank.Title;
    public string Back => Hand is { } hand ? QuizActivity.Editor(hand.Activity.Id) : Bank.Address;
    public string Import => ImportAt(Bank.Bank, Hand?.Activity.Id);

    /// <param name="bank">Which bank.</param>
    /// <param name="quiz">Into whose end they go too; of the bank's course.</param>
    public static string ImportAt(QuestionBank bank, Id<Activity>? quiz = null) => $"{BankDesk.Address(bank)}/import{Query(("quiz", $"{quiz}"))}";

    /// <param name="bank">Which bank.</param>
    /// <param name="quiz">Only its questions; of the bank's course.</param>
    public static string ExportAt(QuestionBank bank, Id<Activity>? quiz = null) => $"{BankDesk.Address(bank)}/export{Query(("quiz", $"{quiz}"))}";

    public string Preview(Id<QuestionUpload> upload, bool anyGrade = false) => $"{Bank.Address}/import/{upload}{Query(("quiz", $"{Hand?.Activity.Id}"), ("anyGrade", anyGrade ? "true" : ""))}";

    public string File(string format, Id<QuestionCategory>? category) => $"{Bank.Address}/export/file{Query(("format", format), ("quiz", $"{Hand?.Activity.Id}"), ("category", $"{category}"))}";

    internal PageOptions Options(string title) => new(Crumbs: Hand is { } hand
        ? [new(hand.Course.Title, hand.Builder), new(hand.Activity.Title, QuizActivity.Editor(hand.Activity.Id)), new(title)]
        : Bank.Crumbs(new Crumb(title)), Wide: true);

    private static string Query(params ReadOnlySpan<(string Name, string Value)> asked)
    {
        var query = "";
        foreach (var (name, value) in asked)
            if (value.Length > 0) query += $"{(query.Length == 0 ? '?' : '&')}{name}={value}";
        return query;
    }
}
