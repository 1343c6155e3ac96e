using RollbackOps.Engine.Tools.Postgres;
using RollbackOps.Engine.Tools.Postgres.Dumps;
using RollbackOps.Engine.Tools.Postgres.Loading;
using RollbackOps.Events;

namespace RollbackOps.Engine.Actions.Postgres;

/// <summary>Loads a backup into an empty copy, the fastest way that it and the server allow.</summary>
internal static class CopyLoader
{
    /// <summary>Loads it, and measures it for the planner.</summary>
    /// <returns>The rows of the tables for which the server said how many it took.</returns>
    /// <exception cref="RollbackException">It can't be restored, or is another one by now.</exception>
    public static async Task<IReadOnlyDictionary<string, long>> LoadAsync(PostgresClient client, PostgresTarget target, string copy, DumpFile dump, Work work, CancellationToken cancel)
    {
        if (!dump.IsPlain)
        {
            work.Progress($"restoring {dump.Path}", null);
            await client.RestoreAsync(copy, dump, work.Step.Limit, cancel);
            await client.RunAsync(copy, "ANALYZE;\n", cancel, work.Step.Limit);
            return await DumpFile.HashAsync(dump.Path, cancel) == dump.Sha256 ? new Dictionary<string, long>() : throw BackupReading.Changed(dump);
        }

        void Read(long read) => work.Progress($"restoring {dump.Path}", (double)read / dump.Bytes);
        if (await PlaceAsync(client, target, copy, dump, work, cancel) is not { } place)
        {
            var summary = await client.LoadAsync(copy, dump, Read, work.Step.Limit, cancel);
            await client.RunAsync(copy, "ANALYZE;\n", cancel, work.Step.Limit);
            return summary.Sha256 == dump.Sha256 ? new Dictionary<string, long>() : throw BackupReading.Changed(dump);
        }

        var (loaded, taken) = await DumpLoader.LoadAsync(client.Dumps, place, dump, PostgresServersOfWork.Part(target.Part, work).KeepsOrder, Read, cancel);
        return loaded.Sha256 == dump.Sha256
            ? taken.Rows.Where(table => table.Value is not null).ToDictionary(table => table.Key, table => table.Value!.Value)
            : throw BackupReading.Changed(dump);
    }

    private static async Task<LoadPlace?> PlaceAsync(PostgresClient client, PostgresTarget target, string copy, DumpFile dump, Work work, CancellationToken cancel)
    {
        var read = await RunFiles.FindAsync<ReadMark>(RunFiles.Read(work, target.Part), cancel);
        var place = read?.OneSession is null ? await LoadRoutes.FindAsync(client, target.SystemId, copy, dump.Path, cancel) : null;
        if (place is null)
            work.Tell(new Noted($"{dump.Path} is restored by psql over one connection: {read?.OneSession ?? $"the server ({client.Access.Where}) takes none from here"}."));
        return place;
    }
}
