using System.Text;

namespace RollbackOps.Engine.Tools.Postgres.Dumps;

/// <summary>The head of an archive in pg_dump's custom or directory format (pg_backup_archiver.c, ReadHead).</summary>
internal static class ArchiveHead
{
    private const int Oldest = 0x010A; // the first version that says which server it was taken from
    private const int WithAlgorithm = 0x010F;
    private const int Numbers = 7; // the time's
    private const int Longest = 1000;

    /// <summary>The version of the server that an archive was taken from; null where it does not say, or is none.</summary>
    /// <param name="path">The archive: a file, or a folder with toc.dat.</param>
    public static DumpVersion? Version(string path)
    {
        try
        {
            using var from = new BinaryReader(File.OpenRead(Directory.Exists(path) ? Path.Combine(path, "toc.dat") : path));
            if (!from.ReadBytes(5).AsSpan().SequenceEqual("PGDMP"u8))
                return null;
            var format = (from.ReadByte() << 8) + from.ReadByte();
            _ = from.ReadByte(); // the revision
            var size = from.ReadByte();
            _ = from.ReadInt16(); // the size of offsets, and the format
            if (format < Oldest || size is 0 or > sizeof(long))
                return null;
            _ = format >= WithAlgorithm ? from.ReadByte() : Number(from, size); // the compression
            for (var at = 0; at < Numbers; at++)
                _ = Number(from, size);
            _ = Text(from, size); // the database's name
            return DumpVersion.OfServer(Text(from, size));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static long Number(BinaryReader from, int size)
    {
        var negative = from.ReadByte() != 0;
        var number = 0L;
        for (var at = 0; at < size; at++)
            number |= (long)from.ReadByte() << (8 * at);
        return negative ? -number : number;
    }

    private static string Text(BinaryReader from, int size) =>
        Number(from, size) is > 0 and <= Longest and var length ? Encoding.UTF8.GetString(from.ReadBytes((int)length)) : "";
}
