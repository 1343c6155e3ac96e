using System.Diagnostics;
using System.Globalization;
using RollbackOps.Bench.OptionA;

// nostrmaxi's option A, as its runbook writes it and by rollbackops: side by side, in one run, medians of three.
const int Rounds = 3;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var byHand = new List<Measured>();
var byTool = new List<Measured>();
for (var round = 0; round < Rounds; round++)
{
    byHand.Add(await MeasureAsync(site => Site.RunAsync(site.Folder, "bash", Path.Combine(AppContext.BaseDirectory, "option-a.sh"), Site.Address.ToString().TrimEnd('/'))));
    byTool.Add(await MeasureAsync(site => Site.RunAsync("/", Site.Tool, "run", "--runbook", site.Runbook, "--strategy", "previous-release", "--yes")));
}

Console.WriteLine($"\nnostrmaxi, option A: medians of {Rounds}\n");
Console.WriteLine("                        whole   downtime   exit code 0   the backup's rows are there");
Print("the runbook's commands", byHand);
Print("rollbackops run", byTool);
Console.WriteLine($"ratio                   {Median(byTool, m => m.Whole) / Median(byHand, m => m.Whole),5:0.00}   {Median(byTool, m => m.Downtime) / Median(byHand, m => m.Downtime),8:0.00}");

static async Task<Measured> MeasureAsync(Func<Site, Task<(int Code, string Out)>> rollBack)
{
    await using var site = await Site.MakeAsync();
    var downtime = new Downtime();
    var began = Stopwatch.GetTimestamp();
    var (code, _) = await rollBack(site);
    var whole = Stopwatch.GetElapsedTime(began);
    // The last answers come in.
    await Task.Delay(TimeSpan.FromSeconds(3));
    await downtime.DisposeAsync();
    return new(whole, downtime.Total, code == 0, await Site.HasTheBackupsRowsAsync());
}

static void Print(string what, List<Measured> all) => Console.WriteLine(
    $"{what,-22}  {Median(all, m => m.Whole),5:0.0} s  {Median(all, m => m.Downtime),6:0.0} s   {all.Count(m => m.SaysSuccess)} of {all.Count}        {all.Count(m => m.IsRight)} of {all.Count}");

static double Median(List<Measured> all, Func<Measured, TimeSpan> what) => all.Select(what).Order().ElementAt(all.Count / 2).TotalSeconds;
