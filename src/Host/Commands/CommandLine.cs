using System.CommandLine;
using System.CommandLine.Help;
using Lectern.QuestionFiles;
using Lectern.Quizzes.Exchange;

namespace Lectern.Host.Commands;

/// <summary>The commands and their options. What each does is in a file of its own.</summary>
internal static class CommandLine
{
    private static readonly Option<string> Data = new("--data") { Description = "The data folder (database and files).", Recursive = true, DefaultValueFactory = _ => "data", HelpName = "DIR" };
    private static readonly Option<string?> Database = new("--database") { Description = "A PostgreSQL connection string; without one the database is a file in the data folder.", Recursive = true, HelpName = "CONNECTION" };
    private static readonly Option<bool> Json = new("--json") { Description = "Answer as JSON, for programs.", Recursive = true };
    private static readonly Option<string> Urls = new("--urls") { Description = "Where to listen; uploaded content is served from the next port.", DefaultValueFactory = _ => "http://127.0.0.1:5080" };
    private static readonly Option<bool> NoDemo = new("--no-demo") { Description = "Leave an empty database empty." };
    private static readonly Option<bool> Demo = new("--demo") { Description = "Fill an empty database with a demonstration institution, whose passwords are published." };

    internal static Command Build()
    {
        // Not a RootCommand: that calls itself by the name of its file.
        var root = new Command("lectern", "Lectern, a learning management system: from enrolment to certification.") { Data, Database, Json, Urls, Demo, NoDemo, new HelpOption(), new VersionOption() };
        var serve = new Command("serve", "Run it (also without a command). When it is only tried out, an empty database is filled with a demonstration institution.") { Urls, Demo, NoDemo };
        root.SetAction(RunServe);
        serve.SetAction(RunServe);
        root.Add(serve);

        var migrate = new Command("migrate", "Bring the database up to date.");
        migrate.SetAction((parsed, cancel) => Run(parsed, (app, screen) => Migrate.Run(app, screen, cancel)));
        root.Add(migrate);

        var size = new Option<string>("--size") { Description = "small, medium or large.", DefaultValueFactory = _ => "small" };
        size.AcceptOnlyFromAmong("small", "medium", "large");
        var demo = new Command("demo", "Fill an empty database with a demonstration institution.") { size };
        demo.SetAction((parsed, cancel) => Run(parsed, (app, screen) => FillDemonstration.Run(app, screen, parsed.GetRequiredValue(size), cancel)));
        root.Add(demo);

        root.Add(UserCommands());
        root.Add(CourseCommands());
        root.Add(ScormCommands());
        root.Add(QuestionCommands());
        root.Add(QtiCommands());
        root.Add(ProgressCommands());
        root.Add(GradesCommands());

        var target = new Argument<string>("file") { Description = "The file to write." };
        var backup = new Command("backup", "Write the database and all files into one file.") { target };
        backup.SetAction((parsed, cancel) => Run(parsed, (app, screen) => Backup.Run(app, screen, parsed.GetRequiredValue(target), cancel)));
        root.Add(backup);

        var source = new Argument<string>("file") { Description = "A file that backup wrote." };
        var replace = new Option<bool>("--replace") { Description = "Replace what is there." };
        var restore = new Command("restore", "Bring back what backup wrote. Stop the server first.") { source, replace };
        restore.SetAction((parsed, cancel) => Run(parsed, (app, screen) => Restore.Run(app, screen, parsed.GetRequiredValue(source), parsed.GetValue(replace), cancel), migrate: false));
        root.Add(restore);

        var doctor = new Command("doctor", "Check the set-up and say what to mend. Give it the options that serve gets.") { Urls };
        doctor.SetAction((parsed, cancel) => Run(parsed, (app, screen) => Doctor.Run(app, screen, parsed.GetRequiredValue(Urls), cancel), migrate: false));
        root.Add(doctor);
        return root;
    }

