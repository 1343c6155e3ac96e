using System.Globalization;
using RollbackOps.Engine.Tools.Databases;
using RollbackOps.Engine.Tools.Postgres.Dumps;

namespace RollbackOps.Engine.Backups;

/// <summary>
/// Tells which backups are not what was recorded of them. As much is read as takes a second or two; of larger ones the file
/// system says whether they were written to since. Reads only.
/// </summary>
internal static class ContentLooks
{
    /// <summary>How much is read, in bytes.</summary>
    public const long Room = 512 * 1024 * 1024;

    // Clocks differ where the files are on another machine.
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    /// <summary>What the newest tell, then older ones as far as there is room; nothing of such as nothing is recorded of, or whose size is another one by now.</summary>
    /// <param name="files">The backups, with what is recorded of them.</param>
    /// <param name="room">How much may be read, in bytes.</param>
    /// <param name="cancel">Ends it.</param>
    public static async Task<IReadOnlyDictionary<string, ContentLook>> OfAsync(IReadOnlyList<BackupFile> files, long room, CancellationToken cancel)
    {
        var looks = new Dictionary<string, ContentLook>(StringComparer.Ordinal);
        foreach (var file in files.Where(file => file.Bytes > 0 && file.Recorded?.Bytes == file.Bytes).OrderByDescending(file => file.Time?.Earliest ?? DateTimeOffset.MinValue))
        {
            var isRead = file.Bytes <= room;
            room -= isRead ? file.Bytes : 0;
            looks[file.Path] = await OfAsync(file, file.Recorded!, isRead, cancel);
        }

        return looks;
    }

    private static async Task<ContentLook> OfAsync(BackupFile file, RecordedBackup recorded, bool isRead, CancellationToken cancel)
    {
        try
        {
            if (isRead)
                return new(await DumpFile.HashAsync(file.Path, cancel) is var sha256 && sha256 != recorded.Sha256 ? sha256 : null, null);
            var written = new DateTimeOffset(DumpFile.Touched(file.Path), TimeSpan.Zero);
            return new(null, written > recorded.At + Skew
                ? string.Create(CultureInfo.InvariantCulture, $"written to at {written:u}, after it was recorded: what reads it compares its SHA-256 first")
                : null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new(null, $"it can't be read by {Environment.UserName}: {error.Message}");
        }
    }
}
