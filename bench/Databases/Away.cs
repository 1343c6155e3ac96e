using System.Diagnostics;
using Npgsql;

namespace RollbackOps.Bench.Databases;

/// <summary>How long a database can't be used while it is rolled back.</summary>
internal sealed class Away(Shop shop)
{
    private readonly List<(TimeSpan Stop, TimeSpan Start)> _services = [];

    /// <summary>The memory of the tool at most, in MB.</summary>
    public long Memory { get; private set; }

    /// <summary>The steps that stop and start the application, as long as they took, of every round.</summary>
    public IReadOnlyList<(TimeSpan Stop, TimeSpan Start)> Services => _services;

    /// <summary>What the runbooks type: dropped, made anew, filled. It is away until the last index is there.</summary>
    public Task<TimeSpan> ByHandAsync() => shop.Server.TimeAsync($"dropdb -f shop && createdb -T template0 shop && gunzip -c {Shop.Dump} | psql -qX -v ON_ERROR_STOP=1 -d shop > /dev/null");

    /// <summary>The longest time without an answer, as somebody sees it who asks all the time.</summary>
    public async Task<TimeSpan> ByToolAsync()
    {
        using var stop = new CancellationTokenSource();
        var asking = AskAsync(stop.Token);
        var (said, memory) = await Tool.RollBackAsync(shop.Server);
        Memory = Math.Max(Memory, memory);
        _services.Add((Tool.Took(said, "app/stop"), Tool.Took(said, "app/start")));
        await stop.CancelAsync();
        return await asking;
    }

    private async Task<TimeSpan> AskAsync(CancellationToken stop)
    {
        var text = $"Host=127.0.0.1;Port={shop.Server.Port};Username=postgres;Database=shop;Pooling=false;Timeout=1;Command Timeout=1";
        var (longest, last) = (TimeSpan.Zero, Stopwatch.GetTimestamp());
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await using var connection = new NpgsqlConnection(text);
                await connection.OpenAsync(CancellationToken.None);
                await using var command = new NpgsqlCommand("SELECT count(*) FROM customers WHERE id = 1", connection);
                await command.ExecuteScalarAsync(CancellationToken.None);
                var gap = Stopwatch.GetElapsedTime(last);
                (longest, last) = (gap > longest ? gap : longest, Stopwatch.GetTimestamp());
            }
            catch (NpgsqlException)
            {
                // It is away.
            }

            await Task.Delay(10, CancellationToken.None);
        }

        return longest;
    }
}
