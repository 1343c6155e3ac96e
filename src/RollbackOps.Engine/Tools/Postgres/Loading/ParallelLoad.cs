using System.Buffers;
using Npgsql;

namespace RollbackOps.Engine.Tools.Postgres.Loading;

/// <summary>
/// Loads a dump over several connections: what defines comes first and in order, rows go to whoever is free, and what is built
/// over a table follows as soon as its rows are in. A statement that is not known waits for all before it.
/// </summary>
internal sealed class ParallelLoad : IAsyncDisposable
{
    private const int Together = 200;
    private const int Outstanding = 256;
    private const int Pieces = 192;
    private const long Cut = 8 * 1024 * 1024;

    private readonly LoadPlace _place;
    private readonly Lane _main;
    private readonly Lanes _lanes;
    private readonly TableOrder _order = new();
    private readonly SessionSettings _settings = new();
    private readonly SemaphoreSlim _room = new(Pieces);
    private readonly SemaphoreSlim _turns = new(Outstanding);
    private readonly CancellationTokenSource _stop;
    private readonly List<DumpStatementText> _batch = [];
    private readonly List<Task> _under = [];
    private readonly TakenRows _taken = new();
    private readonly bool _inOrder;
    private LoadItem.Copy? _copy;
    private CopyChunk? _chunk;
    private Exception? _failed;

    /// <summary>Makes one.</summary>
    /// <param name="place">Where the copy is.</param>
    /// <param name="connections">How many connections take rows and build indexes; one more defines.</param>
    /// <param name="inOrder">Whether a table's rows keep the dump's order.</param>
    /// <param name="cancel">Ends it.</param>
    public ParallelLoad(LoadPlace place, int connections, bool inOrder, CancellationToken cancel)
    {
        (_place, _inOrder) = (place, inOrder);
        _main = new(place, _settings);
        _lanes = new(connections, () => new(place, _settings));
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
    }

    /// <summary>Takes more of the dump.</summary>
    /// <exception cref="RollbackException">The server refused something.</exception>
    public Task AddAsync(IReadOnlyList<LoadItem> items) => GuardedAsync(async () =>
    {
        foreach (var item in items)
            await AddAsync(item);
    });

    /// <summary>Waits until all is in.</summary>
    /// <returns>The rows that the server took, by table.</returns>
    /// <exception cref="RollbackException">The server refused something.</exception>
    public async Task<TakenRows> EndAsync()
    {
        await GuardedAsync(DrainAsync);
        return _taken;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_under).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        await _main.DisposeAsync();
        await _lanes.DisposeAsync();
        _room.Dispose();
        _turns.Dispose();
        _stop.Dispose();
    }

    private async Task AddAsync(LoadItem item)
    {
        switch (item)
        {
            case LoadItem.Setting setting:
                await FlushAsync();
                _settings.Add(setting.Name, setting.Sql);
                break;
            case LoadItem.Statement { Needs: { } needs } statement:
                await FlushAsync();
                await BesideAsync(needs, statement.Sql);
                break;
            case LoadItem.Statement statement:
                if (!statement.IsFree && _under.Count > 0)
                    await DrainAsync();
                _batch.Add(statement.Sql);
                if (_batch.Count == Together)
                    await FlushAsync();
                break;
            case LoadItem.Copy copy:
                await FlushAsync();
                _copy = copy;
                break;
            case LoadItem.Rows rows:
                await RowsAsync(_copy!, rows);
                break;
            case LoadItem.EndCopy:
                EndChunk();
                _taken.Add(_copy!.Table, 0);
                break;
        }
    }

    // Nothing waits for a statement that stands behind it, so what is outstanding always comes to its end.
    private async Task BesideAsync(PostData needs, DumpStatementText statement)
    {
        await _turns.WaitAsync(_stop.Token);
        var (set, weight) = (_settings.Count, needs.Tables.Max(_taken.BytesOf));
        Begin(needs.Tables, needs.Use, async () =>
        {
            await _lanes.UseAsync(weight, lane => lane.RunAsync(statement, set, _stop.Token), _stop.Token);
            _turns.Release();
        });
    }

    private async Task RowsAsync(LoadItem.Copy copy, LoadItem.Rows rows)
    {
        var rest = rows.Bytes;
        if (_chunk?.Bytes >= Cut && copy.IsText && !_inOrder && CopyLines.LastEnd(rest) is > 0 and var end)
        {
            await _chunk.AddAsync(rest.Slice(0, end), _stop.Token);
            EndChunk();
            rest = Copied(rest.Slice(end));
        }

        if (rest.Count == 0)
            return;
        _chunk ??= BeginChunk(copy, rows.Line);
        await _chunk.AddAsync(rest, _stop.Token);
    }

    private static ArraySegment<byte> Copied(ArraySegment<byte> bytes)
    {
        var copy = ArrayPool<byte>.Shared.Rent(CopyChunk.Piece);
        bytes.CopyTo(copy);
        return new(copy, 0, bytes.Count);
    }

    private CopyChunk BeginChunk(LoadItem.Copy copy, long line)
    {
        var chunk = new CopyChunk(copy.Sql with { Line = line }, _room);
        var set = _settings.Count;
        Begin([copy.Table], TableUse.Data, () => _lanes.UseAsync(
            long.MaxValue,
            async lane => _taken.Add(copy.Table, await lane.CopyAsync(chunk, set, _stop.Token)),
            _stop.Token));
        return chunk;
    }

    private void EndChunk()
    {
        if (_chunk is null)
            return;
        _taken.AddBytes(_copy!.Table, _chunk.Bytes);
        _chunk.End();
        _chunk = null;
    }

    private void Begin(IReadOnlyList<string> tables, TableUse use, Func<Task> work) =>
        _under.Add(_order.Add(tables, use, before => StopOthersAsync(before, work)));

    // The first failure is the one that is told.
    private async Task StopOthersAsync(Task before, Func<Task> work)
    {
        try
        {
            await before;
            await work();
        }
        catch (Exception error)
        {
            Interlocked.CompareExchange(ref _failed, error, null);
            await _stop.CancelAsync();
            throw;
        }
    }

    private async Task DrainAsync()
    {
        await FlushAsync();
        await Task.WhenAll(_under);
        _under.Clear();
    }

    private async Task FlushAsync()
    {
        if (_batch.Count == 0)
            return;
        await _main.RunAsync(_batch, _settings.Count, _stop.Token);
        _batch.Clear();
    }

    private async Task GuardedAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception error) when (error is NpgsqlException or OperationCanceledException or IOException)
        {
            throw (_failed ?? error) switch
            {
                RollbackException known => known,
                OperationCanceledException cancelled => cancelled,
                var lost => _place.Lost(lost.Message, lost),
            };
        }
    }
}
