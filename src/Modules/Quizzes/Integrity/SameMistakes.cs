namespace Lectern.Quizzes.Integrity;

/// <summary>
/// Two learners who gave the same wrong answers more often than chance explains. Right answers say nothing: whoever knows it
/// answers alike; so only questions that both got wrong are looked at, as by the K-index (P. W. Holland, "Assessing Unusual
/// Agreement between the Incorrect Answers of Two Examinees Using the K-Index", ETS RR-96-7, 1996). By chance somebody who
/// gets a question wrong gives the answer of the other with the share that it has among the wrong answers to it, so a mistake that many
/// make says little; how often that happens in several questions follows the compound binomial distribution, as in
/// the generalized binomial test (W. J. van der Linden and L. Sotaridona, "Detecting Answer Copying When the Regular Response Process
/// Follows a Known Response Model", Journal of Educational and Behavioral Statistics 31, 2006). Their own answers
/// are among the shares, the less striking of the two directions counts, and the chance is multiplied by the number of pairs
/// that were compared (Bonferroni): all three err on the side of the learners.
/// </summary>
/// <param name="BothWrong">How many questions both got wrong.</param>
/// <param name="Same">In how many of them they gave the same answer.</param>
/// <param name="Expected">In how many of them that would be by chance.</param>
/// <param name="Chance">That any of the pairs compared agrees so often, above 0 and below <see cref="Rarest"/>.</param>
public sealed record SameMistakes(FinalAnswers One, FinalAnswers Other, int BothWrong, int Same, double Expected, double Chance)
{
    public const int Fewest = 3, Most = 20;
    public const double Rarest = 0.05;

    /// <summary>The pairs worth a look, the least likely first. Two attempts of one learner are none.</summary>
    public static IReadOnlyList<SameMistakes> Among(IReadOnlyList<FinalAnswers> attempts)
    {
        // Answers by number, 0 for none that is wrong: there are many pairs.
        var questions = attempts.SelectMany(a => a.Wrong.Keys).Distinct().ToList();
        var (numbers, shares) = (questions.Select(_ => new Dictionary<string, int>()).ToList(), new double[questions.Count][]);
        var given = attempts.Select(_ => new int[questions.Count]).ToList();
        for (var q = 0; q < questions.Count; q++)
        {
            List<int> times = [];
            for (var a = 0; a < attempts.Count; a++)
            {
                if (!attempts[a].Wrong.TryGetValue(questions[q], out var answer)) continue;
                if (!numbers[q].TryGetValue(answer, out var number))
                {
                    times.Add(0);
                    numbers[q].Add(answer, number = times.Count);
                }

                times[number - 1]++;
                given[a][q] = number;
            }

            shares[q] = [0, .. times.Select(t => (double)t / times.Sum())];
        }

        var pairs = 0L;
        List<SameMistakes> found = [];
        for (var i = 0; i < attempts.Count; i++)
            for (var j = i + 1; j < attempts.Count; j++)
            {
                if (attempts[i].EnrolmentId == attempts[j].EnrolmentId) continue;
                pairs++;
                var (ofOne, ofOther, same) = (new List<double>(), new List<double>(), 0);
                for (var q = 0; q < questions.Count; q++)
                {
                    if (given[i][q] == 0 || given[j][q] == 0) continue;
                    ofOne.Add(shares[q][given[i][q]]);
                    ofOther.Add(shares[q][given[j][q]]);
                    if (given[i][q] == given[j][q]) same++;
                }

                if (same >= Fewest) found.Add(new SameMistakes(attempts[i], attempts[j], ofOne.Count, same, Math.Max(ofOne.Sum(), ofOther.Sum()), Math.Max(AtLeast(same, ofOne), AtLeast(same, ofOther))));
            }

        return [.. found.Select(pair => pair with { Chance = Math.Min(1, pair.Chance * pairs) }).Where(pair => pair.Chance < Rarest).OrderBy(pair => pair.Chance).ThenByDescending(pair => pair.Same).Take(Most)];
    }

    /// <summary>How likely at least this many of independent events happen (the upper tail of the compound binomial distribution).</summary>
    /// <param name="count">0 to their number.</param>
    /// <param name="chances">Of each, 0 to 1.</param>
    public static double AtLeast(int count, IReadOnlyList<double> chances)
    {
        // How likely exactly so many happen, and in the last place at least the count: small numbers are added, none is subtracted from 1.
        var exactly = new double[count + 1];
        exactly[0] = 1;
        foreach (var chance in chances)
        {
            exactly[count] += count == 0 ? 0 : exactly[count - 1] * chance;
            for (var happened = count - 1; happened >= 0; happened--) exactly[happened] = (exactly[happened] * (1 - chance)) + (happened == 0 ? 0 : exactly[happened - 1] * chance);
        }

        return Math.Min(1, exactly[count]);
    }
}
