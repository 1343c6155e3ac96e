using RollbackOps.Engine.Tools.Postgres;
using RollbackOps.Engine.Tools.Postgres.Dumps;

namespace RollbackOps.Engine.Actions.Postgres;

/// <summary>Reads the whole backup, so that nothing that is cut off, broken or dangerous gets near the server.</summary>
/// <param name="servers">Finds the way to pg_restore where the server is in a container.</param>
public sealed class ReadStep(PostgresServers servers) : StepKind<ReadDetail, ReadState>
{
    /// <inheritdoc/>
    public override string Kind => "postgres.read";

    /// <inheritdoc/>
    protected override async Task<ReadState> ReadAsync(ReadDetail detail, Work work, CancellationToken cancel)
    {
        var path = detail.Dump.Path;
        var bytes = DumpFile.SizeOf(path);
        return new(bytes, bytes is null ? 0 : DumpFile.Touched(path), await RunFiles.FindAsync<ReadMark>(RunFiles.Read(work, detail.Part), cancel));
    }

    /// <inheritdoc/>
    protected override Verdict Judge(ReadDetail detail, ReadState before, ReadState now)
    {
        if (now.Bytes != detail.Dump.Bytes)
            return Verdict.Foreign;
        return now.Read is { } read && read.Sha256 == detail.Dump.Sha256 && read.Bytes == now.Bytes && read.Touched == now.Touched
            ? Verdict.InEffect
            : Verdict.Before;
    }

    /// <inheritdoc/>
    protected override async Task DoAsync(ReadDetail detail, ReadState before, Work work, CancellationToken cancel)
    {
        var dump = detail.Dump;
        var (bytes, touched) = (DumpFile.SizeOf(dump.Path), DumpFile.Touched(dump.Path));
        DumpSummary summary;
        if (dump.Kind is DumpKind.Plain or DumpKind.Gzip)
        {
            summary = await DumpReader.ReadAsync(dump, null, read => work.Progress($"reading {dump.Path}", (double)read / dump.Bytes), cancel);
        }
        else
        {
            work.Progress($"reading {dump.Path}", null);
            var client = await servers.OpenAsync(detail.Part, work, cancel);
            summary = await client.ReadArchiveAsync(dump, work.Step.Limit, cancel);
        }

        if ((summary.Sha256 ?? await DumpFile.HashAsync(dump.Path, cancel)) != dump.Sha256)
            throw Changed(dump);
        await RunFiles.WriteAsync(RunFiles.DumpRows(work, detail.Part), summary.Rows, cancel);
        await RunFiles.WriteAsync(RunFiles.Read(work, detail.Part), new ReadMark(dump.Sha256, bytes ?? 0, touched, summary.OneSession), cancel);
    }

    /// <summary>The backup is another one by now.</summary>
    public static RollbackException Changed(DumpFile dump) => new(
        RollbackErrorId.ChangedByOthers, $"The backup {dump.Path} has changed since the plan was made.", "Plan again.");
}
