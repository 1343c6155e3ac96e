using System.Globalization;
using RollbackOps.Bench.Swarm;

// A stack of 200 services of a real swarm, none with a task, planned by the published tool: how long it takes, how much of that
// no outside call is under way, and how many calls are at most at once.
const int Services = 200;
const int Rounds = 5;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
await using var stack = await Stack.MakeAsync(Services);
Console.WriteLine($"\n{Services} services of a Docker Swarm planned: medians of {Rounds}\n");
Console.WriteLine("                                   whole   outside calls   their time   own time   of a processor   at once");
await PrintAsync("by the specs before");
await PrintAsync("by a tag (registry: a stand-in)", "--to", "3.0.0");

async Task PrintAsync(string what, params string[] more)
{
    var all = new List<Measured>();
    for (var round = 0; round < Rounds; round++)
        all.Add(await stack.PlanAsync(more));
    var middle = all.OrderBy(measured => measured.Own).ElementAt(Rounds / 2);
    Console.WriteLine($"{what,-32}  {middle.Whole.TotalSeconds,4:0.00} s   {middle.Calls,13}   {middle.Outside.TotalSeconds,8:0.00} s   {middle.Own.TotalSeconds,6:0.00} s   {middle.Processor.TotalSeconds,12:0.00} s   {all.Max(measured => measured.AtOnce),7}");
}
