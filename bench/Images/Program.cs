using System.Diagnostics;
using System.Globalization;
using RollbackOps.Bench.Images;

// Four services go back to the images of the release before: by the old tag, by the tool, and as one of the runbooks writes it.
// Somebody asks for a page all the time.
const int Rounds = 5;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
await using var shop = await Shop.MakeAsync();
var all = Shop.Ways.ToDictionary(way => way.Name, _ => new List<Measured>());
for (var round = 0; round < Rounds; round++)
{
    foreach (var (name, line) in Shop.Ways)
        all[name].Add(await MeasureAsync(line));
}

Console.WriteLine($"\nFour services of a Compose file, back to the images of the release before: medians of {Rounds}\n");
Console.WriteLine("                                  whole   page away   of up -d's   requests that failed");
var first = Median(all[Shop.Ways[0].Name], measured => measured.Away);
foreach (var (name, measured) in all)
    Console.WriteLine($"{name,-30}  {Median(measured, one => one.Whole).TotalSeconds,6:0.0} s   {Median(measured, one => one.Away).TotalSeconds,7:0.00} s   {Median(measured, one => one.Away) / first,10:0.00}   {Median(measured, one => one.Failed)} of {Median(measured, one => one.Asked)}");

async Task<Measured> MeasureAsync(string line)
{
    await shop.DeployAsync();
    var visitor = new Visitor();
    await Task.Delay(TimeSpan.FromSeconds(1));
    var began = Stopwatch.GetTimestamp();
    var (code, said) = await shop.RunAsync(line);
    var whole = Stopwatch.GetElapsedTime(began);
    // The last answers come in.
    await Task.Delay(TimeSpan.FromSeconds(2));
    await visitor.DisposeAsync();
    return code == 0 && visitor.Answer == "v1 v1 v1"
        ? new(whole, visitor.Away, visitor.Failed, visitor.Asked)
        : throw new InvalidOperationException($"{line} ended with {code}, and the page says '{visitor.Answer}': {said}");
}

static T Median<T>(List<Measured> all, Func<Measured, T> what) => all.Select(what).Order().ElementAt(all.Count / 2);
