using Lectern.Data.Jobs;

namespace Lectern.Quizzes.Exchange;

/// <summary>Forgets files of questions that nobody took over; the store's sweeper then removes them.</summary>
public sealed class ForgetQuestionUploads(IServiceScopeFactory scopes, TimeProvider clock) : IJobWork
{
    public async Task Run(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var before = clock.GetUtcNow() - QuestionUpload.Life;
        await scope.ServiceProvider.GetRequiredService<LecternDb>().QuestionUploads.Where(upload => upload.UploadedAt < before).ExecuteDeleteAsync(cancel);
    }
}
