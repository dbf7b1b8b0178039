namespace Lectern.Courses;

/// <summary>
/// What a learner can be said to have done with an activity. Kept by name; each is a verb of the vocabularies that xAPI
/// statements use (https://registry.tincanapi.com, and cmi5 9.3 for passed, failed and completed), so that a statement
/// can become a fact and a fact a statement.
/// </summary>
public enum LearningVerb
{
    /// <summary>They were in front of it; said again while they stay. xAPI: experienced.</summary>
    Viewed,
    /// <summary>They handed something in. No value. xAPI: submitted.</summary>
    Submitted,
    /// <summary>They got a score: points, out of how many. xAPI: scored.</summary>
    Scored,
    /// <summary>They went through a share of it, from 0 to 1, each part counted once. xAPI: progressed.</summary>
    Covered,
    /// <summary>They have worked at it for so many seconds in all, by the fact's time. Said by the classroom of every activity. xAPI: the duration of a result.</summary>
    Spent,
    /// <summary>Somebody who follows them says that it is done. xAPI: approved.</summary>
    Confirmed,
    /// <summary>It judged them, and they did not reach what it asks for. xAPI: failed.</summary>
    Failed,
    /// <summary>It judges that they are through. xAPI: completed.</summary>
    Completed,
    /// <summary>It judged them, and they reached what it asks for. xAPI: passed.</summary>
    Passed,
    /// <summary>Somebody who follows them says that it isn't asked of them; the attempt is the waiver. cmi5 9.3.7: waived.</summary>
    Waived,
    /// <summary>That was taken back. xAPI: voided, of that statement (Data 2.3.2).</summary>
    Unwaived,
}