    private static Command UserCommands()
    {
        var email = new Argument<string>("email");
        var name = new Option<string?>("--name") { Description = "The person's name; otherwise the part before the @." };
        var role = new Option<string>("--role") { Description = "administrator, manager, instructor or learner, at the whole institution.", DefaultValueFactory = _ => "learner" };
        role.AcceptOnlyFromAmong("administrator", "manager", "instructor", "learner");
        var password = new Option<string?>("--password") { Description = "Otherwise one is made and printed." };
        var add = new Command("add", "Add a person, or give one who is there the role.") { email, name, role, password };
        add.SetAction((parsed, cancel) => Run(parsed, (app, screen) => AddUser.Run(app, screen, parsed.GetRequiredValue(email), parsed.GetValue(name), parsed.GetRequiredValue(role), parsed.GetValue(password), cancel)));

        var days = new Option<int>("--days") { Description = "How long it is valid.", DefaultValueFactory = _ => 90 };
        var token = new Command("token", "Make an access token for the API and print it, once.") { email, days };
        token.SetAction((parsed, cancel) => Run(parsed, (app, screen) => MakeToken.Run(app, screen, parsed.GetRequiredValue(email), parsed.GetValue(days), cancel)));
        return new Command("user", "People, from the command line.") { add, token };
    }

    private static Command CourseCommands()
    {
        var file = new Argument<string>("file") { Description = "A SCORM package (zip)." };
        var owner = new Option<string?>("--owner") { Description = "E-mail of the instructor who gets the course; otherwise the first administrator." };
        var publish = new Option<bool>("--publish") { Description = "Publish it at once." };
        var import = new Command("import", "Make a draft course from a package and print its address.") { file, owner, publish };
        import.SetAction((parsed, cancel) => Run(parsed, (app, screen) => ImportCourse.Run(app, screen, parsed.GetRequiredValue(file), parsed.GetValue(owner), parsed.GetValue(publish), cancel)));
        return new Command("course", "Courses, from the command line.") { import };
    }

    private static Command ProgressCommands()
    {
        var verify = new Command("verify", "Recompute everything from what was recorded and say every difference. The server may run meanwhile.");
        verify.SetAction((parsed, cancel) => Run(parsed, (app, screen) => VerifyProgress.Run(app, screen, cancel), migrate: false));
        return new Command("progress", "Where learners stand, from the command line.") { verify };
    }

    private static Command GradesCommands()
    {
        var verify = new Command("verify", "Replay the steps of every attempt, reckon every mark again and say every difference. Changes nothing; the server may run meanwhile. Exit code 0 when all agree.");
        verify.SetAction((parsed, cancel) => Run(parsed, (app, screen) => VerifyGrades.Run(app, screen, cancel), migrate: false));
        return new Command("grades", "Marks, from the command line.") { verify };
    }

    // They look at files only, and need no database.
    private static Command ScormCommands()
    {
        var package = new Argument<string>("package") { Description = "A SCORM package (zip)." };
        var check = new Command("check", "Say what a package holds and what is wrong with it.") { package };
        check.SetAction((parsed, cancel) => CheckPackage.Run(new Screen(parsed.GetValue(Json)), parsed.GetRequiredValue(package), cancel));

        var files = new Argument<string[]>("files") { Description = "CASE.json PACKAGE.zip, or several of them: the parts of one test in their order.", Arity = ArgumentArity.OneOrMore };
        var shared = new Option<string?>("--shared") { Description = "Read and write what the parts of one test share in this file, to replay them one by one.", HelpName = "FILE" };
        var replay = new Command("replay", "Play a case of ADL's SCORM 2004 conformance test; print the first difference.") { files, shared };
        replay.SetAction((parsed, cancel) => ReplayCases.Run(new Screen(parsed.GetValue(Json)), parsed.GetRequiredValue(files), parsed.GetValue(shared), cancel));
        return new Command("scorm", "SCORM packages, from the command line.") { check, replay };
    }

