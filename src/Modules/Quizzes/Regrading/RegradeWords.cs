namespace Lectern.Quizzes.Regrading;

/// <summary>Ways and differences in words.</summary>
internal static class RegradeWords
{
    extension(Texts texts)
    {
        public string Way(RegradeWay way) => texts[way switch
        {
            RegradeWay.AsNow => "By the question as it is now",
            RegradeWay.FullPoints => "Full points for everybody",
            RegradeWay.LeaveOut => "Leave it out for everybody",
            _ => "By the question as each attempt met it",
        }];

        /// <summary>What is offered for one question.</summary>
        public string Way(RegradeWay way, RegradeQuestion question) => way == RegradeWay.AsMet && !question.IsMarkedByServer ? texts["As it was marked by itself"] : texts.Way(way);

        public string Version(MetVersion version) => texts[version switch
        {
            { IsAsNow: true } => "Version {0}, as it is now",
            { HasOtherWords: true } => "Version {0}, in other words than now",
            _ => "Version {0}",
        }, version.Number];

        /// <summary>For whom a decision about all was made.</summary>
        public string ForWhom(RegradeChange change) => change.Versions is { } versions ? texts["For those who met version {0}", string.Join(texts[", "], versions)] : texts["For all versions"];

        public string Difference(RegradeQuestion question) => texts[question switch
        {
            { Difference: QuestionDifference.Key, IsMarkedByServer: true, WordsOfPartsDiffer: true } => "What is right has changed, and so has the wording of its parts: look whether each still means the same.",
            { Difference: QuestionDifference.Key, IsMarkedByServer: true } => "What is right has changed. Answers can be marked anew.",
            { Difference: QuestionDifference.Key, Trials: { } } => "What it is marked by has changed. Programs mark it: run the answers by what it is now first, then you see whom it concerns.",
            { Difference: QuestionDifference.Key } => "It has changed. A person marks it: what they said stays.",
            { Difference: QuestionDifference.Words } => "Only its words have changed: nothing is marked otherwise.",
            { Difference: QuestionDifference.Parts } => "Its parts have changed: what was answered doesn't mean the same any more, so it can't be marked by what is written now.",
            { Difference: QuestionDifference.Unfinished } => "It isn't written to the end at present.",
            { Difference: QuestionDifference.Gone } => "It isn't in a question bank any more.",
            _ => "As it was met.",
        }];
    }
}
