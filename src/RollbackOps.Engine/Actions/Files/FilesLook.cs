using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Files;

namespace RollbackOps.Engine.Actions.Files;

/// <summary>Finds the live files and the copies that come back. Reads only; of their content, nothing but the hash leaves it.</summary>
public static class FilesLook
{
    /// <summary>Looks.</summary>
    /// <exception cref="RollbackException">A copy is missing or can't be read.</exception>
    public static async Task<FilesFound> LookAsync(FilesPart part, Ask ask, CancellationToken cancel)
    {
        var files = new List<FileTarget>();
        // A part that stays is only named by others: what it would go back to does not matter.
        foreach (var live in ask.Back.Count == 0 ? [] : part.Files.Keys)
            files.Add(await LookAsync(part, live, part.SourceOf(live, ask.Runbook, ask.Point), ask.Runbook, cancel));
        if (files.GroupBy(file => file.Real).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw Impossible($"{string.Join(" and ", twice.Select(file => $"'{file.Name}'"))} of the part '{part.Name}' are the same file, {twice.Key}.", "Name it once.");
        return new() { Files = files };
    }

    private static async Task<FileTarget> LookAsync(FilesPart part, string name, string from, Runbook runbook, CancellationToken cancel)
    {
        var live = runbook.FullPath(name);
        var real = new FileInfo(live).LinkTarget is null ? live : File.ResolveLinkTarget(live, returnFinalTarget: true)!.FullName;
        if (Directory.Exists(real) || Directory.Exists(from))
            throw Impossible($"'{name}' or '{from}' of the part '{part.Name}' is a folder.", "Name the files one by one.");
        if (!Directory.Exists(Path.GetDirectoryName(real)))
            throw Impossible($"The folder of {real} does not exist.", $"Make it, or correct '{name}' in the part '{part.Name}'.");
        return new()
        {
            Name = name,
            Live = live,
            Real = real,
            Source = from,
            Staged = Staged(live, runbook.Folder),
            From = await HashAsync(real, cancel),
            To = await HashAsync(from, cancel) ?? throw new RollbackException(
                RollbackErrorId.TargetMissing,
                $"The file {from} that '{name}' of the part '{part.Name}' goes back to does not exist.",
                "Save a good copy there, or correct the path in the runbook."),
        };
    }

    /// <summary>SHA-256 of a file, in hex; null where there is none.</summary>
    public static async Task<string?> HashAsync(string path, CancellationToken cancel)
    {
        try
        {
            return await FileHash.OfFileAsync(path, cancel);
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException)
        {
            throw new RollbackException(
                RollbackErrorId.PlanImpossible, $"The file {path} can't be read: {error.Message}", "Run as a user who may read and write it.", error);
        }
    }

    // Relative to the runbook where it is below it, else the whole path without its root.
    private static string Staged(string live, string folder)
    {
        var relative = Path.GetRelativePath(folder, live);
        var isBelow = relative != ".." && !relative.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal) && !Path.IsPathRooted(relative);
        return isBelow ? relative : live[Path.GetPathRoot(live)!.Length..];
    }

    private static RollbackException Impossible(string message, string next) => new(RollbackErrorId.PlanImpossible, message, next);
}