    private static Command QuestionCommands()
    {
        var file = new Argument<string>("file") { Description = "Questions as GIFT, Moodle XML, Aiken, missing word, Cloze or CSV, or QTI 2.x or 3.0 (zip, XML)." };
        var format = new Option<string?>("--format") { Description = "Read it as this format, instead of finding out." };
        format.AcceptOnlyFromAmong([.. QuestionFormats.All.Select(known => known.Name)]);
        var anyGrade = new Option<bool>("--any-grade") { Description = "Take grades of answers that Moodle doesn't know (33%) as they are." };
        var check = new Command("check", "Say what an import would make of a file of questions, and what would be lost.") { file, format, anyGrade };
        check.SetAction((parsed, cancel) => CheckQuestions.Run(new Screen(parsed.GetValue(Json)), parsed.GetRequiredValue(file), parsed.GetValue(format), parsed.GetValue(anyGrade), cancel));
        var course = new Option<string?>("--course") { Description = "The course whose bank it is: its id or the name in its address." };
        var bank = new Option<string?>("--bank") { Description = "A question bank that a unit shares, instead: the id in its address.", HelpName = "ID" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what would become of each question." };
        var import = new Command("import", "Take the questions of a file over into a question bank.") { file, course, bank, dryRun };
        import.SetAction((parsed, cancel) => Run(parsed, (app, screen) => ExchangeQuestions.Import(app, screen, parsed.GetRequiredValue(file), new(parsed.GetValue(course), parsed.GetValue(bank)), parsed.GetValue(dryRun), cancel)));
        var target = new Argument<string>("file") { Description = "The file to write." };
        var written = new Option<string?>("--format") { Description = "Otherwise by the ending of the file's name." };
        written.AcceptOnlyFromAmong([.. QuestionFileWriter.Formats.Select(known => known.Name)]);
        var export = new Command("export", "Write the questions of a question bank into a file.") { target, course, bank, written };
        foreach (var command in new[] { import, export })
            command.Validators.Add(result =>
            {
                if (result.GetResult(course) is null == result.GetResult(bank) is null) result.AddError("Say which bank: --course or --bank.");
            });
        export.SetAction((parsed, cancel) => Run(parsed, (app, screen) => ExchangeQuestions.Export(app, screen, parsed.GetRequiredValue(target), new(parsed.GetValue(course), parsed.GetValue(bank)), parsed.GetValue(written), cancel)));
        return new Command("questions", "Files of questions, from the command line.") { check, import, export };
    }

    private static Command QtiCommands()
    {
        var item = new Argument<string>("item") { Description = "An item of QTI 2.x or 3.0 (XML)." };
        var cases = new Argument<string>("cases") { Description = "Answers and the outcomes that they must have (JSON)." };
        var score = new Command("score", "Mark an item with the answers of cases; print each difference from what they expect.") { item, cases };
        score.SetAction(parsed => ScoreCases.Run(new Screen(parsed.GetValue(Json)), parsed.GetRequiredValue(item), parsed.GetRequiredValue(cases)));
        var file = new Argument<string>("file") { Description = "A package (zip) of QTI 2.x or 3.0, or one item or test (XML)." };
        var check = new Command("check", "Say what an import would make of a package or an item, and what is wrong with it.") { file };
        check.SetAction((parsed, cancel) => CheckQtiFile.Run(new Screen(parsed.GetValue(Json)), parsed.GetRequiredValue(file), cancel));
        return new Command("qti", "QTI items and packages, from the command line.") { check, score };
    }

    private static async Task<int> RunServe(ParseResult parsed, CancellationToken cancel)
    {
        var settings = Settings(parsed);
        settings["urls"] = parsed.GetRequiredValue(Urls);
        await using var app = LecternApp.Gather(settings);
        return await Serve.Run(app, new Screen(parsed.GetValue(Json)), parsed.GetValue(NoDemo) ? false : parsed.GetValue(Demo) ? true : null, cancel);
    }

    private static async Task<int> Run(ParseResult parsed, Func<WebApplication, Screen, Task<int>> work, bool migrate = true)
    {
        var settings = Settings(parsed);
        settings["Logging:LogLevel:Default"] = "Error";
        settings["urls"] = "http://127.0.0.1:0";
        await using var app = LecternApp.Build(settings);
        if (migrate) await LecternApp.Migrate(app.Services, CancellationToken.None);
        return await work(app, new Screen(parsed.GetValue(Json)));
    }

    private static Dictionary<string, string?> Settings(ParseResult parsed)
    {
        var settings = new Dictionary<string, string?> { ["Data"] = parsed.GetRequiredValue(Data) };
        if (parsed.GetValue(Database) is { } connection) settings["Database:Connection"] = connection;
        return settings;
    }
}
