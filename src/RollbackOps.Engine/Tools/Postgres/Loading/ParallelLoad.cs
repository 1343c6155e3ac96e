using Npgsql;

namespace RollbackOps.Engine.Tools.Postgres.Loading;

/// <summary>
/// Loads a dump over several connections: what defines comes first and in order, rows go to whoever is free, and what is built
/// over a table follows as soon as its rows are in. A statement that is not known waits for all before it.
/// </summary>
internal sealed class ParallelLoad : IAsyncDisposable
{
    private const int Together = 200;
    private const int LettersTogether = 4 * 1024 * 1024;

    private readonly SessionSettings _settings;
    private readonly TakenRows _taken = new();
    private readonly List<DumpStatementText> _batch = [];
    private readonly Lane _main;
    private int _letters;
    private readonly LoadWork _work;
    private readonly CopyFeed _feed;
    private readonly PostDataFeed _built;

    private ParallelLoad(LoadPlace place, SessionSettings settings, Lane main, int connections, bool inOrder, CancellationToken cancel)
    {
        (_settings, _main) = (settings, main);
        _work = new(place, new(connections, () => new(place, settings)), _taken.About, cancel);
        _feed = new(_work, _taken, inOrder);
        _built = new(_work, _taken.BytesOf, place.Large, TextsAsync);
    }

    /// <summary>Opens the connection that defines, and asks how many more the server allows.</summary>
    /// <param name="place">Where the copy is.</param>
    /// <param name="most">How many connections take rows and build indexes, at most.</param>
    /// <param name="inOrder">Whether a table's rows keep the dump's order.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="RollbackException">The server went away.</exception>
    public static async Task<ParallelLoad> OpenAsync(LoadPlace place, int most, bool inOrder, CancellationToken cancel)
    {
        var settings = new SessionSettings();
        var main = new Lane(place, settings);
        try
        {
            var room = (await main.ReadAsync(LoadSql.Room, row => row.GetInt32(0), set: 0, cancel))[0];
            return new(place, settings, main, Math.Clamp(room, 1, most), inOrder, cancel);
        }
        catch (Exception error) when (error is NpgsqlException or IOException or TimeoutException)
        {
            await main.DisposeAsync();
            throw place.Lost(error.Message, error);
        }
    }

    /// <summary>Takes more of the dump.</summary>
    /// <exception cref="RollbackException">The server refused something, or went away.</exception>
    public Task AddAsync(IReadOnlyList<LoadItem> items) => _work.GuardAsync(async () =>
    {
        foreach (var item in items)
            await AddAsync(item);
    });

    /// <summary>Waits until all is in, and measured for the planner.</summary>
    /// <returns>The rows that the server took, by table.</returns>
    /// <exception cref="RollbackException">The server refused something, or went away.</exception>
    public async Task<TakenRows> EndAsync()
    {
        await _work.GuardAsync(async () =>
        {
            CrashPoint.ReachWithin("all rows are read");
            await FlushAsync();
            await _built.FlushAsync();
            // As the user who restores, whatever the dump has set.
            var tables = await _main.ReadAsync(LoadSql.Analyze, row => (Name: row.GetString(0), Sql: row.GetString(1), AtOnce: row.GetBoolean(2)), set: 0, _work.Stop);
            foreach (var table in tables.Where(table => table.AtOnce))
                await _built.MeasureAsync(table.Name, new(table.Sql, 0));
            await DrainAsync();
            foreach (var table in tables.Where(table => !table.AtOnce))
                await _built.MeasureAsync(table.Name, new(table.Sql, 0));
            await DrainAsync();
        });
        return _taken;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _work.DisposeAsync();
        await _main.DisposeAsync();
        _feed.Dispose();
        _built.Dispose();
    }

    private async Task AddAsync(LoadItem item)
    {
        if (item is not LoadItem.Statement { Needs: null })
            await FlushAsync();
        switch (item)
        {
            case LoadItem.Setting setting:
                _settings.Add(setting.Name, setting.Sql);
                break;
            case LoadItem.Statement { Needs: { } needs } statement:
                await _built.AddAsync(statement.Sql, needs, _settings.Count);
                break;
            case LoadItem.Statement statement:
                if (!statement.IsFree && _work.IsUnderWay)
                    await DrainAsync();
                _batch.Add(statement.Sql);
                _letters += statement.Sql.Sql.Length;
                if (_batch.Count == Together || _letters > LettersTogether)
                    await FlushAsync();
                break;
            case LoadItem.Copy copy:
                CrashPoint.ReachWithin($"loading rows of {copy.Table}");
                _feed.Begin(copy, _settings.Count);
                break;
            case LoadItem.Rows rows:
                await _feed.AddAsync(rows);
                break;
            case LoadItem.EndCopy:
                await _feed.EndAsync();
                break;
        }
    }

    private async Task<IReadOnlySet<(string Table, string Column)>> TextsAsync() =>
        (await _main.ReadAsync(LoadSql.Texts, row => (row.GetString(0), row.GetString(1)), set: 0, _work.Stop)).ToHashSet();

    private async Task DrainAsync()
    {
        await FlushAsync();
        await _built.FlushAsync();
        await _work.DrainAsync();
    }

    private async Task FlushAsync()
    {
        if (_batch.Count == 0)
            return;
        await _main.RunAsync(_batch, _settings.Count, _work.Stop);
        _batch.Clear();
        _letters = 0;
    }
}
