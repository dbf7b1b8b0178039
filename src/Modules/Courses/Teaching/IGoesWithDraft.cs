namespace Lectern.Courses;

/// <summary>What another module keeps for a course and the database doesn't take along by itself when its draft is deleted; each such module adds one.</summary>
public interface IGoesWithDraft
{
    /// <summary>Removes it, in the transaction of the caller.</summary>
    Task Remove(Id<Course> courseId, CancellationToken cancel);
}
