using RollbackOps.Engine.Tools.Files;

namespace RollbackOps.Engine.Actions.Migrations;

/// <summary>
/// A run's own copies of the scripts: they exist only in the code that is left, which the run replaces. Kept with what is saved.
/// </summary>
/// <param name="work">The run.</param>
/// <param name="part">The schema's name in the runbook.</param>
public sealed class ScriptFiles(Work work, string part)
{
    /// <summary>The folder with the copies and what is saved.</summary>
    public string Folder { get; } = Path.Combine(work.Kept, part);

    /// <summary>The file with the tables from which something is taken.</summary>
    public string Saved(SchemaTarget target) => Path.Combine(Folder, target.ByApi ? "tables.json" : "tables.sql");

    /// <summary>Writes down the tables from which commands have taken something on the copy.</summary>
    public Task TakeAsync(IEnumerable<string> tables, CancellationToken cancel) => PrivateFiles.WriteAsync(Taken, string.Concat(tables.Select(table => table + "\n")), cancel);

    /// <summary>The tables from which commands have taken something on the copy; none where there were only scripts.</summary>
    public async Task<IReadOnlyList<string>> TakenAsync(CancellationToken cancel) => File.Exists(Taken) ? await File.ReadAllLinesAsync(Taken, cancel) : [];

    private string Taken => Path.Combine(Folder, "taken");

    /// <summary>Copies the scripts as planning saw them.</summary>
    /// <exception cref="RollbackException">One was changed since (<see cref="RollbackErrorId.PlanStale"/>).</exception>
    public async Task CopyAsync(IEnumerable<DownScript> scripts, DownFiles files, CancellationToken cancel)
    {
        foreach (var script in scripts.Where(script => !script.IsCommand))
        {
            await CopyAsync(script.File, files.Down, script.Sha256, Path.Combine(Folder, script.Name + ".down.sql"), cancel);
            if (script is { UpFile: { } up, UpSha256: { } hash })
                await CopyAsync(up, files.Up, hash, Path.Combine(Folder, script.Name + ".up.sql"), cancel);
        }
    }

    /// <summary>What takes a migration down.</summary>
    public Task<string> DownAsync(DownScript script, CancellationToken cancel) => TextAsync(script.Name + ".down.sql", script.File, script.Sha256, cancel);

    /// <summary>What brings it up again.</summary>
    public Task<string> UpAsync(DownScript script, CancellationToken cancel) => TextAsync(script.Name + ".up.sql", script.UpFile!, script.UpSha256!, cancel);

    private static async Task CopyAsync(string from, Func<string, string> read, string hash, string to, CancellationToken cancel)
    {
        var text = File.Exists(from) ? read(from) : "";
        if (FileHash.OfText(text) != hash)
            throw new RollbackException(RollbackErrorId.PlanStale, $"The script {from} was changed since the plan was made.", "Plan again, and look at what it takes.");
        await PrivateFiles.WriteAsync(to, text, cancel);
    }

    private async Task<string> TextAsync(string name, string origin, string hash, CancellationToken cancel)
    {
        var path = Path.Combine(Folder, name);
        var text = File.Exists(path) ? await File.ReadAllTextAsync(path, cancel) : "";
        return FileHash.OfText(text) == hash
            ? DownText.Read(text, origin).Text
            : throw new RollbackException(RollbackErrorId.StateUnusable, $"The run's copy of {origin} ({path}) is gone or was changed.", $"Put the script back there as it was, then resume.");
    }
}
