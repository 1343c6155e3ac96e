using System.Diagnostics;
using System.Globalization;
using RollbackOps.Engine.Journals;
using RollbackOps.Events;

namespace RollbackOps.Integration.Tests.Cli;

/// <summary>The tool is interrupted or killed; the programs that it runs are not left to themselves.</summary>
public sealed class InterruptedTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ctrl_C_at_a_terminal_reaches_the_tool_alone_and_the_command_under_way_ends_in_peace()
    {
        using var system = new TinySystem(before: "touch begun; while ! test -e go; do sleep 0.05; done;");
        using var tool = LiveTool.InSession(system.Folder, "run", "--strategy", "restore", "--yes");
        await UntilAsync(() => File.Exists(Path.Combine(system.Folder, "begun")));

        await tool.SignalAsync("INT");
        await File.WriteAllTextAsync(Path.Combine(system.Folder, "go"), "", Cancel);

        Assert.Equal(5, await tool.EndAsync());
        Assert.True(File.Exists(Path.Combine(system.Folder, "running")));
        Assert.Contains(Directory.EnumerateFiles(Path.Combine(system.State, "runs")).SelectMany(JournalReader.Read), @event => @event is StepEnded { Step: "service/start" });
        var resumed = await system.RunAsync("resume");
        Assert.True(resumed.Code == 0, resumed.All);
    }

    [Fact]
    [Trait("Safety", "19")]
    public async Task What_a_killed_tool_left_running_is_ended_before_a_resume_does_anything()
    {
        using var system = new TinySystem(before: "echo $$ >> pids; while ! test -e go; do sleep 0.05; done;");
        var pids = Path.Combine(system.Folder, "pids");
        using (var killed = new LiveTool(Tool.Start(system.Folder, "run", "--strategy", "restore", "--yes")))
        {
            await killed.SaidAsync("service/start started");
            await UntilAsync(() => File.Exists(pids) && File.ReadAllLines(pids).Length == 1);
            killed.Process.Kill();
            await killed.EndAsync();
        }

        var left = int.Parse((await File.ReadAllLinesAsync(pids, Cancel))[0], CultureInfo.InvariantCulture);
        Assert.True(IsAlive(left));
        using var tool = new LiveTool(Tool.Start(system.Folder, "resume"));
        await UntilAsync(() => File.ReadAllLines(pids).Length == 2);
        Assert.False(IsAlive(left));

        await File.WriteAllTextAsync(Path.Combine(system.Folder, "go"), "", Cancel);
        Assert.Equal(0, await tool.EndAsync());
        Assert.Equal("ann,bob", system.Users());
    }

    private static bool IsAlive(int id) => File.Exists($"/proc/{id}/stat") && !File.ReadAllText($"/proc/{id}/stat").Contains(") Z ", StringComparison.Ordinal);

    private static async Task UntilAsync(Func<bool> holds)
    {
        for (var began = Stopwatch.GetTimestamp(); !holds(); await Task.Delay(50, Cancel))
            Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(120), "it took too long");
    }
}
