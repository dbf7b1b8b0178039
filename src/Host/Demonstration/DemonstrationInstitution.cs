using System.Net.Http.Headers;
using Lectern.Data;
using Lectern.Data.Outbox;
using Lectern.Enrolment;
using Lectern.Kernel;
using Lectern.People;
using Lectern.Quizzes.Banks.Statistics;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lectern.Host.Demonstration;

internal enum DemonstrationSize { Small, Medium, Large }

/// <summary>
/// Marlow Health, an invented institution: for a first look, for pictures and for load tests. Its courses are made, published
/// and taken through the REST API of the running program, as any other program would do it; only the crowds of the larger
/// sizes are written straight into the database.
/// </summary>
internal static class DemonstrationInstitution
{
    internal const string Password = "marlow-demo-2026";
    private const string Name = "Marlow Health";

    internal static readonly IReadOnlyList<(string Who, string Email)> SignIns =
    [
        ("Administrator", "olivia@marlow.example"),
        ("Manager", "kofi@marlow.example"),
        ("Instructor", "ines@marlow.example"),
        ("Learner", "amara@marlow.example"),
    ];

    private static readonly (string Name, string Email, Role Role, string Unit, string Language)[] Staff =
    [
        ("Olivia Grant", "olivia@marlow.example", Role.Administrator, Name, "en"),
        ("Kofi Mensah", "kofi@marlow.example", Role.Manager, "Riverside Hospital", "en"),
        ("Dr Ines Carvalho", "ines@marlow.example", Role.Instructor, Name, "en"),
        ("Amara Okafor", "amara@marlow.example", Role.Learner, "Riverside Hospital", "en"),
        ("Layla Haddad", "layla@marlow.example", Role.Learner, "Riverside Hospital", "ar"),
        ("Tomasz Nowak", "tomasz@marlow.example", Role.Learner, "Riverside Hospital", "en"),
        ("Priya Raman", "priya@marlow.example", Role.Learner, "Harbour Clinic", "en"),
        ("Jonas Weber", "jonas@marlow.example", Role.Learner, "Harbour Clinic", "en"),
        ("Mei Tanaka", "mei@marlow.example", Role.Learner, "Riverside Hospital", "en"),
        ("Samuel Osei", "samuel@marlow.example", Role.Learner, "Harbour Clinic", "en"),
        ("Elena Petrova", "elena@marlow.example", Role.Learner, "Riverside Hospital", "en"),
        ("Noah Lindqvist", "noah@marlow.example", Role.Learner, "Harbour Clinic", "en"),
    ];

    /// <summary>How many people, courses and enrolments each size has beside the small one's own.</summary>
    private static (int People, int Courses, int Enrolments) Crowd(DemonstrationSize size) => size switch
    {
        DemonstrationSize.Medium => (5_000, 200, 50_000),
        DemonstrationSize.Large => (50_000, 1_000, 500_000),
        _ => (0, 0, 0),
    };

    /// <summary>Whether this database was filled by <see cref="Fill"/>.</summary>
    internal static async Task<bool> IsHere(IServiceProvider services, CancellationToken cancel)
    {
        await using var scope = services.CreateAsyncScope();
        var email = SignIns[0].Email.ToUpperInvariant();
        return await scope.ServiceProvider.GetRequiredService<LecternDb>().People.AnyAsync(p => p.NormalizedEmail == email, cancel);
    }

    /// <summary>Fills an empty database; the program must be running. Reports from 0 to 1.</summary>
    internal static async Task Fill(WebApplication app, DemonstrationSize size, Action<double> report, CancellationToken cancel)
    {
        var tokens = await AddStaff(app.Services, cancel);
        report(0.05);
        using var instructor = Program(app, tokens["ines@marlow.example"]);
        using var administrator = Program(app, tokens["olivia@marlow.example"]);
        var courses = new CourseWriter(instructor);
        var units = await Units(app.Services, cancel);
        var banks = BankPlan.All();
        foreach (var bank in banks) await courses.Write(bank, units[bank.Unit], cancel);
        var made = new List<CourseWritten>();
        foreach (var plan in CoursePlan.All()) made.Add(await courses.Write(plan, units[plan.Unit], cancel));
        report(0.15);

        var crowd = Crowd(size);
        if (crowd.People > 0) await AddCrowd(app.Services, courses, units, crowd, done => report(0.15 + 0.6 * done), cancel);

        List<QuestionPlan> drawn = [.. banks.SelectMany(bank => bank.Categories).SelectMany(category => category.Questions)];
        foreach (var (index, learner) in Staff.Where(s => s.Role == Role.Learner).Index())
        {
            using var program = Program(app, tokens[learner.Email]);
            await new LearnerAtWork(program, drawn).Go(made, index, cancel);
            report(0.75 + 0.02 * index);
        }

        await app.Services.GetRequiredService<OutboxDispatcher>().DeliverAll(cancel);
        foreach (var course in made) await courses.MarkOne(course, cancel);
        await app.Services.GetRequiredService<OutboxDispatcher>().DeliverAll(cancel);
        await app.Services.GetRequiredService<TallyAnswers>().Run(cancel);
        await RemoveTokens(app.Services, cancel);
    }

