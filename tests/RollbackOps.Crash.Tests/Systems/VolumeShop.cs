using RollbackOps.Crash.Tests.Points;
using RollbackOps.Integration.Tests.Cli;

namespace RollbackOps.Crash.Tests.Systems;

/// <summary>A volume with bad content, an archive of the good one, and a service that is a log.</summary>
/// <param name="mustFail">True where the check fails, so that each run turns back.</param>
internal sealed class VolumeShop(bool mustFail) : ICrashSystem, IDisposable
{
    private readonly string _made = Directory.CreateTempSubdirectory("rollbackops-volumeshop-").FullName;

    public string Name => "volume";

    public async Task<ICrashCopy> CopyAsync()
    {
        var name = $"rbcv{Guid.NewGuid():N}"[..13];
        var folder = Directory.CreateDirectory(Path.Combine(_made, name)).FullName;
        Directory.CreateDirectory(Path.Combine(folder, "backups"));
        var copy = new VolumeShopCopy(folder, name);
        await Tool.ShellAsync(folder, "sh", "-c", "mkdir good && echo good > good/state && echo 1 > good/one && tar -c -z -C good -f backups/uploads-2026-02-17T10-00-00.tar.gz . && rm -r good");
        await copy.WithinAsync(name, "echo broken > state; echo 2 > two");
        await File.WriteAllTextAsync(Path.Combine(folder, "service.log"), "begin\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "rollback.yaml"), $$"""
            system: {{name}}
            state: state
            health: { within: 1s, in-a-row: 1 }
            databases:
              uploads: { volume: { name: {{name}}, image: "rollbackops-test/busybox:1" }, backups: "backups/*", used-by: [service] }
            {{OneOfEachRunbook.Service("")}}
            checks:
              - command: [sh, -c, "test ! -e must-fail"]
            strategies:
              data: { back: [uploads] }
            """);
        if (mustFail)
            await File.WriteAllTextAsync(Path.Combine(folder, "must-fail"), "");
        return copy;
    }

    public void Dispose() => Directory.Delete(_made, recursive: true);
}
