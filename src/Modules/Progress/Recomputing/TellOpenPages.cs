using Lectern.Enrolment;
using Lectern.Web.Live;

namespace Lectern.Progress.Recomputing;

/// <summary>Refreshes the pages that show a learner's progress: the learner's own and those of whoever follows the course.</summary>
internal sealed class TellOpenPages(LiveUpdates live) : IHandle<CourseProgressed>, IHandle<LearnerWithdrew>, IHandle<CycleEnded>
{
    public async Task Handle(CourseProgressed @event, CancellationToken cancel)
    {
        await live.Publish(ProgressTopics.OfCourse(@event.CourseId), cancel);
        await live.Publish(ProgressTopics.OfEnrolment(@event.EnrolmentId), cancel);
    }

    public Task Handle(LearnerWithdrew @event, CancellationToken cancel) => live.Publish(ProgressTopics.OfCourse(@event.CourseId), cancel);

    public async Task Handle(CycleEnded @event, CancellationToken cancel)
    {
        await live.Publish(ProgressTopics.OfCourse(@event.CourseId), cancel);
        await live.Publish(ProgressTopics.OfEnrolment(@event.EnrolmentId), cancel);
    }
}
