using System.Globalization;
using System.Text;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Tools.Redis;

/// <summary>Talks to one logical database of one server through redis-cli.</summary>
/// <param name="runner">Runs redis-cli.</param>
/// <param name="access">How the server is reached.</param>
public sealed class RedisClient(IRunner runner, RedisAccess access)
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Long = TimeSpan.FromHours(2);
    private readonly RedisSession _session = new(runner, access);

    /// <summary>How the server is reached.</summary>
    public RedisAccess Access => access;

    /// <summary>Makes sure that redis-cli gets into the logical database: where it can't, it works on number 0 and says so only aside.</summary>
    /// <exception cref="RollbackException">It does not.</exception>
    public async Task SelectAsync(CancellationToken cancel)
    {
        var number = access.Database.ToString(CultureInfo.InvariantCulture);
        if (await _session.AskAsync($"SELECT {number}", Short, cancel) is not "OK" and var said)
            throw RedisErrors.Said(said, access);
    }

    /// <summary>Whether the server answers PING, and has loaded its data.</summary>
    public async Task<bool> AnswersAsync(CancellationToken cancel)
    {
        try
        {
            return await _session.AskAsync("PING", Short, cancel) is "PONG";
        }
        catch (RollbackException error) when (error.Id is RollbackErrorId.Unreachable or RollbackErrorId.ToolFailed)
        {
            return false;
        }
    }

    /// <summary>What the server says of itself.</summary>
    public async Task<RedisInfo> InfoAsync(CancellationToken cancel)
    {
        var result = await runner.TryAsync(RedisCommands.Session(access, Short) with { Input = Line("INFO all") }, cancel);
        return result.Raw.Contains("redis_version:", StringComparison.Ordinal) ? RedisInfo.Read(result.Raw) : throw RedisErrors.Of(result, access);
    }

    /// <summary>How many keys the logical database has.</summary>
    public async Task<long> SizeAsync(CancellationToken cancel) => RedisText.Number(await _session.AskAsync("DBSIZE", Short, cancel));

    /// <summary>Writes down what is in memory, and waits for it.</summary>
    public Task SaveAsync(CancellationToken cancel) => _session.AskAsync("SAVE", Long, cancel);

    /// <summary>A setting's value; null where the server has none of that name.</summary>
    public async Task<string?> SettingAsync(string name, CancellationToken cancel)
    {
        var result = await runner.TryAsync(RedisCommands.Session(access, Short) with { Input = Line($"CONFIG GET {name}") }, cancel);
        var lines = result.Raw.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(line => !RedisText.IsDuration(line)).ToList();
        return lines switch
        {
            [var key, var value] when key.StartsWith("1)", StringComparison.Ordinal) => RedisText.Plain(value[2..].Trim()),
            ["(empty array)" or "(empty list or set)"] => null,
            _ => throw RedisErrors.Of(result, access),
        };
    }

    /// <summary>The keys that match any of some patterns, quoted, each once.</summary>
    public async Task<IReadOnlySet<string>> KeysAsync(IReadOnlyList<string> patterns, CancellationToken cancel)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var pattern in patterns)
            await ScanAsync(pattern, key => keys.Add(key), cancel);
        return keys;
    }

    /// <summary>Commands whose answers have one line each.</summary>
    public Task TalkAsync(IEnumerable<string> commands, Func<string, ValueTask> answer, CancellationToken cancel) => _session.TalkAsync(commands, answer, Long, cancel);

    /// <summary>The one answer to one command.</summary>
    public Task<string> AskAsync(string command, CancellationToken cancel) => _session.AskAsync(command, Long, cancel);

    private async Task ScanAsync(string pattern, Action<string> found, CancellationToken cancel)
    {
        var strange = "";
        var result = await runner.TryAsync(
            RedisCommands.Scan(access, pattern, Long) with
            {
                Output = async (stream, token) =>
                {
                    using var reader = new StreamReader(stream, Encoding.UTF8);
                    while (await reader.ReadLineAsync(token) is { } line)
                    {
                        if (RedisText.IsQuoted(line))
                            found(line);
                        else if (line.Length > 0)
                            strange = line;
                    }
                },
            },
            cancel);
        if (result.ExitCode != 0 || result.Err.Contains("SELECT", StringComparison.Ordinal))
            throw RedisErrors.Of(result, access);
        if (strange.Length > 0)
            throw RedisErrors.Said(RedisSession.IsError(strange) ? strange : $"redis-cli prints keys without quotes ({(strange.Length > 40 ? strange[..40] : strange)}); version 6.2 or later is needed", access);
    }

    private static Func<Stream, CancellationToken, Task> Line(string text) =>
        (stream, cancel) => stream.WriteAsync(Encoding.ASCII.GetBytes(text + "\n"), cancel).AsTask();
}
