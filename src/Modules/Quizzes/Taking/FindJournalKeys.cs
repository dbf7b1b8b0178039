using Lectern.People;
using Lectern.Web.Journals;

namespace Lectern.Quizzes.Taking;

/// <summary>A page found sealed answers of earlier pages in its browser, and asks for their keys: it gets those of its own person, and null for each of the others.</summary>
internal static class FindJournalKeys
{
    internal static async Task<Results<JsonHttpResult<string?[]>, BadRequest>> Handle(Me me, HttpContext http, AnswersJournal journal, CancellationToken cancel)
    {
        var tickets = (await http.Request.ReadFormAsync(cancel))["ticket"];
        if (tickets.Count > JournalKeys.MostTickets) return TypedResults.BadRequest();
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(journal.Find(tickets, me.Id));
    }
}
