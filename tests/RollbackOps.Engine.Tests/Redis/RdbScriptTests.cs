using System.Diagnostics;
using RollbackOps.Engine.Tools.Redis;

namespace RollbackOps.Engine.Tests.Redis;

/// <summary>The scripts that exchange a server's files, killed at each rename.</summary>
[Trait("Safety", "25")]
public sealed class RdbScriptTests : IDisposable
{
    private const string Old = "aof: old a; dump.rdb: old d; ";
    private const string New = ".mark: new m; dump.rdb: new d; ";
    private static readonly string[] Arguments = ["back", "kept", "dump.rdb", "aof", ".mark"];
    private readonly string _folder = Directory.CreateTempSubdirectory("rollbackops-rdb-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Wherever_the_exchange_is_killed_doing_it_again_completes_it()
    {
        for (var at = 1; ; at++)
        {
            var data = Make();
            var ended = await RunAsync(data, RdbScripts.Exchange, at);
            await RunAsync(data, RdbScripts.Exchange, 0);

            Assert.Equal((New, Old), (Files(data), Files(Path.Combine(data, "kept"))));
            if (ended)
                return;
        }
    }

    [Fact]
    public async Task Wherever_the_exchange_is_killed_undoing_it_brings_the_old_files_back()
    {
        for (var at = 1; ; at++)
        {
            var data = Make();
            var ended = await RunAsync(data, RdbScripts.Exchange, at);
            await RunAsync(data, RdbScripts.Undo, 0);

            Assert.Equal((Old, New), (Files(data), Files(Path.Combine(data, "back"))));
            Assert.Equal(["back"], Directory.GetDirectories(data).Select(Path.GetFileName));
            if (ended)
                return;
        }
    }

    [Fact]
    public async Task Wherever_the_undoing_is_killed_it_goes_on_both_ways()
    {
        for (var at = 1; ; at++)
        {
            var (undone, redone) = (Make(), Make());
            await RunAsync(undone, RdbScripts.Exchange, 0);
            await RunAsync(redone, RdbScripts.Exchange, 0);
            await RunAsync(redone, RdbScripts.Undo, at);
            var ended = await RunAsync(undone, RdbScripts.Undo, at);
            await RunAsync(undone, RdbScripts.Undo, 0);
            await RunAsync(redone, RdbScripts.Exchange, 0);

            Assert.Equal((Old, New), (Files(undone), Files(Path.Combine(undone, "back"))));
            Assert.Equal((New, Old), (Files(redone), Files(Path.Combine(redone, "kept"))));
            if (ended)
                return;
        }
    }

    private static string Files(string folder) => string.Concat(Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(file => $"{Path.GetFileName(file)}: {File.ReadAllText(file)}; "));

    // The old server had an append-only file and no mark; the new one has a mark and none.
    private string Make()
    {
        var data = Directory.CreateDirectory(Path.Combine(_folder, Guid.NewGuid().ToString("N"))).FullName;
        Directory.CreateDirectory(Path.Combine(data, "back"));
        File.WriteAllText(Path.Combine(data, "dump.rdb"), "old d");
        File.WriteAllText(Path.Combine(data, "aof"), "old a");
        File.WriteAllText(Path.Combine(data, "back", "dump.rdb"), "new d");
        File.WriteAllText(Path.Combine(data, "back", ".mark"), "new m");
        return data;
    }

    // The shell is killed in the place of its n-th rename; 0 for never. Whether it came to its end.
    private static async Task<bool> RunAsync(string data, string script, int kill)
    {
        var killing = $"n=0; mv() {{ n=$((n + 1)); if [ $n = {kill} ]; then kill -9 $$; fi; command mv \"$@\"; }}; sync() {{ :; }}\n";
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", killing + script, "sh", data, .. Arguments]) { RedirectStandardError = true })!;
        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode is 0 or 137, errors);
        return process.ExitCode == 0;
    }
}
