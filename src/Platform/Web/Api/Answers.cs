using Lectern.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Lectern.Web.Api;

public static class Answers
{
    extension(Refusal refusal)
    {
        /// <summary>Problem details with a stable type (RFC 9457); 422 when a field is to blame, else 409, or what is said.</summary>
        public ProblemHttpResult ToProblem(Texts texts, int? status = null) => TypedResults.Problem(
            title: texts[refusal.Sentence, refusal.Arguments],
            statusCode: status ?? (refusal.Field is null ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity),
            type: $"/problems/{refusal.Code}",
            extensions: refusal.Field is null ? null : new Dictionary<string, object?> { ["field"] = refusal.Field });
    }
}
