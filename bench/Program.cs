using System.CommandLine;
using System.Globalization;
using Lectern.Bench;
using Lectern.Bench.Exam;
using Lectern.Bench.Serving;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

var size = new Option<string>("--size") { Description = "How large the institution is: medium (5,000 people) or large (50,000).", DefaultValueFactory = _ => "medium" };
size.AcceptOnlyFromAmong("medium", "large");
var database = new Option<string?>("--database") { Description = "A PostgreSQL connection string, of an empty database or one that this filled before; otherwise SQLite.", HelpName = "CONNECTION" };
var data = new Option<string?>("--data") { Description = "A data folder to keep: filled the first time, used again the next. Otherwise a temporary one.", HelpName = "DIR" };
var seconds = new Option<double>("--seconds") { Description = "How long each page is driven at each number of connections.", DefaultValueFactory = _ => 3 };
var connections = new Option<int[]>("--connections") { Description = "How many at once, at most 64.", DefaultValueFactory = _ => [1, 16, 64], AllowMultipleArgumentsPerToken = true };
var only = new Option<string[]>("--only") { Description = "Only these pages, such as home, quiz-save, scorm-commit or class-grid; events appends learning records.", DefaultValueFactory = _ => [], AllowMultipleArgumentsPerToken = true };
var sql = new Option<bool>("--sql") { Description = "Print each page's SQL, with the time of each statement, instead of driving it." };

var root = new RootCommand("Measures Lectern's pages over HTTP, beside the limit that the same SQL and a prepared body set.") { size, database, data, seconds, connections, only, sql };
root.SetAction((parsed, cancel) => new Run(new Plan(
    parsed.GetRequiredValue(size), parsed.GetValue(database), parsed.GetValue(data), TimeSpan.FromSeconds(Math.Clamp(parsed.GetValue(seconds), 0.2, 60)),
    [.. parsed.GetRequiredValue(connections).Select(count => Math.Clamp(count, 1, Plan.Learners)).Distinct()], parsed.GetRequiredValue(only), parsed.GetValue(sql))).Go(cancel));

var learners = new Option<int>("--learners") { Description = "How many start in the same second.", DefaultValueFactory = _ => 1000 };
var writing = new Option<double>("--writing") { Description = "Over how many seconds each of them saves their answers.", DefaultValueFactory = _ => 120 };
var exam = new Command("exam", "A synchronized start: everybody begins a quiz in the same second, saves 20 answers, and submits in the same second. Fails when an answer is lost or a mark is wrong.") { learners, writing, database, data };
exam.SetAction((parsed, cancel) => new SynchronizedStart(new ExamPlan(
    Math.Clamp(parsed.GetRequiredValue(learners), 1, 10_000), parsed.GetValue(database), parsed.GetValue(data), TimeSpan.FromSeconds(Math.Clamp(parsed.GetRequiredValue(writing), 1, 3600)))).Go(cancel));
root.Add(exam);

// The server half, in a process of its own: its allocations and its memory are then the program's, not the load's.
var folder = new Option<string>("--data") { Required = true };
var connection = new Option<string?>("--database");
var serve = new Command("serve") { folder, connection };
serve.Hidden = true;
serve.SetAction((parsed, cancel) => MeasuredServer.Run(parsed.GetRequiredValue(folder), parsed.GetValue(connection), cancel));
root.Add(serve);

return await root.Parse(args).InvokeAsync();
