using System.Globalization;
using RollbackOps.Engine.Tools.Databases;

namespace RollbackOps.Engine.Actions;

/// <summary>What the ledger adds to the backups that are found: their time, their checksum, their proof. Pure.</summary>
public static class KnownBackups
{
    /// <summary>Where a time comes from that was recorded when the backup was made.</summary>
    public const string Source = "the ledger";

    /// <summary>The backups with what is recorded of them; a recorded time counts more than a name's.</summary>
    public static IReadOnlyList<BackupFile> With(this IReadOnlyList<BackupFile> files, IKnown known, string database) => [.. files.Select(file =>
        known.BackupOf(database, file) is not { } recorded ? file : file with
        {
            Recorded = recorded,
            Time = recorded.TakenAt is { } at ? new(at, at, Source) : file.Time,
        })];

    /// <summary>Whether a file is not what this tool made under its name.</summary>
    public static bool IsChanged(BackupFile file, string sha256) => file.Recorded is { IsOwn: true } recorded && recorded.Sha256 != sha256;

    /// <summary>Refuses a file that is not what this tool made under its name.</summary>
    /// <exception cref="RollbackException">Its checksum is another one (<see cref="RollbackErrorId.BackupUnusable"/>).</exception>
    public static void RefuseChanged(string database, BackupFile file, string sha256)
    {
        if (IsChanged(file, sha256))
            throw Changed(database, file, sha256, []);
    }

    /// <summary>The error for a file that is not what this tool made under its name.</summary>
    /// <param name="database">The database's name in the runbook.</param>
    /// <param name="file">The file.</param>
    /// <param name="sha256">Its checksum.</param>
    /// <param name="others">The earlier ones that might have been tried, and are not what was made either.</param>
    internal static RollbackException Changed(string database, BackupFile file, string sha256, IReadOnlyList<BackupFile> others) => new(
        RollbackErrorId.BackupUnusable,
        $"The backup {file.Path} is not the one that was made at {Text(file.Recorded!.TakenAt!.Value)}: {Checksums(file, sha256)}."
            + (others.Count == 0 ? "" : $" Nor is what might have been tried instead what was made under its name: {string.Join(", ", others.Select(other => other.Name))}."),
        $"Name another one: --backup {database}=<file>; rollbackops backups {database} shows those that there are. If this file was put there on purpose, give it a name of its own.");

    /// <summary>How a file differs from what this tool made under its name.</summary>
    internal static string Differs(BackupFile file, string sha256) => $"it was altered since it was made at {Text(file.Recorded!.TakenAt!.Value)}: {Checksums(file, sha256)}";

    private static string Checksums(BackupFile file, string sha256) => $"its SHA-256 is {sha256}, and {file.Recorded!.Sha256} was recorded";

    /// <summary>What a plan says of the proof of its backup; null where there is none.</summary>
    public static string? Note(BackupFile file, string sha256) => file.Recorded?.Proof is not { } proof || proof.Sha256 != sha256
        ? null
        : proof.Holds
            ? $"The backup {file.Name} was proven on {Text(proof.At)} by {proof.By.User}: {proof.Says}"
            : $"The backup {file.Name} FAILED when it was last proven, on {Text(proof.At)}: {proof.Says}";

    private static string Text(DateTimeOffset time) => time.ToUniversalTime().ToString("u", CultureInfo.InvariantCulture);
}
