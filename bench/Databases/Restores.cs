namespace RollbackOps.Bench.Databases;

/// <summary>The ways to bring a dump into a database beside the live one.</summary>
internal sealed class Restores(Shop shop)
{
    public async Task<TimeSpan> PsqlAsync()
    {
        await shop.EmptyAsync("copy");
        return await shop.Server.TimeAsync($"gunzip -c {Shop.Dump} | psql -qX -v ON_ERROR_STOP=1 -d copy > /dev/null");
    }

    public async Task<TimeSpan> PgRestoreAsync()
    {
        await shop.EmptyAsync("copy");
        return await shop.Server.TimeAsync($"pg_restore -j 2 -d copy {Shop.Archive}");
    }

    /// <summary>The whole step of a run: made, loaded, counted, checked, measured for the planner; and the memory of the tool, in MB.</summary>
    public async Task<(TimeSpan Time, long Memory)> OwnAsync()
    {
        await shop.Server.RunAsync("dropdb --if-exists copy");
        var (times, memory) = (new List<TimeSpan>(), 0L);
        for (var round = 0; round < Median.Rounds; round++)
        {
            await shop.Server.RunAsync("psql -qX -d postgres -c CHECKPOINT");
            var (said, most) = await Tool.RollBackAsync(shop.Server);
            times.Add(Tool.Took(said, "main/beside"));
            memory = Math.Max(memory, most);
        }

        return (Median.Of(times), memory);
    }
}
