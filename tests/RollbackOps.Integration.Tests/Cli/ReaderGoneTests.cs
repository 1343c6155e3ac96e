using System.Diagnostics;
using RollbackOps.Engine.Journals;
using RollbackOps.Events;

namespace RollbackOps.Integration.Tests.Cli;

/// <summary>A run does not depend on who reads it.</summary>
[Trait("Safety", "20")]
public sealed class ReaderGoneTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_pipe_that_closes_in_the_middle_of_the_cutover_does_not_end_the_run()
    {
        using var system = new TinySystem(before: "while ! test -e go; do sleep 0.05; done;");
        using var tool = new LiveTool(Tool.Start(system.Folder, "run", "--strategy", "restore", "--yes"));
        await tool.SaidAsync("service/start started");
        tool.Process.StandardOutput.Close();
        tool.Process.StandardError.Close();
        await ProvenAsync(system, tool);
    }

    [Fact]
    public async Task Head_1_does_not_end_the_run()
    {
        using var system = new TinySystem();
        var tool = Tool.Start(system.Folder, "run", "--strategy", "restore", "--yes");
        await Tool.ShellAsync(system.Folder, "sh", "-c", $"{tool.FileName} {string.Join(' ', tool.ArgumentList)} | head -1");
        await UntilAsync(() => Directory.Exists(system.State) && Outcomes(system) is [Outcome.Proven]);
        Assert.Equal("ann,bob", system.Users());
    }

    [Fact]
    public async Task A_closed_terminal_does_not_end_the_run_nor_its_programs()
    {
        using var system = new TinySystem(before: "while ! test -e go; do sleep 0.05; done;");
        using var tool = LiveTool.InSession(system.Folder, "run", "--strategy", "restore", "--yes");
        await tool.SaidAsync("service/start started");
        await tool.SignalAsync("HUP");
        await ProvenAsync(system, tool);
    }

    private static async Task ProvenAsync(TinySystem system, LiveTool tool)
    {
        await File.WriteAllTextAsync(Path.Combine(system.Folder, "go"), "");
        Assert.Equal(0, await tool.EndAsync());
        Assert.Equal([Outcome.Proven], Outcomes(system));
        Assert.Equal("ann,bob", system.Users());
    }

    private static List<Outcome> Outcomes(TinySystem system) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(system.State, "runs"))
            .SelectMany(JournalReader.Read)
            .OfType<RunEnded>()
            .Select(ended => ended.Result.Outcome),
    ];

    private static async Task UntilAsync(Func<bool> holds)
    {
        for (var began = Stopwatch.GetTimestamp(); !holds(); await Task.Delay(50, TestContext.Current.CancellationToken))
            Assert.True(Stopwatch.GetElapsedTime(began) < Patience, "it took too long");
    }
}
