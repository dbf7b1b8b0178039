using Lectern.Progress;

namespace Lectern.Packages.H5p;

internal static class H5pAttempts
{
    extension(LecternDb db)
    {
        /// <summary>The seat's latest attempt at the package, without its statements; null when it was never opened.</summary>
        internal Task<H5pAttempt?> H5pAttemptOf(Seat seat, Id<Package> packageId, CancellationToken cancel)
        {
            var activityId = seat.Activity.Id;
            return db.H5pAttempts.OrderByDescending(attempt => attempt.Number)
                .FirstOrDefaultAsync(attempt => attempt.EnrolmentId == seat.EnrolmentId && attempt.ActivityId == activityId && attempt.PackageId == packageId, cancel);
        }
    }
}
