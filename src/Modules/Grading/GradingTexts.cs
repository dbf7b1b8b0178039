using System.Globalization;

namespace Lectern.Grading;

internal static class GradingTexts
{
    extension(Texts texts)
    {
        /// <summary>A percentage from 0 to 100 as people write it here: "87.5%", "٪٨٧٫٥".</summary>
        internal string Percent(decimal percent) => texts["{0}%", Percents.Tenths(percent).ToString("0.#", CultureInfo.CurrentCulture)];

        /// <summary>"7.5 of 10 points".</summary>
        internal string Points(Score score) => texts["{0} of {1} points", Number(score.Points), Number(score.MaximumPoints)];

        /// <summary>The mark with the policy that chose it: "Highest: 87.5%".</summary>
        internal string Mark(GradingPolicy policy, Score score) => texts[policy switch
        {
            GradingPolicy.Average => "Average: {0}",
            GradingPolicy.First => "First attempt: {0}",
            GradingPolicy.Last => "Last attempt: {0}",
            _ => "Highest: {0}",
        }, texts.Percent(score.Percent)];

        /// <summary>What makes the mark of these attempts, in a sentence: "The highest of 2 attempts counts."</summary>
        internal string Policy(GradingPolicy policy, int attempts) => attempts == 1 ? texts["There is one attempt, so it counts."] : policy switch
        {
            GradingPolicy.Average => texts.Count("The average of {0} attempts counts.", attempts),
            GradingPolicy.First => texts.Count("The first of {0} attempts counts.", attempts),
            GradingPolicy.Last => texts.Count("The last of {0} attempts counts.", attempts),
            _ => texts.Count("The highest of {0} attempts counts.", attempts),
        };

        /// <summary>How far a mark has come, for those who grade.</summary>
        internal string State(MarkState state) => texts[state switch
        {
            MarkState.InProgress => "Under way",
            MarkState.NeedsMarking => "To mark",
            MarkState.Provisional => "Not released",
            MarkState.Released => "Released",
            _ => "No mark",
        }];

        /// <summary>What there is instead of the number of one attempt, for whoever doesn't know one.</summary>
        internal string WithoutNumber(MarkState state) => texts[state switch
        {
            MarkState.None => "Not handed in in time, so it doesn't count",
            MarkState.InProgress => "Still open",
            _ => "Handed in, the mark follows",
        }];
    }

    /// <summary>Points as people write them here; two decimals at most.</summary>
    internal static string Number(decimal points) => points.ToString("0.##", CultureInfo.CurrentCulture);
}
