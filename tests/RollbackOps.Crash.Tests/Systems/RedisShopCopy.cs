using RollbackOps.Crash.Tests.Points;
using RollbackOps.Integration.Tests.Redis;

namespace RollbackOps.Crash.Tests.Systems;

/// <summary>One copy of <see cref="RedisShop"/>: a logical database.</summary>
internal sealed class RedisShopCopy(RedisServer server, string folder, int database) : ICrashCopy
{
    public string Folder => folder;

    public IEnumerable<string> Effects => File.ReadAllLines(Path.Combine(folder, "service.log")).Where((line, at) => at == 0 || !line.StartsWith("undo", StringComparison.Ordinal));

    public bool IsDone(string step) => throw new InvalidOperationException($"Nobody should be asked about {step}.");

    /// <summary>Each key with its value, whether the one with an end still has one, and the run's marks and copy.</summary>
    public async Task<string> StateAsync() => string.Join(
        '\n',
        [
            await server.AskAsync(database, "HGETALL session:1\nGET session:2\nGET session:3\nGET setting\nDBSIZE"),
            await server.AskAsync(database, "PTTL session:2") is var left && left.Length > "(integer) 90000000".Length - 1 ? "has an end" : $"no end: {left.Length}",
            .. Directory.EnumerateFiles(folder, "cache.redis*", SearchOption.AllDirectories).Select(file => $"state/{Path.GetFileName(file)}").Order(StringComparer.Ordinal),
            File.ReadAllLines(Path.Combine(folder, "service.log"))[^1] is "stop" or "undo-start" ? "service down" : "service up",
        ]);

    // Each session is in the server or in a copy that is whole.
    public async Task AssertOldDatabaseOpensAsync()
    {
        var copy = Directory.EnumerateFiles(folder, "cache.redis", SearchOption.AllDirectories).SingleOrDefault();
        var copied = copy is null ? "" : await File.ReadAllTextAsync(copy);
        foreach (var key in new[] { "session:1", "session:2", "session:3" })
            Assert.True(copied.Contains($"\"{key}\"", StringComparison.Ordinal) || await server.AskAsync(database, $"EXISTS {key}") == "(integer) 1", $"{key} is lost");
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
