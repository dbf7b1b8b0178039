namespace Lectern.Courses;

/// <summary>The slot at the gate between a draft and its learners: what modules above have to say before a version is published.</summary>
public interface IPublishingReview
{
    /// <summary>What must be put right first.</summary>
    IReadOnlyList<PublishingProblem> Problems(Course draft);

    /// <summary>What other rules of completion would mean for the learners, as a part of the page that asks what is to become of them; null when it means nothing for anybody.</summary>
    Task<BuilderPart?> WhoChanges(Course draft, CourseVersion published, CancellationToken cancel);
}
