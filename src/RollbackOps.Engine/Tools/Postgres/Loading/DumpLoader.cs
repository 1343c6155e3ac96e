using RollbackOps.Engine.Tools.Postgres.Dumps;

namespace RollbackOps.Engine.Tools.Postgres.Loading;

/// <summary>Restores a plain dump over several connections.</summary>
internal static class DumpLoader
{
    private const int MostConnections = 8;

    /// <summary>Restores it, following it once more while it is passed on.</summary>
    /// <param name="reader">Reads it.</param>
    /// <param name="place">Where the copy is.</param>
    /// <param name="dump">The dump.</param>
    /// <param name="inOrder">Whether a table's rows keep the dump's order.</param>
    /// <param name="progress">Hears how many of the file's bytes were read.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="RollbackException">It is broken, or the server refused something.</exception>
    public static async Task<(DumpSummary Summary, TakenRows Taken)> LoadAsync(DumpReader reader, LoadPlace place, DumpFile dump, bool inOrder, Action<long> progress, CancellationToken cancel)
    {
        var queue = new LoadQueue();
        await using var load = await ParallelLoad.OpenAsync(place, Math.Clamp(Environment.ProcessorCount, 2, MostConnections), inOrder, cancel);
        var summary = await reader.ReadAsync(dump, new DumpScanner(dump.Path, queue), async _ => await load.AddAsync(queue.Take()), progress, cancel);
        await load.AddAsync(queue.Take());
        return (summary, await load.EndAsync());
    }
}
