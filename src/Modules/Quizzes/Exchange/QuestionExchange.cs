using Lectern.Courses;
using Lectern.Files;
using Lectern.People;
using Lectern.QuestionFiles;
using Lectern.Quizzes.Exchange.Bridge;

namespace Lectern.Quizzes.Exchange;

/// <summary>What an import did.</summary>
/// <param name="Questions">That are in the bank now.</param>
/// <param name="Refused">That the bank refused after all, by their number in the file.</param>
/// <param name="InQuiz">How many of them are in the quiz now.</param>
public sealed record Imported(IReadOnlyList<Question> Questions, IReadOnlyList<(int Number, Refusal Refusal)> Refused, int InQuiz);

/// <summary>Between files and the database: for pages, programs and the command line. The callers save, which is one transaction.</summary>
public sealed class QuestionExchange(LecternDb db, IFileStore files, TimeProvider clock)
{
    /// <summary>A course's own bank.</summary>
    public Task<QuestionBank> BankOf(Id<Course> courseId, CancellationToken cancel) => db.BankOf(courseId, cancel);

    /// <summary>Puts questions of a file into a bank, and into a quiz when there is one.</summary>
    public async Task<Outcome<Imported>> Import(IReadOnlyList<IncomingRow> rows, QuestionBank bank, Quiz? quiz, Id<Person>? by, CancellationToken cancel)
    {
        if (await db.Questions.CountAsync(q => q.BankId == bank.Id, cancel) + rows.Count > QuestionBank.MostQuestions)
            return new Refusal("bank-full", "A question bank has at most {0} questions.", null, QuestionBank.MostQuestions);
        await KeepPictures(rows, cancel);
        var tree = new CategoryTree(bank.Id, await db.QuestionCategories.Where(c => c.BankId == bank.Id).ToListAsync(cancel));
        List<Question> questions = [];
        List<(int, Refusal)> refused = [];
        var inQuiz = 0;
        foreach (var row in rows)
        {
            if (row.Question is not { } incoming) continue;
            var question = bank.Add(incoming.Kind, incoming.Data, clock.GetUtcNow());
            var content = new QuestionContent(incoming.Prompt, incoming.Points, incoming.Data, incoming.Feedback, QuestionContent.Write(incoming.Hints), incoming.Penalty);
            if ((question.Write(content, by, clock.GetUtcNow()) ?? question.Describe(incoming.Name, null, incoming.Tags) ?? question.MoveTo(CategoryFor(incoming.Category, tree), tree)) is { } refusal)
            {
                refused.Add((row.Number, refusal));
                continue;
            }

            db.Add(question);
            questions.Add(question);
            if (quiz is not null && quiz.Add(question).Refusal is null) inQuiz++;
        }

        return new Imported(questions, refused, inQuiz);
    }

    private async Task KeepPictures(IReadOnlyList<IncomingRow> rows, CancellationToken cancel)
    {
        var pictures = rows.SelectMany(row => row.Question?.Pictures ?? []).DistinctBy(picture => picture.Hash).ToList();
        var hashes = pictures.ConvertAll(picture => picture.Hash);
        var known = (await db.QuestionImages.Where(image => hashes.Contains(image.FileHash)).Select(image => image.FileHash).ToListAsync(cancel)).ToHashSet();
        foreach (var picture in pictures)
        {
            await using var content = new MemoryStream(picture.Content.ToArray(), writable: false);
            await files.Write(content, IncomingTexts.LargestPicture, cancel);
            if (!known.Contains(picture.Hash)) db.Add(new QuestionImage { FileHash = picture.Hash, MediaType = picture.MediaType, AddedAt = clock.GetUtcNow() });
        }
    }

    /// <summary>The category of these names, made where there is none yet; as deep as a tree may be.</summary>
    private Id<QuestionCategory>? CategoryFor(IReadOnlyList<string> names, CategoryTree tree)
    {
        Id<QuestionCategory>? at = null;
        foreach (var name in names)
        {
            if (tree.Below(at).FirstOrDefault(category => string.Equals(category.Name, name, StringComparison.OrdinalIgnoreCase)) is { } known)
            {
                at = known.Id;
                continue;
            }

            if (tree.Add(at, name) is not { Refusal: null, Value: var made }) break;
            db.Add(made);
            at = made.Id;
        }

        return at;
    }

    /// <summary>Questions of a bank on their way out, oldest first.</summary>
    /// <param name="bankId">Which bank.</param>
    /// <param name="quiz">Only those that always come in it, in its order; null for the whole bank.</param>
    /// <param name="category">Only those in it and below; null for all. Not with a quiz.</param>
    /// <param name="cancel">Ends it early.</param>
    public async Task<IReadOnlyList<OutgoingQuestion>> Outgoing(Id<QuestionBank> bankId, Quiz? quiz, Id<QuestionCategory>? category, CancellationToken cancel)
    {
        var questions = quiz is not null
            ? quiz.InOrder.Where(slot => slot.Question is not null).Select(slot => (Question: slot.Question!, slot.Points)).ToList()
            : [.. (await db.Questions.AsNoTracking().Where(q => q.BankId == bankId && q.ArchivedAt == null).OrderBy(q => q.Id).ToListAsync(cancel)).Select(question => (question, question.Points))];
        var banks = questions.Select(one => one.Question.BankId).Append(bankId).Distinct().ToList();
        var categories = (await db.QuestionCategories.AsNoTracking().Where(c => banks.Contains(c.BankId)).ToListAsync(cancel)).ToDictionary(c => c.Id);
        var below = category is { } top ? new CategoryTree(bankId, categories.Values).WithBelow(top) : null;
        return [.. questions.Where(one => below is null || one.Question.CategoryId is { } at && below.Contains(at)).Select(one => new OutgoingQuestion(
            one.Question.Kind, one.Question.Data, one.Question.Prompt, one.Points, one.Question.Feedback, one.Question.Content.Hints, one.Question.Penalty, one.Question.Name, Path(one.Question.CategoryId), one.Question.Tags))];

        IReadOnlyList<string> Path(Id<QuestionCategory>? id)
        {
            List<string> names = [];
            for (var at = id; at is { } known && categories.TryGetValue(known, out var found); at = found.ParentId) names.Insert(0, found.Name);
            return names;
        }
    }

    /// <summary>The pictures of questions without what is in them, by hash: enough to say what a file would lose (<see cref="QuestionFileWriter.Offer"/>). One statement, whatever their number.</summary>
    public async Task<IReadOnlyDictionary<string, OutgoingPicture>> PicturesUnread(IReadOnlyList<OutgoingQuestion> questions, CancellationToken cancel)
    {
        var hashes = questions.SelectMany(question => question.Pictures).Distinct().ToList();
        return await db.QuestionImages.Where(image => hashes.Contains(image.FileHash)).ToDictionaryAsync(image => image.FileHash, image => new OutgoingPicture(image.MediaType, default), cancel);
    }

    /// <summary>The pictures of questions, by hash; those that are gone are left out.</summary>
    public async Task<IReadOnlyDictionary<string, OutgoingPicture>> Pictures(IReadOnlyList<OutgoingQuestion> questions, CancellationToken cancel)
    {
        Dictionary<string, OutgoingPicture> pictures = [];
        foreach (var (hash, (type, _)) in await PicturesUnread(questions, cancel))
        {
            await using var stream = await files.Open(hash, null, cancel);
            if (stream is null) continue;
            var content = new MemoryStream();
            await stream.CopyToAsync(content, cancel);
            pictures[hash] = new(type, content.ToArray());
        }

        return pictures;
    }
}
