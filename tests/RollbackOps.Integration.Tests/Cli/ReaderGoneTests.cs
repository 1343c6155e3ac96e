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
        using var process = Process.Start(Tool.Start(system.Folder, "run", "--strategy", "restore", "--yes"))!;
        await UntilAsync(process, "service/start started");
        process.StandardOutput.Close();
        process.StandardError.Close();
        await ProvenAsync(system, process);
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
        // A session of its own, as a terminal has: the signal goes to all of it.
        var start = Tool.Start(system.Folder, "run", "--strategy", "restore", "--yes");
        var session = Tool.Start(system.Folder);
        session.FileName = "setsid";
        session.ArgumentList.Clear();
        foreach (var argument in start.ArgumentList.Prepend(start.FileName))
            session.ArgumentList.Add(argument);
        using var process = Process.Start(session)!;
        await UntilAsync(process, "service/start started");
        // By name of a group: the program 'kill' takes a bare minus and the first digit for everybody.
        await Tool.ShellAsync("/", "bash", "-c", $"kill -HUP -- -{process.Id}");
        await ProvenAsync(system, process);
    }

    private static async Task ProvenAsync(TinySystem system, Process process)
    {
        await File.WriteAllTextAsync(Path.Combine(system.Folder, "go"), "");
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
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

    private static async Task UntilAsync(Process process, string text)
    {
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience, TestContext.Current.CancellationToken) is { } line)
            if (line.Contains(text, StringComparison.Ordinal))
                return;
        Assert.Fail($"'{text}' was never said: {await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)}");
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        for (var began = Stopwatch.GetTimestamp(); !holds(); await Task.Delay(50, TestContext.Current.CancellationToken))
            Assert.True(Stopwatch.GetElapsedTime(began) < Patience, "it took too long");
    }
}
