using System.Buffers.Binary;
using System.Text;

namespace RollbackOps.Engine.Tools.Mongo;

/// <summary>The texts and numbers at the top of a BSON document, by bsonspec.org; what an archive's own headers have. Pure.</summary>
internal static class BsonFields
{
    /// <summary>The fields by name: strings, and bool, int32 and int64 as a long; what lies deeper is left out.</summary>
    /// <exception cref="InvalidDataException">It is no such document.</exception>
    public static IReadOnlyDictionary<string, object> Read(ReadOnlySpan<byte> document)
    {
        var fields = new Dictionary<string, object>(StringComparer.Ordinal);
        try
        {
            for (var at = 4; document[at] != 0;)
            {
                var type = document[at++];
                var name = Encoding.UTF8.GetString(document[at..(at + document[at..].IndexOf((byte)0))]);
                at += Encoding.UTF8.GetByteCount(name) + 1;
                var rest = document[at..];
                if (Value(type, rest) is { } value)
                    fields[name] = value;
                at += Length(type, rest);
            }
        }
        catch (Exception error) when (error is IndexOutOfRangeException or ArgumentOutOfRangeException)
        {
            throw new InvalidDataException("a header is no BSON document", error);
        }

        return fields;
    }

    private static object? Value(byte type, ReadOnlySpan<byte> at) => type switch
    {
        0x02 => Encoding.UTF8.GetString(at[4..(3 + BinaryPrimitives.ReadInt32LittleEndian(at))]),
        0x08 => (long)at[0],
        0x10 => (long)BinaryPrimitives.ReadInt32LittleEndian(at),
        0x12 => BinaryPrimitives.ReadInt64LittleEndian(at),
        _ => null,
    };

    private static int Length(byte type, ReadOnlySpan<byte> at) => type switch
    {
        0x01 or 0x09 or 0x11 or 0x12 => 8,
        0x02 => 4 + Own(at),
        0x03 or 0x04 => Own(at),
        0x05 => 5 + Own(at),
        0x07 => 12,
        0x08 => 1,
        0x0A => 0,
        0x10 => 4,
        _ => throw new InvalidDataException($"a header has a field of type {type}"),
    };

    private static int Own(ReadOnlySpan<byte> at) => BinaryPrimitives.ReadInt32LittleEndian(at) is >= 0 and var length ? length : throw new InvalidDataException("a header is no BSON document");
}
