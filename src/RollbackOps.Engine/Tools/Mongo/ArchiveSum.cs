namespace RollbackOps.Engine.Tools.Mongo;

/// <summary>The sum that mongodump keeps of a collection's documents: CRC-64 by ECMA-182's polynomial, reflected, as Go's hash/crc64 has it. Pure.</summary>
internal static class ArchiveSum
{
    private const ulong Polynomial = 0xC96C5795D7870F42;
    private static readonly ulong[] Table = [.. Enumerable.Range(0, 256).Select(Entry)];

    /// <summary>A sum, before its last inversion, with some more bytes.</summary>
    public static ulong Add(ulong sum, ReadOnlySpan<byte> bytes)
    {
        foreach (var one in bytes)
            sum = Table[(byte)sum ^ one] ^ (sum >> 8);
        return sum;
    }

    private static ulong Entry(int index)
    {
        var value = (ulong)index;
        for (var bit = 0; bit < 8; bit++)
            value = (value & 1) == 1 ? (value >> 1) ^ Polynomial : value >> 1;
        return value;
    }
}
