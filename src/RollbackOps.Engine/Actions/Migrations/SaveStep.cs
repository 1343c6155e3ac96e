using RollbackOps.Engine.Tools.Files;

namespace RollbackOps.Engine.Actions.Migrations;

/// <summary>Saves the tables from which something is taken, whole, once nobody writes to them any more.</summary>
/// <param name="databases">Finds the way to the database.</param>
public sealed class SaveStep(SchemaDatabases databases) : StepKind<SaveDetail, SaveState>
{
    /// <inheritdoc/>
    public override string Kind => "migrations.save";

    /// <inheritdoc/>
    protected override Task<SaveState> ReadAsync(SaveDetail detail, Work work, CancellationToken cancel)
    {
        var file = new ScriptFiles(work, detail.Target.Part).Saved(detail.Target);
        return Task.FromResult(new SaveState(File.Exists(file) ? file : null));
    }

    /// <inheritdoc/>
    protected override Verdict Judge(SaveDetail detail, SaveState before, SaveState now) => now.File is null ? Verdict.Before : Verdict.InEffect;

    /// <inheritdoc/>
    protected override async Task DoAsync(SaveDetail detail, SaveState before, Work work, CancellationToken cancel)
    {
        var database = await databases.OpenAsync(detail.Target, work, cancel);
        var files = new ScriptFiles(work, detail.Target.Part);
        var file = files.Saved(detail.Target);
        List<string> tables = [.. detail.Tables.Union(await files.TakenAsync(cancel), StringComparer.Ordinal)];
        if (tables.Count == 0)
        {
            await PrivateFiles.WriteAsync(file, "-- On the copy nothing was taken.\n", cancel);
            return;
        }

        await database.SaveAsync(tables, file + ".partial", cancel);
        PrivateFiles.Move(file + ".partial", file);
    }

    /// <inheritdoc/>
    protected override string? Keeps(SaveDetail detail, SaveState before, SaveState now) =>
        $"{(detail.Tables.Count == 0 ? "the tables that lost something on the copy" : string.Join(", ", detail.Tables))} of database {detail.Target.Live} as they were before anything was taken down: {now.File}";
}
