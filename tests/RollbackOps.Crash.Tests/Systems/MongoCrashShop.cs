using System.Runtime.Versioning;
using RollbackOps.Crash.Tests.Points;
using RollbackOps.Integration.Tests.Mongo;

namespace RollbackOps.Crash.Tests.Systems;

/// <summary>A database of a fake MongoDB server, with fakes of its tools, and a service that uses it.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class MongoCrashShop : ICrashSystem, IDisposable
{
    private readonly MongoShop _made = new();
    private readonly string? _path = Environment.GetEnvironmentVariable("PATH");
    private int _copies;

    public string Name => "mongo";

    public async Task<MongoCrashShop> FillAsync()
    {
        await _made.FillAsync();
        Environment.SetEnvironmentVariable("PATH", $"{Path.Combine(_made.Folder, "bin")}:{_path}");
        Environment.SetEnvironmentVariable("FAKE_MONGO", Path.Combine(_made.Folder, "mongo"));
        return this;
    }

    public async Task<ICrashCopy> CopyAsync()
    {
        var name = $"copy{Interlocked.Increment(ref _copies):0000}";
        var folder = Directory.CreateDirectory(Path.Combine(_made.Folder, name)).FullName;
        var server = Directory.CreateDirectory(Path.Combine(_made.Folder, $"mongo/{name}-27017")).FullName;
        foreach (var database in Directory.GetFiles(Path.Combine(_made.Folder, "mongo/db-27017"), "*.db.json"))
            File.Copy(database, Path.Combine(server, Path.GetFileName(database)));
        await File.WriteAllTextAsync(Path.Combine(server, "server.json"), "{}");
        File.Copy(Path.Combine(_made.Folder, MongoShop.Backup), Path.Combine(folder, "shop-20260101-1200.archive.gz"));
        await File.WriteAllTextAsync(Path.Combine(folder, "service.log"), "begin\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "rollback.yaml"), $$"""
            system: mongo
            state: state
            health: { within: 1s, in-a-row: 1 }
            databases:
              main: { mongo: "mongodb://{{name}}:27017/shop", backups: "*.archive.gz", used-by: [service] }
            {{OneOfEachRunbook.Service("")}}
            checks:
              - command: [test, -e, rollback.yaml]
            strategies:
              database: { back: [main] }
            """);
        return new MongoCrashCopy(_made, folder, name);
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("PATH", _path);
        Environment.SetEnvironmentVariable("FAKE_MONGO", null);
        _made.Dispose();
    }
}