    private static HttpClient Program(WebApplication app, string token)
    {
        var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()), Timeout = TimeSpan.FromMinutes(5) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    private static async Task<Dictionary<string, string>> AddStaff(IServiceProvider services, CancellationToken cancel)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Actor>().From = "demonstration";
        var db = scope.ServiceProvider.GetRequiredService<LecternDb>();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Person>>();
        var now = scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow();
        var institution = await FoundInstitution.Handle(db, cancel);
        var root = await db.Scopes.SingleAsync(s => s.Id == institution.Id, cancel);
        root.Rename(Name);
        var units = new Dictionary<string, Scope> { [Name] = root, ["Riverside Hospital"] = root.AddUnit("Riverside Hospital"), ["Harbour Clinic"] = root.AddUnit("Harbour Clinic") };
        db.Scopes.AddRange(units.Values.Where(unit => unit != root));
        await db.SaveChangesAsync(cancel);

        var tokens = new Dictionary<string, string>();
        foreach (var member in Staff)
        {
            var person = new Person(member.Name, member.Email, now) { EmailConfirmed = true };
            person.Prefer(member.Language, "Europe/London");
            var added = await users.CreateAsync(person, Password);
            if (!added.Succeeded) throw new InvalidOperationException(string.Join(" ", added.Errors.Select(e => e.Description)));
            db.Add(new RoleAssignment { PersonId = person.Id, ScopeId = units[member.Unit].Id, Role = member.Role, GivenAt = now });
            var (token, secret) = PersonalAccessToken.Create(person.Id, "demonstration", 1, now).Value;
            db.Add(token);
            tokens[member.Email] = secret;
        }

        await db.SaveChangesAsync(cancel);
        return tokens;
    }

    private static async Task RemoveTokens(IServiceProvider services, CancellationToken cancel)
    {
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<LecternDb>().Set<PersonalAccessToken>().Where(t => t.Name == "demonstration").ExecuteDeleteAsync(cancel);
    }

    private static async Task<Dictionary<string, Id<Scope>>> Units(IServiceProvider services, CancellationToken cancel)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<LecternDb>().Scopes.Where(s => s.Kind == ScopeKind.Unit).ToDictionaryAsync(s => s.Name, s => s.Id, cancel);
    }

    /// <summary>People and enrolments in bulk, and the courses they are in; publishing afterwards computes everyone's progress.</summary>
    private static async Task AddCrowd(IServiceProvider services, CourseWriter courses, Dictionary<string, Id<Scope>> units, (int People, int Courses, int Enrolments) crowd, Action<double> report, CancellationToken cancel)
    {
        var plans = CoursePlan.All();
        var drafts = new List<CourseWritten>();
        for (var number = 1; number <= crowd.Courses; number++)
        {
            var plan = plans[number % plans.Count];
            drafts.Add(await courses.Draft(plan with { Title = $"{plan.Title}, group {number}" }, units[plan.Unit], cancel));
            report(0.3 * number / crowd.Courses);
        }

        var people = await AddPeople(services, units.Values.ToList(), crowd.People, cancel);
        report(0.4);
        await AddEnrolments(services, people, drafts, crowd.Enrolments / crowd.People, cancel);
        report(0.5);
        foreach (var (index, draft) in drafts.Index())
        {
            await courses.Publish(draft, cancel);
            report(0.5 + 0.5 * index / drafts.Count);
        }
    }

    private static async Task<List<Id<Person>>> AddPeople(IServiceProvider services, List<Id<Scope>> units, int count, CancellationToken cancel)
    {
        var ids = new List<Id<Person>>(count);
        var hash = new PasswordHasher<Person>().HashPassword(null!, Password);   // the same password, hashed once: thousands of hashes would take minutes
        foreach (var batch in Enumerable.Range(1, count).Chunk(1000))
        {
            await using var scope = services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<LecternDb>();
            var now = scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow();
            foreach (var number in batch)
            {
                var email = $"learner{number}@marlow.example";
                var person = new Person($"Learner {number}", email, now)
                {
                    EmailConfirmed = true, NormalizedEmail = email.ToUpperInvariant(), NormalizedUserName = email.ToUpperInvariant(), PasswordHash = hash,
                    SecurityStamp = Id<Person>.New().ToString(), LockoutEnabled = true,
                };
                ((IEntity)person).Forget();
                db.Add(person);
                db.Add(new RoleAssignment { PersonId = person.Id, ScopeId = units[number % units.Count], Role = Role.Learner, GivenAt = now });
                ids.Add(person.Id);
            }

            await db.SaveChangesAsync(cancel);
        }

        return ids;
    }

    private static async Task AddEnrolments(IServiceProvider services, List<Id<Person>> people, List<CourseWritten> courses, int each, CancellationToken cancel)
    {
        foreach (var batch in people.Index().Chunk(200))
        {
            await using var scope = services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<LecternDb>();
            var now = scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow();
            foreach (var (index, person) in batch)
                for (var place = 0; place < each; place++)
                {
                    var enrolment = new CourseEnrolment(courses[(index + place) % courses.Count].Id, person, "import", now);
                    ((IEntity)enrolment).Forget();
                    db.Add(enrolment);
                }

            await db.SaveChangesAsync(cancel);
        }
    }
}
