using System.Text.RegularExpressions;
using RollbackOps.Engine.Journals;
using RollbackOps.Events;
using RollbackOps.Integration.Tests.Cli;

namespace RollbackOps.Crash.Tests.Faults;

/// <summary>Says whether a run's end is the truth: exit code, message and journal against what is really there.</summary>
internal static partial class FaultJudge
{
    private const int Tries = 3;

    /// <summary>Runs the system's request under its fault, and asserts that its end is right.</summary>
    /// <param name="system">The system.</param>
    /// <param name="mend">What takes the cause away.</param>
    /// <param name="ends">The exit codes that are right.</param>
    /// <returns>The exit code of the run.</returns>
    public static async Task<int> RunAsync(FaultSystem system, Func<Task>? mend = null, params int[] ends)
    {
        var result = await system.ToolAsync(["run", .. system.Request, "--yes"]);
        await JudgeAsync(system, result, mend, ends);
        return result.Code;
    }

    /// <summary>Asserts that a run's end is right, and that the next command that it names ends well.</summary>
    public static async Task JudgeAsync(FaultSystem system, ToolResult result, Func<Task>? mend = null, params int[] ends)
    {
        FaultCount.Try();
        var (first, said) = (result.Code, Say(result));
        await IsTrueAsync(system, result);
        if (result.Code is 4 or 5)
        {
            system.Shim.Mend();
            if (mend is not null)
                await mend();
            for (var tried = 0; tried < Tries && result.Code is 4 or 5; tried++)
            {
                var next = NextCommand().Match(result.All);
                Assert.True(next.Success, $"no next command: {result.All}");
                result = await system.ToolAsync(next.Groups["arguments"].Value.Split(' '));
                await IsTrueAsync(system, result);
            }

            Assert.True(result.Code is 0 or 3, $"The cause is gone, and {Say(result)}");
        }

        Assert.Empty(await system.LostAsync());
        Assert.True(ends.Length == 0 || ends.Contains(first), $"expected {string.Join(" or ", ends)}, got {said}");
        FaultCount.Right();
    }

    private static async Task IsTrueAsync(FaultSystem system, ToolResult result)
    {
        Assert.DoesNotContain("not foreseen", result.All, StringComparison.Ordinal);
        Assert.Contains("Next: ", result.All, StringComparison.Ordinal);
        Assert.Empty(Orphans.Of(system.Name));
        var now = await system.RealityAsync();
        var expected = result.Code switch
        {
            0 => system.RolledBack,
            1 or 2 or 3 => system.Before,
            4 or 5 => now,
            _ => throw new InvalidOperationException($"an exit code that no one knows: {Say(result)}"),
        };
        Assert.True(now == expected, $"It says:\n{Say(result)}\nwhere it should be:\n{expected}\nthere really is:\n{now}");
        if (result.Code is 1 or 2)
            Assert.False(await system.WasNoticedAsync(), $"Users noticed: {Say(result)}");
        await JournalAgreesAsync(system, result);
    }

    private static async Task JournalAgreesAsync(FaultSystem system, ToolResult result)
    {
        var journal = Directory.Exists(system.State)
            ? Directory.EnumerateFiles(system.State, "*.jsonl", SearchOption.AllDirectories).Order().LastOrDefault()
            : null;
        if (journal is null)
        {
            Assert.True(result.Code is 1 or 2, $"There is no journal: {Say(result)}");
            return;
        }

        var last = JournalReader.Read(journal)[^1];
        var told = (last as RunEnded)?.Result ?? (last as RunPaused)?.Result;
        if (told is null && result.Code == 5)
        {
            Assert.Contains("can't be written", result.All, StringComparison.Ordinal);
            return;
        }

        Assert.True(told is not null, $"The journal ends with {last}: {Say(result)}");
        Assert.Equal(result.Code, told.ExitCode);
        Assert.Contains(told.Message.Trim(), result.All, StringComparison.Ordinal);
        var unnamed = (await system.MadeAsync()).Where(made => !IsNamed(made, result)).ToList();
        if (last is RunEnded)
            unnamed.AddRange(Scratch(system));
        Assert.True(unnamed.Count == 0 || last is RunPaused, $"Left over and not named: {string.Join(", ", unnamed)}: {Say(result)}");
    }

    // By its own name, or by that of the database or file which the step that made it was about.
    private static bool IsNamed(string made, ToolResult result) => result.All.Contains(made, StringComparison.Ordinal)
        || LeftOver().Matches(result.All).Any(left => made.Contains(left.Groups["subject"].Value, StringComparison.Ordinal));

    private static IEnumerable<string> Scratch(FaultSystem system) =>
        Path.Combine(system.State, "scratch") is var folder && Directory.Exists(folder) ? Directory.EnumerateFileSystemEntries(folder) : [];

    private static string Say(ToolResult result) => $"exit code {result.Code}\n{result.All}";

    [GeneratedRegex(@"Left over: database (?<subject>[^\s:]+):")]
    private static partial Regex LeftOver();

    [GeneratedRegex(@"rollbackops (?<arguments>resume [^;\n]*[^;\n.\s])")]
    private static partial Regex NextCommand();
}
