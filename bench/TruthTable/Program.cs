using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using RollbackOps.Bench.TruthTable;

// The same faults against the seeds' own commands and against rollbackops: how often the exit code is true.
// TruthTable [PROCEDURE [FAULT]]: only those whose names hold these; with ROLLBACKOPS_TRUTH_OUTPUT=FOLDER what each command wrote.
const int Lanes = 6;
const string WebImage = "rollbackops-bench/truth-web:1";
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var began = Stopwatch.GetTimestamp();
var procedure = args.ElementAtOrDefault(0) ?? "";
var fault = args.ElementAtOrDefault(1) ?? "";
var written = Environment.GetEnvironmentVariable("ROLLBACKOPS_TRUTH_OUTPUT");
string[] needed = ["docker", "docker-compose", "git", "curl", "jq"];
var missing = needed.Where(program => !OnPath(program)).ToList();
if (missing.Count > 0)
{
    Console.WriteLine($"\nThe seeds' commands need {string.Join(" and ", missing)}: no truth table.");
    return;
}

using var hidden = new HiddenPrograms();
var web = Path.Combine(AppContext.BaseDirectory, "web");
await Shell.MustAsync(web, "docker", "build", "-q", "-t", WebImage, "-f", "base.Dockerfile", web);
var cells = new ConcurrentBag<Cell>();
try
{
    var lanes = from each in Procedures.All
                where each.Name.Contains(procedure, StringComparison.Ordinal)
                from side in Enum.GetValues<Side>()
                select new Lane(each, side, hidden);
    await Parallel.ForEachAsync(lanes, new ParallelOptions { MaxDegreeOfParallelism = Lanes }, async (lane, _) =>
        await lane.RunAsync(each => each.Name.Contains(fault, StringComparison.Ordinal), Ended, Failed));
}
finally
{
    await Shell.RunAsync("/", new Dictionary<string, string>(), null, "docker", "image", "rm", "-f", WebImage);
}

var table = new Table([.. cells]);
Console.WriteLine($"\nThe seeds' procedures under {Faults.All.Count} faults: how often the exit code says what the system is ({Stopwatch.GetElapsedTime(began).TotalSeconds:0} s)\n");
Console.WriteLine(table.Procedures());
Console.WriteLine(table.OfFaults());
Console.WriteLine("Left out, and adapted:");
foreach (var line in Procedures.Notes)
    Console.WriteLine($"- {line}");

void Failed(string why)
{
    Console.Error.WriteLine(why);
    // A table with a hole is no measurement.
    Environment.ExitCode = 1;
}

void Ended(Cell cell)
{
    cells.Add(cell);
    Console.Error.WriteLine(cell);
    if (written is not null)
        File.WriteAllText(Path.Combine(written, $"{cell.Procedure.Name}-{cell.Side}-{cell.Fault.Name}.txt"), $"{cell}\n{cell.Output}");
}

static bool OnPath(string program) =>
    (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));
