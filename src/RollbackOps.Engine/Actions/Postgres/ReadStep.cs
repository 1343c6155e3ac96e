using RollbackOps.Engine.Tools.Postgres;
using RollbackOps.Engine.Tools.Postgres.Dumps;

namespace RollbackOps.Engine.Actions.Postgres;

/// <summary>Reads the whole backup, so that nothing that is cut off, broken or dangerous gets near the server.</summary>
/// <param name="servers">Finds the way to pg_restore where the server is in a container.</param>
public sealed class ReadStep(PostgresServers servers) : StepKind<ReadDetail, ReadState>
{
    private readonly BackupReading _reading = new(servers);

    /// <inheritdoc/>
    public override string Kind => "postgres.read";

    /// <inheritdoc/>
    protected override async Task<ReadState> ReadAsync(ReadDetail detail, Work work, CancellationToken cancel)
    {
        var read = await RunFiles.FindAsync<ReadMark>(RunFiles.Read(work, detail.Part), cancel);
        var path = detail.Chosen(read).Path;
        var bytes = DumpFile.SizeOf(path);
        return new(bytes, bytes is null ? 0 : DumpFile.Touched(path), read);
    }

    /// <inheritdoc/>
    protected override Verdict Judge(ReadDetail detail, ReadState before, ReadState now)
    {
        var dump = detail.Chosen(now.Read);
        if (now.Bytes != dump.Bytes)
            return Verdict.Foreign;
        return now.Read is { } read && read.Sha256 == dump.Sha256 && read.Bytes == now.Bytes && read.Touched == now.Touched
            ? Verdict.InEffect
            : Verdict.Before;
    }

    /// <inheritdoc/>
    protected override Task DoAsync(ReadDetail detail, ReadState before, Work work, CancellationToken cancel) =>
        BackupReading.TryAsync(detail, detail.Dump, dump => _reading.ReadAsync(detail.Part, dump, work, cancel), work);
}
