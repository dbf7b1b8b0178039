using Lectern.Courses;
using Lectern.Data.Outbox;
using Lectern.Enrolment;
using Lectern.Grading.Marking;
using Lectern.People;

namespace Lectern.Grading.Verifying;

/// <summary>The slot of activities that keep what was done step by step and can compute what it earned once more.</summary>
public interface IVerifyAttempts
{
    /// <summary>Every attempt that doesn't come to what is kept of it, here or in the gradebook, as they are found; in constant memory, and nothing is changed.</summary>
    /// <param name="run">Counts what was looked at, and confirms what seems to differ.</param>
    /// <param name="cancel">When nobody waits any more.</param>
    IAsyncEnumerable<GradeDifference> Differences(VerificationRun run, CancellationToken cancel);
}

/// <summary>Something that is kept and isn't what it was computed from.</summary>
/// <param name="AttemptId">Null for the mark of an activity as a whole.</param>
/// <param name="What">What differs: "points", "question 3".</param>
/// <param name="Expected">By computing it again; null for nothing.</param>
/// <param name="Found">What is kept; null for nothing.</param>
/// <param name="Why">From what it should follow, in a sentence.</param>
public sealed record GradeDifference(Guid? AttemptId, Id<Person> LearnerId, Id<CourseEnrolment> EnrolmentId, Id<Course> CourseId, Id<Activity> ActivityId, string What, string? Expected, string? Found, string Why);

/// <summary>One run through all marks, which may happen while people work: a learner of whom news is still on its way to the gradebook is counted as <see cref="Waiting"/> and not as a difference.</summary>
public sealed class VerificationRun(LecternDb db)
{
    private const int Rounds = 3;

    /// <summary>How many attempts were looked at.</summary>
    public int Attempts { get; private set; }
    /// <summary>How many marks of the gradebook.</summary>
    public int Marks { get; private set; }
    /// <summary>How many had news on their way and must be looked at again.</summary>
    public int Waiting { get; private set; }

    public void SawAttempts(int count) => Attempts += count;
    internal void SawMarks(int count) => Marks += count;

    /// <summary>What was read one after the other may differ because somebody went on in between. What differs again and again, with nothing on its way, is wrong.</summary>
    /// <param name="enrolmentId">Whose it is.</param>
    /// <param name="look">Reads it again and compares.</param>
    /// <param name="cancel">When nobody waits any more.</param>
    public async Task<IReadOnlyList<GradeDifference>> Confirm(Id<CourseEnrolment> enrolmentId, Func<Task<List<GradeDifference>>> look, CancellationToken cancel)
    {
        List<GradeDifference> found = [];
        for (var round = 0; round < Rounds; round++)
        {
            if (await IsOnItsWay(enrolmentId, cancel))
            {
                Waiting++;
                return [];
            }

            found = await look();
            if (found.Count == 0) return [];
        }

        return found;
    }

    private Task<bool> IsOnItsWay(Id<CourseEnrolment> enrolmentId, CancellationToken cancel)
    {
        var own = enrolmentId.ToString();
        return db.Set<OutboxMessage>().AnyAsync(m => m.ParkedAt == null && m.Handler.Contains(nameof(RecordMark)) && m.Body.Contains(own), cancel);
    }
}
