using RollbackOps.Engine.Tools.Files;

namespace RollbackOps.Engine.Journals;

/// <summary>Where a system's state lives: lock, journals, evidence and what runs kept.</summary>
public sealed class StateFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    internal StateFolder(string root) => Root = root;

    /// <summary>The system's own folder.</summary>
    public string Root { get; }

    /// <summary>The file that a run locks for its life.</summary>
    public string LockFile => Path.Combine(Root, "lock");

    /// <summary>Who holds the lock, for others to read.</summary>
    public string HolderFile => Path.Combine(Root, "holder.json");

    /// <summary>The room that is kept for the last lines of a journal.</summary>
    public string ReserveFile => Path.Combine(Root, "reserve");

    private string Journals => Path.Combine(Root, "runs");

    /// <summary>Where all users of a machine look for the states of its systems.</summary>
    public static string SystemWide =>
        OperatingSystem.IsWindows() ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData), "rollbackops")
        : OperatingSystem.IsMacOS() ? "/Library/Application Support/rollbackops"
        : "/var/lib/rollbackops";

    /// <summary>A system's own folder below the place for states.</summary>
    public static StateFolder In(string place, string system, string environment) =>
        new(Path.Combine(place, $"{FileName(system)}.{FileName(environment)}"));

    /// <summary>This machine's folder of a system whose lock and journals are on a server.</summary>
    public static StateFolder OfServer(string place, string system, string environment) => new($"{In(place, system, environment).Root}.shared");

    /// <summary>The folder of what is recorded beside the runs.</summary>
    public StateFolder Aside(string purpose) => new(Path.Combine(Root, "beside", FileName(purpose)));

    /// <summary>The journals there are, oldest first.</summary>
    public IReadOnlyList<string> Runs => Directory.Exists(Journals)
        ? [.. Directory.EnumerateFiles(Journals, "*.jsonl").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>A run's journal.</summary>
    public string Journal(string run) => Path.Combine(Journals, $"{run}.jsonl");

    /// <summary>A run's folder for what it needs until it ends; only its owner reads it.</summary>
    public string Scratch(string run) => Path.Combine(Root, "scratch", run);

    /// <summary>A run's folder for what it keeps until it is settled; only its owner reads it.</summary>
    public string Kept(string run) => Path.Combine(Root, "kept", run);

    /// <summary>A run's evidence; only its owner reads it.</summary>
    public string Evidence(string run) => Path.Combine(Root, "evidence", run);

    /// <summary>Makes a run's folders where they are missing.</summary>
    public void MakeFolders(string run)
    {
        foreach (var folder in new[] { Scratch(run), Kept(run), Evidence(run) })
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(folder);
            else
                Directory.CreateDirectory(folder, OwnerOnly);
    }

    /// <summary>Makes the folder where it is missing.</summary>
    /// <exception cref="RollbackException">It can't be made or written to.</exception>
    public void Open()
    {
        try
        {
            Directory.CreateDirectory(Journals);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unusable(error);
        }
    }

    /// <summary>The error for a state folder that can't be used.</summary>
    public RollbackException Unusable(Exception error) => DiskSpace.IsMissing(error) || error is JournalLostException { Loss: JournalLoss.NoRoom } ? Full() : new(
        RollbackErrorId.StateUnusable,
        $"The state folder {Root} can't be used by {Environment.UserName}: {error.Message}",
        $"Give this user's group the right to write it (sudo install -d -m 2775 -g <group> {Path.GetDirectoryName(Root)}), run as a user who may, or set 'state:' in the runbook.",
        error);

    /// <summary>The error for a disk that has no room for a run.</summary>
    public RollbackException Full() => new(
        RollbackErrorId.NoRoom,
        $"The disk that holds the state folder {Root} is full: a run needs room for its journal there.",
        $"Make room (df -h {Root} shows the disk; leave the folder itself as it is), then type the same command again.");

    private static string FileName(string name) =>
        string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '_'));
}
