using Lectern.Data;
using Lectern.Data.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Lectern.Web.Api;

/// <summary>Removes answers that nobody can ask for again.</summary>
internal sealed class ForgetIdempotencyRecords(LecternDb db, TimeProvider clock) : IJobWork
{
    public Task Run(CancellationToken cancel)
    {
        var oldest = clock.GetUtcNow() - IdempotencyRecord.KeptFor;
        return db.Set<IdempotencyRecord>().Where(r => r.At < oldest).ExecuteDeleteAsync(cancel);
    }
}
