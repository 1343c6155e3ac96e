using System.Globalization;
using System.IO.Compression;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Databases;
using RollbackOps.Engine.Tools.Postgres;
using RollbackOps.Engine.Tools.Postgres.Dumps;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Backups.Postgres;

/// <summary>Backs PostgreSQL databases up with pg_dump, reached as the runbook reaches them.</summary>
/// <param name="servers">Finds the way to them.</param>
/// <param name="runner">Runs pg_dump and zstd.</param>
/// <param name="time">The clock.</param>
internal sealed class PostgresBackup(PostgresServers servers, IRunner runner, TimeProvider time) : IBackupKind
{
    private static readonly TimeSpan Limit = TimeSpan.FromDays(1);

    /// <inheritdoc/>
    public string Kind => "postgres";

    /// <inheritdoc/>
    public IPointKind Points { get; } = new PostgresPoints(servers, time);

    /// <inheritdoc/>
    public BackupForm Form(BackupSet set, string? asked) => BackupForm.OfPostgres(set.Files, asked);

    /// <inheritdoc/>
    public async Task<BackupFacts> LookAsync(DatabasePart part, Runbook runbook, CancellationToken cancel)
    {
        var client = await OpenAsync(part, runbook, cancel);
        var server = await client.AskAsync<int>(client.Access.Database, "SELECT current_setting('server_version_num');", cancel);
        var version = await runner.RunAsync(PgDumpCommands.Version(client.Access, client.Application), cancel);
        PgDumpErrors.RefuseOlder(version.Raw, server, client.Access);
        return new(version.Raw.Trim(), $"PostgreSQL {server / 10000}.{server % 10000}", time.GetUtcNow());
    }

    /// <inheritdoc/>
    public async Task WriteAsync(DatabasePart part, Runbook runbook, BackupForm form, PartialFile file, Action<string, double?> progress, CancellationToken cancel)
    {
        var client = await OpenAsync(part, runbook, cancel);
        await using var target = file.Write();
        var (packed, dumped) = (0, 0L);
        var result = await runner.TryAsync(
            PgDumpCommands.Dump(client.Access, client.Application, form.Format == "custom", async (dump, token) => packed = await PackAsync(new TappedStream(dump, Count), target, form.Packing, token), Limit),
            cancel);
        PgDumpErrors.Throw(result, client.Access);
        if (packed != 0)
            throw new RollbackException(RollbackErrorId.ToolFailed, $"zstd ended with exit code {packed} while the backup of {part.Name} was compressed.", "Look at zstd (zstd --version), or let 'backups' in the runbook end with .sql.gz.");
        target.Flush(flushToDisk: true);

        void Count(ReadOnlySpan<byte> piece)
        {
            dumped += piece.Length;
            progress(string.Create(CultureInfo.InvariantCulture, $"backing up: {dumped >> 20} MiB dumped"), null);
        }
    }

    /// <inheritdoc/>
    public async Task<BackupContent> ReadAsync(DatabasePart part, Runbook runbook, string path, Action<string, double?> progress, CancellationToken cancel)
    {
        var client = await OpenAsync(part, runbook, cancel);
        var dump = await DumpFile.LookAsync(path, cancel);
        var summary = dump.IsPlain ? await client.Dumps.ReadAsync(dump, null, read => progress("reading the backup to its end", (double)read / dump.Bytes), cancel) : await client.ReadArchiveAsync(dump, Limit, cancel);
        return new(dump.Sha256, summary.Rows);
    }

    /// <inheritdoc/>
    public async Task<string> PlaceAsync(DatabasePart part, Runbook runbook, string? server, CancellationToken cancel)
    {
        var (there, on) = PostgresTrial.On(server, part, runbook);
        var client = await servers.OpenAsync(there, on, TrialWork.Mark, cancel);
        await MaintenanceDatabase.FindAsync(client, cancel);
        return $"the server at {client.Access.Where}";
    }

    /// <inheritdoc/>
    public Task<TrialResult> TryAsync(Trial trial, CancellationToken cancel) => new PostgresTrial(servers, time).TryAsync(trial, cancel);

    private Task<PostgresClient> OpenAsync(DatabasePart part, Runbook runbook, CancellationToken cancel) =>
        servers.OpenAsync((PostgresPart)part, runbook, "backup", cancel);

    private async Task<int> PackAsync(Stream dump, Stream target, Packing packing, CancellationToken cancel)
    {
        switch (packing)
        {
            case Packing.Gzip:
                await using (var gzip = new GZipStream(target, CompressionLevel.Optimal, leaveOpen: true))
                    await dump.CopyToAsync(gzip, cancel);
                return 0;
            case Packing.Zstd:
                var zstd = new Command
                {
                    Program = "zstd",
                    Arguments = ["-qc"],
                    Input = (input, token) => dump.CopyToAsync(input, token),
                    Output = (output, token) => output.CopyToAsync(target, token),
                    Limit = Limit,
                };
                return (await runner.TryAsync(zstd, cancel)).ExitCode;
            default:
                await dump.CopyToAsync(target, cancel);
                return 0;
        }
    }
}
