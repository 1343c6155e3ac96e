using System.Buffers;

namespace RollbackOps.Engine.Tools.Postgres.Loading;

/// <summary>Passes rows on to whoever is free; a large table's in several COPYs, cut at line ends.</summary>
/// <param name="work">What is under way.</param>
/// <param name="taken">Hears what went into each table.</param>
/// <param name="inOrder">Whether a table's rows keep the dump's order.</param>
internal sealed class CopyFeed(LoadWork work, TakenRows taken, bool inOrder) : IDisposable
{
    private const int Pieces = 192;
    private const long Cut = 8 * 1024 * 1024;
    private readonly SemaphoreSlim _room = new(Pieces);
    private LoadItem.Copy? _copy;
    private CopyChunk? _chunk;
    private int _set;

    /// <summary>A COPY begins.</summary>
    /// <param name="copy">The statement.</param>
    /// <param name="set">How many settings come before it.</param>
    public void Begin(LoadItem.Copy copy, int set) => (_copy, _set) = (copy, set);

    /// <summary>Takes rows; waits while too much is under way.</summary>
    public async Task AddAsync(LoadItem.Rows rows)
    {
        var rest = rows.Bytes;
        if (_chunk?.Bytes >= Cut && _copy!.IsText && !inOrder && CopyLines.LastEnd(rest) is > 0 and var end)
        {
            await _chunk.AddAsync(rest.Slice(0, end), work.Stop);
            EndChunk();
            rest = Copied(rest.Slice(end));
        }

        if (rest.Count == 0)
            return;
        _chunk ??= BeginChunk(_copy!, rows.Line);
        await _chunk.AddAsync(rest, work.Stop);
    }

    /// <summary>The COPY is whole.</summary>
    public void End()
    {
        EndChunk();
        taken.Add(_copy!.Table, 0);
    }

    /// <inheritdoc/>
    public void Dispose() => _room.Dispose();

    private static ArraySegment<byte> Copied(ArraySegment<byte> bytes)
    {
        var copy = ArrayPool<byte>.Shared.Rent(CopyChunk.Piece);
        bytes.CopyTo(copy);
        return new(copy, 0, bytes.Count);
    }

    private CopyChunk BeginChunk(LoadItem.Copy copy, long line)
    {
        var (chunk, set) = (new CopyChunk(copy.Sql with { Line = line }, _room), _set);
        work.Begin([copy.Table], TableUse.Data, long.MaxValue, async lane => taken.Add(copy.Table, await lane.CopyAsync(chunk, set, work.Stop)));
        return chunk;
    }

    private void EndChunk()
    {
        if (_chunk is null)
            return;
        taken.AddBytes(_copy!.Table, _chunk.Bytes);
        _chunk.End();
        _chunk = null;
    }
}
