using System.Text.Json.Serialization;

namespace Lectern.Quizzes;

/// <summary>
/// How far a question of an attempt has come, in the states of the field (docs.moodle.org/dev/Question_Engine_2:Design: unanswered,
/// complete, needsgrading, finished, gaveup, gradedwrong, gradedpartial, gradedright). Whether a person marked it, the step's <see cref="StepAction"/> says.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<QuestionState>))]
public enum QuestionState
{
    /// <summary>There is no answer.</summary>
    Unanswered,
    /// <summary>There is an answer, not marked yet; it may still be changed.</summary>
    Complete,
    /// <summary>Handed in; somebody, or a job, has to mark it.</summary>
    NeedsMarking,
    /// <summary>Handed in, and nobody marks it; or it was dropped, and doesn't count for anybody any more.</summary>
    Finished,
    /// <summary>Handed in without an answer.</summary>
    GaveUp,
    Wrong,
    Partial,
    Right,
}

/// <summary>What made a step.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StepAction>))]
public enum StepAction
{
    /// <summary>The learner answered, flagged, or took an answer back.</summary>
    Saved,
    /// <summary>The learner asked for this question to be marked while the attempt goes on.</summary>
    Checked,
    /// <summary>The attempt was handed in, or its time was over.</summary>
    Submitted,
    /// <summary>Somebody who teaches the course marked it.</summary>
    MarkedByPerson,
    /// <summary>A job marked it.</summary>
    MarkedByJob,
    /// <summary>It was marked again by another version of the question, or by a decision about all who met it.</summary>
    Regraded,
}

public static class QuestionStates
{
    /// <summary>What a fraction of the points means. Beyond a millionth of nothing and of all, as the field counts (question_state::graded_state_for_fraction).</summary>
    public static QuestionState Of(decimal fraction) => fraction < 0.000001m ? QuestionState.Wrong : fraction > 0.999999m ? QuestionState.Right : QuestionState.Partial;
}
