using System.Text.Json;

namespace RollbackOps.Engine.Tools.Files;

/// <summary>
/// Copies of files in a folder that only its owner reads. Its list is written last and in one move: where the list is
/// there, every copy is whole, and what was copied had not been changed yet.
/// </summary>
/// <param name="folder">The folder.</param>
public sealed class KeptCopies(string folder)
{
    /// <summary>The folder.</summary>
    public string Folder => folder;

    /// <summary>True where all copies are made.</summary>
    public bool AreMade => File.Exists(List);

    private string List => Path.Combine(folder, "kept.json");

    /// <summary>Copies files by their full path and a name relative to the folder; what is not there is noted as such.</summary>
    public async Task MakeAsync(IEnumerable<(string Path, string Name)> files, CancellationToken cancel)
    {
        PrivateFiles.Folder(folder);
        var kept = new List<KeptFile>();
        foreach (var (path, name) in files)
            kept.Add(await CopyAsync(path, Path.Combine("files", name), cancel));
        await PrivateFiles.WriteAsync(List, JsonSerializer.Serialize(kept, EngineJson.Options), cancel);
    }

    /// <summary>What was copied; empty where the copies were not all made.</summary>
    public async Task<IReadOnlyList<KeptFile>> ReadAsync(CancellationToken cancel) => AreMade
        ? JsonSerializer.Deserialize<List<KeptFile>>(await File.ReadAllTextAsync(List, cancel), EngineJson.Options)!
        : [];

    /// <summary>Puts a file back as it was: content, mode, owner and time; one that was not there is removed.</summary>
    public async Task PutBackAsync(KeptFile file, bool inPlace, CancellationToken cancel)
    {
        if (!file.Existed)
        {
            CrashPoint.Around($"deleting {file.Path}", () => File.Delete(file.Path));
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(file.Path)!);
        if (file.Link is { } link)
        {
            if (new FileInfo(file.Path).LinkTarget == link)
                return;
            Clear(file.Path);
            CrashPoint.Around($"linking {file.Path}", () => File.CreateSymbolicLink(file.Path, link));
            file.Facts!.Own(file.Path);
            return;
        }

        if (new FileInfo(file.Path).LinkTarget is not null || Directory.Exists(file.Path))
            Clear(file.Path);
        await FileReplacement.ReplaceAsync(Path.Combine(folder, file.Copy!), file.Path, file.Facts, inPlace, cancel);
        CrashPoint.Around($"setting the time of {file.Path}", () => File.SetLastWriteTimeUtc(file.Path, file.Changed));
    }

    private async Task<KeptFile> CopyAsync(string path, string name, CancellationToken cancel)
    {
        var info = new FileInfo(path);
        var kept = new KeptFile { Path = path, Facts = FileFacts.Of(path) };
        if (info.LinkTarget is { } link)
            return kept with { Link = link };
        if (!info.Exists)
            return kept with { Facts = null };
        await PrivateFiles.CopyAsync(path, Path.Combine(folder, name), cancel);
        return kept with { Copy = name, Changed = info.LastWriteTimeUtc };
    }

    // Only what the same list holds copies of is ever in the way.
    private static void Clear(string path)
    {
        if (Directory.Exists(path) && new DirectoryInfo(path).LinkTarget is null)
            Directory.Delete(path, recursive: true);
        else
            File.Delete(path);
    }
}
