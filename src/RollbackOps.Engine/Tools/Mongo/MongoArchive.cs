using System.Buffers.Binary;
using RollbackOps.Engine.Tools.Databases;

namespace RollbackOps.Engine.Tools.Mongo;

/// <summary>
/// Reads an archive of mongodump to its end, after common/archive of mongodb/mongo-tools: a magic number, a block that names
/// the collections, then blocks of their documents, each closed by a terminator; every collection ends with a header that
/// holds the sum of its documents. So a cut or changed archive is told from a whole one without a server.
/// </summary>
public sealed class MongoArchive
{
    private const uint Magic = 0x8199e26d;
    private const uint Terminator = 0xffffffff;
    private const int Largest = 64 * 1024 * 1024;

    private readonly string _path;
    private readonly Stream _content;
    private readonly SortedDictionary<(string Database, string Name), ArchivedDocuments> _collections = [];
    private byte[] _buffer = new byte[64 * 1024];

    private MongoArchive(string path, Stream content) => (_path, _content) = (path, content);

    /// <summary>What the archive holds.</summary>
    /// <exception cref="RollbackException">It is no archive, or not a whole one (<see cref="RollbackErrorId.BackupUnusable"/>).</exception>
    public static async Task<ArchiveFacts> ReadAsync(string path, CancellationToken cancel)
    {
        await using var reader = BackupReader.Open(path);
        // Small reads come one after another; the stream below has no buffer of its own.
        await using var content = new BufferedStream(reader.Content, 256 * 1024);
        var archive = new MongoArchive(path, content);
        try
        {
            var version = await archive.PreludeAsync(cancel);
            while (await archive.BlockAsync(cancel))
            {
            }

            var hash = await reader.FinishAsync(cancel);
            return new(hash, version, archive.Documents());
        }
        catch (InvalidDataException error)
        {
            throw BackupReader.Unusable(path, $"the archive is damaged ({error.Message})");
        }
    }

    private async Task<string> PreludeAsync(CancellationToken cancel)
    {
        if (await LengthAsync(cancel) != Magic)
            throw BackupReader.Unusable(_path, "it is no archive of mongodump (made by mongodump --archive)");
        var header = BsonFields.Read((await DocumentAsync(await LengthAsync(cancel), cancel)).Span);
        while (await LengthAsync(cancel) is var length && length != Terminator)
        {
            var fields = BsonFields.Read((await DocumentAsync(length, cancel)).Span);
            _collections[Key(fields)] = new() { IsStored = !IsDerived(fields) };
        }

        return header.GetValueOrDefault("server_version") as string ?? "unknown";
    }

    // One block: whose documents follow, these, and its terminator. False at the archive's end.
    private async Task<bool> BlockAsync(CancellationToken cancel)
    {
        if (await LengthAsync(mayEnd: true, cancel) is not { } first)
            return false;
        var header = BsonFields.Read((await DocumentAsync(first, cancel)).Span);
        var collection = _collections.GetValueOrDefault(Key(header)) ?? throw new InvalidDataException($"{Key(header).Name} has documents, and is not named at its beginning");
        if (collection.IsEnded)
            throw new InvalidDataException($"{Key(header).Name} goes on after its end");
        while (await LengthAsync(cancel) is var length && length != Terminator)
            collection.Add((await DocumentAsync(length, cancel)).Span);
        if (header.GetValueOrDefault("EOF") is 1L && !collection.End(unchecked((ulong)(header.GetValueOrDefault("CRC") as long? ?? 0))))
            throw new InvalidDataException($"the documents of {Key(header).Name} have another sum than when they were dumped");
        return true;
    }

    private Dictionary<string, IReadOnlyDictionary<string, long>> Documents()
    {
        if (_collections.FirstOrDefault(one => one.Value is { IsStored: true, IsEnded: false }) is { Value: not null } cut)
            throw BackupReader.Unusable(_path, $"the archive is cut off: {cut.Key.Database}.{cut.Key.Name} does not end in it");
        return _collections
            .Where(one => one.Value.IsStored && one.Key.Database.Length > 0 && MongoNames.IsUsers(one.Key.Name))
            .GroupBy(one => one.Key.Database)
            .ToDictionary(
                group => group.Key,
                IReadOnlyDictionary<string, long> (group) => new SortedDictionary<string, long>(group.ToDictionary(one => one.Key.Name, one => one.Value.Documents), StringComparer.Ordinal));
    }

    // Archives of older tools don't tell the type; a view's options do.
    private static bool IsDerived(IReadOnlyDictionary<string, object> fields) =>
        fields.GetValueOrDefault("type") is "view" or "timeseries"
        || (fields.GetValueOrDefault("metadata") as string)?.Contains("\"viewOn\"", StringComparison.Ordinal) == true;

    private static (string Database, string Name) Key(IReadOnlyDictionary<string, object> fields) =>
        (fields.GetValueOrDefault("db") as string ?? "", fields.GetValueOrDefault("collection") as string ?? "");

    private async Task<uint> LengthAsync(CancellationToken cancel) => (await LengthAsync(mayEnd: false, cancel))!.Value;

    private async Task<uint?> LengthAsync(bool mayEnd, CancellationToken cancel)
    {
        var got = await _content.ReadAtLeastAsync(_buffer.AsMemory(0, 4), 4, throwOnEndOfStream: false, cancel);
        if (got == 0 && mayEnd)
            return null;
        return got == 4 ? BinaryPrimitives.ReadUInt32LittleEndian(_buffer) : throw BackupReader.Unusable(_path, got == 0 && _collections.Count == 0 ? "it is no archive of mongodump (made by mongodump --archive)" : "the archive is cut off");
    }

    private async Task<ReadOnlyMemory<byte>> DocumentAsync(uint length, CancellationToken cancel)
    {
        if (length is < 5 or > Largest)
            throw new InvalidDataException($"{length} is neither the length of a document nor a terminator");
        if (length > _buffer.Length)
            Array.Resize(ref _buffer, (int)length);
        BinaryPrimitives.WriteUInt32LittleEndian(_buffer, length);
        var rest = (int)length - 4;
        if (await _content.ReadAtLeastAsync(_buffer.AsMemory(4, rest), rest, throwOnEndOfStream: false, cancel) < rest)
            throw BackupReader.Unusable(_path, "the archive is cut off");
        return _buffer[length - 1] == 0 ? _buffer.AsMemory(0, (int)length) : throw new InvalidDataException("a document does not end where it should");
    }
}
