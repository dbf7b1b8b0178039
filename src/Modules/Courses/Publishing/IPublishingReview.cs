using Microsoft.AspNetCore.Components;

namespace Lectern.Courses;

/// <summary>The slot at the gate between a draft and its learners: what modules above have to say before a version is published.</summary>
public interface IPublishingReview
{
    /// <summary>What must be put right first.</summary>
    IReadOnlyList<PublishingProblem> Problems(Course draft);

    /// <summary>What other rules of completion would mean for the learners, as a part of the page that asks what is to become of them; null when it means nothing for anybody.</summary>
    Task<RenderFragment?> WhoChanges(Course draft, CourseVersion published, CancellationToken cancel) => Task.FromResult<RenderFragment?>(null);

    /// <summary>How many of the course's learners have done each of these activities; who nobody has done needs not be in it.</summary>
    Task<IReadOnlyDictionary<Id<Activity>, int>> HaveDone(Course draft, IReadOnlyCollection<Id<Activity>> activities, CancellationToken cancel) => Task.FromResult<IReadOnlyDictionary<Id<Activity>, int>>(new Dictionary<Id<Activity>, int>());
}
