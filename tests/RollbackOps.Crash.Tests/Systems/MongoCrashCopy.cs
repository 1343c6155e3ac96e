using System.IO.Compression;
using System.Runtime.Versioning;
using RollbackOps.Crash.Tests.Points;
using RollbackOps.Integration.Tests.Mongo;

namespace RollbackOps.Crash.Tests.Systems;

/// <summary>One copy of <see cref="MongoCrashShop"/>: a fake server of its own.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class MongoCrashCopy(MongoShop made, string folder, string name) : ICrashCopy
{
    private readonly string _server = $"{name}-27017";

    public string Folder => folder;

    public IEnumerable<string> Effects => File.ReadAllLines(Path.Combine(folder, "service.log")).Where((line, at) => at == 0 || !line.StartsWith("undo", StringComparison.Ordinal));

    public bool IsDone(string step) => throw new InvalidOperationException($"Nobody should be asked about {step}.");

    /// <summary>Each database with its documents, and the run's marks and dump.</summary>
    public Task<string> StateAsync() => Task.FromResult(string.Join(
        '\n',
        [
            .. made.DatabasesOf(_server).Select(database => $"{database}: {made.Content(database, _server)}"),
            .. Directory.EnumerateFiles(folder, "main.*", SearchOption.AllDirectories).Select(file => $"state/{Path.GetFileName(file)}").Order(StringComparer.Ordinal),
            File.ReadAllLines(Path.Combine(folder, "service.log"))[^1] is "stop" or "undo-start" ? "service down" : "service up",
        ]));

    // What was live is in the server, or in a dump that is whole.
    public Task AssertOldDatabaseOpensAsync()
    {
        var dump = Directory.EnumerateFiles(folder, "main.before.archive.gz", SearchOption.AllDirectories).SingleOrDefault();
        var held = made.Content("shop", _server);
        if (dump is not null)
        {
            using var reader = new StreamReader(new GZipStream(File.OpenRead(dump), CompressionMode.Decompress), System.Text.Encoding.Latin1);
            held += reader.ReadToEnd();
        }

        foreach (var document in new[] { "mallory", "new" })
            Assert.True(held.Contains(document, StringComparison.Ordinal), $"{document} is lost");
        Assert.Equal("users: stays", made.Content("other", _server));
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
