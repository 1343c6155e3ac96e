using System.Globalization;
using RollbackOps.Bench.Databases;

// How long a restore takes, and how long a database is away: what an operator types today and rollbackops, side by side, in one run.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["regression"])
{
    await Regression.MeasureAsync();
    return;
}

var sizes = args.Length > 0 ? args.Select(size => double.Parse(size, CultureInfo.InvariantCulture)) : [0.1, 1, 4];
foreach (var size in sizes)
{
    await using var shop = await Shop.MakeAsync(size);
    Console.WriteLine($"\n{await shop.SizeAsync()} of data, {shop.DumpSize} as .sql.gz, {Environment.ProcessorCount} cores, medians of {Median.Rounds}\n");
    var away = new Away(shop);
    var byHand = await Median.OfAsync(away.ByHandAsync);
    var byTool = await Median.OfAsync(away.ByToolAsync);
    Console.WriteLine("the database is away                         time   of the first");
    Row("dropped, created, gunzip | psql", byHand, byHand);
    Row("rollbackops run", byTool, byHand);
    Row("  apart from it: the application stopped", Median.Of(away.Services.Select(took => took.Stop)), byHand);
    Row("  and started", Median.Of(away.Services.Select(took => took.Start)), byHand);
    Console.WriteLine($"memory at most {away.Memory} MB");
    if (size is not 1)
        continue;

    await RestoredAsync("restored beside", shop);
    await shop.MakeSearchableAsync();
    await RestoredAsync("the same with two GIN indexes", shop);
}

if (args.Length == 0)
{
    await Extremes.MeasureAsync();
    await Regression.MeasureAsync();
}

static async Task RestoredAsync(string title, Shop shop)
{
    var way = new Restores(shop);
    var psql = await Median.OfAsync(way.PsqlAsync);
    var archive = await Median.OfAsync(way.PgRestoreAsync);
    var (own, memory) = await way.OwnAsync();
    Console.WriteLine($"\n{title,-42}   time   of psql's");
    Row("gunzip -c shop.sql.gz | psql", psql, psql);
    Row("pg_restore -j 2 (custom format)", archive, psql);
    Row("rollbackops, from shop.sql.gz", own, psql);
    Console.WriteLine($"of pg_restore's {own / archive:0.00}; memory at most {memory} MB");
}

static void Row(string what, TimeSpan time, TimeSpan beside) =>
    Console.WriteLine($"{what,-42} {time.TotalSeconds,6:0.00} s   {time / beside,5:0.00}");
