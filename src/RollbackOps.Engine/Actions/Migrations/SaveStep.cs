using RollbackOps.Engine.Tools.Files;
using RollbackOps.Engine.Tools.Postgres;

namespace RollbackOps.Engine.Actions.Migrations;

/// <summary>Saves the tables from which something is taken, whole, once nobody writes to them any more.</summary>
/// <param name="servers">Finds the way to the server.</param>
/// <param name="dumps">Writes them.</param>
public sealed class SaveStep(PostgresServers servers, PostgresDumps dumps) : StepKind<SaveDetail, SaveState>
{
    /// <inheritdoc/>
    public override string Kind => "migrations.save";

    /// <inheritdoc/>
    protected override Task<SaveState> ReadAsync(SaveDetail detail, Work work, CancellationToken cancel)
    {
        var file = new ScriptFiles(work, detail.Target.Part).Saved;
        return Task.FromResult(new SaveState(File.Exists(file) ? file : null));
    }

    /// <inheritdoc/>
    protected override Verdict Judge(SaveDetail detail, SaveState before, SaveState now) => now.File is null ? Verdict.Before : Verdict.InEffect;

    /// <inheritdoc/>
    protected override async Task DoAsync(SaveDetail detail, SaveState before, Work work, CancellationToken cancel)
    {
        var client = await servers.OpenAsync(SchemaParts.Database(detail.Target, work), work.Runbook, work.Run, cancel);
        var file = new ScriptFiles(work, detail.Target.Part).Saved;
        await dumps.WriteAsync(client, detail.Target.Live, detail.Tables.SelectMany(Named), file + ".partial", work.Step.Limit, cancel);
        PrivateFiles.Move(file + ".partial", file);
    }

    /// <inheritdoc/>
    protected override string? Keeps(SaveDetail detail, SaveState before, SaveState now) =>
        $"{string.Join(", ", detail.Tables)} of database {detail.Target.Live} as they were before anything was taken down: {now.File}";

    private static string[] Named(string table) => ["-t", string.Join('.', table.Split('.', 2).Select(SqlQuote.Identifier))];
}
