using RollbackOps.Engine.Tools.Files;

namespace RollbackOps.Engine.Actions.Git;

/// <summary>Owner, permissions and time of a tracked file, of which git knows only whether it can be run.</summary>
/// <param name="File">Its path from the top.</param>
/// <param name="Facts">Owner and permissions.</param>
/// <param name="Changed">When it was changed last.</param>
public sealed record FileMark(string File, FileFacts Facts, DateTime Changed)
{
    private const int Run = 0b001_001_001;

    /// <summary>Keeps the file as private, and as owned, as it was; whether it can be run is the new commit's to say.</summary>
    public void KeepMode(string top)
    {
        var path = Path.Combine(top, File);
        if (FileFacts.Of(path) is not { } now || !IsPlain(path))
            return;
        var readers = (Facts.Mode & 0b100_100_100) >> 2;
        var mode = (Facts.Mode & ~Run) | ((now.Mode & Run) != 0 ? readers : 0);
        (Facts with { Mode = mode }).Own(path);
        (Facts with { Mode = mode }).Permit(path);
    }

    /// <summary>Puts owner, permissions and time back.</summary>
    public void PutBack(string top)
    {
        var path = Path.Combine(top, File);
        if (!IsPlain(path))
            return;
        Facts.Own(path);
        Facts.Permit(path);
        System.IO.File.SetLastWriteTimeUtc(path, Changed);
    }

    private static bool IsPlain(string path) => System.IO.File.Exists(path) && new FileInfo(path).LinkTarget is null;
}
