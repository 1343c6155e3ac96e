using RollbackOps.Engine.Tools.Postgres;
using RollbackOps.Engine.Tools.Postgres.Dumps;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Actions.Postgres.InPlace;

/// <summary>Dumps the database that is about to be dropped, and reads the dump to its end. The dump stays.</summary>
/// <param name="servers">Finds the way to the server.</param>
/// <param name="sessions">Ends sessions.</param>
/// <param name="runner">Runs pg_dump.</param>
public sealed class SafetyStep(PostgresServers servers, SessionEnder sessions, IRunner runner) : StepKind<InPlaceDetail, SafetyState>
{
    /// <inheritdoc/>
    public override string Kind => "postgres.safety";

    /// <inheritdoc/>
    protected override async Task<SafetyState> ReadAsync(InPlaceDetail detail, Work work, CancellationToken cancel) =>
        new(DumpFile.SizeOf(detail.SafetyDump(work)), await RunFiles.FindAsync<SafetyMark>(RunFiles.Safety(work, detail.Target.Part), cancel));

    /// <inheritdoc/>
    protected override Verdict Judge(InPlaceDetail detail, SafetyState before, SafetyState now) =>
        now.Read is { } read && now.Bytes == read.Bytes ? Verdict.InEffect : now.Bytes is null ? Verdict.Before : Verdict.Partly;

    /// <inheritdoc/>
    protected override async Task DoAsync(InPlaceDetail detail, SafetyState before, Work work, CancellationToken cancel)
    {
        var client = await servers.OpenToChangeAsync(detail.Target, work, sessions, cancel);
        var properties = await client.AskAsync<DatabaseProperties>(detail.Target.Maintenance, PostgresQueries.Properties(detail.Target.Oid), cancel);
        var tables = await RestoredCopy.TablesAsync(client, detail.Aside, cancel);
        var path = detail.SafetyDump(work);
        var dump = await DatabaseDump.WriteAsync(client, runner, detail.Aside, path, _ => work.Progress($"dumping {detail.Target.Live} to {path}", null), work.Step.Limit, cancel);
        await RunFiles.WriteAsync(RunFiles.Safety(work, detail.Target.Part), new SafetyMark(path, dump.Bytes, dump.Sha256, properties, [.. tables]) { Restore = SafetyWords.Restore(client.Access, path) }, cancel);
    }

    /// <inheritdoc/>
    protected override string? Keeps(InPlaceDetail detail, SafetyState before, SafetyState now) =>
        $"the safety dump {now.Read!.Path} of {detail.Target.Live}; to look at it: pg_restore -l '{now.Read.Path}'";

    /// <inheritdoc/>
    protected override Task<IReadOnlyList<KeptThing>> FindKeptAsync(InPlaceDetail detail, SafetyState before, Work work, CancellationToken cancel)
    {
        var path = detail.SafetyDump(work);
        IEnumerable<KeptThing> kept = [.. Found(path, "the safety dump"), .. Found(DatabaseDump.Partial(path), "what was written of a safety dump,")];
        return Task.FromResult<IReadOnlyList<KeptThing>>([.. kept]);

        IEnumerable<KeptThing> Found(string file, string what) => DumpFile.SizeOf(file) is not { } bytes ? [] :
        [
            new() { Run = work.Run, Step = work.Step.Id, What = $"{what} {file} of the database that was {detail.Target.Live} before the run", Identity = $"file:{file}", Bytes = bytes },
        ];
    }

    /// <inheritdoc/>
    protected override Task GiveUpAsync(InPlaceDetail detail, SafetyState before, KeptThing thing, Work work, CancellationToken cancel)
    {
        var path = detail.SafetyDump(work);
        File.Delete(thing.Identity == $"file:{path}" ? path : DatabaseDump.Partial(path));
        return Task.CompletedTask;
    }
}
