using System.Text;
using System.Text.RegularExpressions;
using RollbackOps.Integration.Tests.Cli;

namespace RollbackOps.Crash.Tests.Points;

/// <summary>One crash, on a copy of its own, and what a person types after it until the run has ended.</summary>
internal sealed partial class CrashAttempt(ICrashSystem system, CrashPlan plan, CrashGoal goal, int at, int? again)
{
    private const string NothingUnfinished = "is unfinished.";
    private const string NothingToUndo = "has anything to undo.";
    private readonly StringBuilder _story = new();

    /// <summary>Tries it.</summary>
    /// <returns>Whether the point was reached this time.</returns>
    public async Task<bool> GoAsync()
    {
        await using var copy = await system.CopyAsync();
        try
        {
            var crashed = Note(await CrashTool.RunAsync(copy, at, plan.Run), plan.Run);
            if (!crashed.WasKilled)
                Assert.Equal(plan.Code, crashed.Result.Code);
            else
                await GoOnAsync(copy);
            await copy.AssertOldDatabaseOpensAsync();
            if (plan.Undo && crashed.WasKilled)
            {
                CrashState.AssertBrought(goal.Before, await copy.StateAsync());
            }
            else
            {
                CrashState.AssertSame(goal.End, await copy.StateAsync());
                Assert.Equal(goal.Effects, copy.Effects.Order(StringComparer.Ordinal));
            }

            await Orphans.AssertNoneAsync(copy.Folder);
            return crashed.WasKilled;
        }
        catch
        {
            _story.AppendLine("The journal:").AppendLine(Journal(copy.Folder));
            throw;
        }
    }

    public string Tell(Exception error) =>
        $"""
        {plan.Name}, point {at}{(again is { } second ? $" and {second} of its resume" : "")} of {goal.Points.Count}: {goal.Points.ElementAtOrDefault(at - 1)}
        Again: ROLLBACKOPS_CRASH={plan.Name}:{at}{(again is { } more ? $"+{more}" : "")} dotnet run --project tests/RollbackOps.Crash.Tests -- -class '*{TestContext.Current.TestClass?.TestClassSimpleName}'
        {error.GetType().Name}: {error.Message}
        {_story}
        """;

    private async Task GoOnAsync(ICrashCopy copy)
    {
        await copy.AssertOldDatabaseOpensAsync();
        if (again is { } second)
        {
            Note(await CrashTool.RunAsync(copy, second, "resume"), ["resume"]);
            await copy.AssertOldDatabaseOpensAsync();
        }

        if (plan.Undo)
        {
            var undone = await AnsweredAsync(copy, ["undo", "--yes"]);
            Assert.True(undone.Code == 0 || undone.Error.Contains(NothingToUndo, StringComparison.Ordinal), $"undo ended with {undone.Code}.");
            return;
        }

        var result = await AnsweredAsync(copy, ["resume"]);
        if (result.Code == 1 && result.Error.Contains(NothingUnfinished, StringComparison.Ordinal))
            await EndedOrNotBegunAsync(copy);
        else
            Assert.True(result.Code == plan.Code, $"resume ended with {result.Code}, not {plan.Code}.");
    }

    // Killed before its first line it has done nothing, and after its last line everything.
    private async Task EndedOrNotBegunAsync(ICrashCopy copy)
    {
        if (Journal(copy.Folder).Contains("{\"event\":\"run-ended\"", StringComparison.Ordinal))
            return;
        CrashState.AssertSame(goal.Before, await copy.StateAsync());
        Assert.Equal(plan.Code, Note(await CrashTool.RunAsync(copy, 0, plan.Run), plan.Run).Result.Code);
    }

    // A question that no tool can answer is answered with the truth, once nothing is under way any more.
    private async Task<ToolResult> AnsweredAsync(ICrashCopy copy, string[] typed)
    {
        for (var times = 0; ; times++)
        {
            var result = Note(await CrashTool.RunAsync(copy, 0, typed), typed).Result;
            if (result.Code != 5 || times == 3 || Answer().Match(result.All) is not { Success: true } asked)
                return result;
            await Orphans.AssertNoneAsync(copy.Folder);
            typed = [.. typed, "--answer", $"{asked.Groups[1].Value}={(copy.IsDone(asked.Groups[1].Value) ? "yes" : "no")}"];
        }
    }

    private Crashed Note(Crashed crashed, IEnumerable<string> typed)
    {
        _story.AppendLine($"$ rollbackops {string.Join(' ', typed)}").Append(crashed.Result.All).AppendLine($"exit code {crashed.Result.Code}, at: {(crashed.Points is [.., var last] ? last : "no point")}");
        return crashed;
    }

    private static string Journal(string folder) =>
        string.Concat(Directory.EnumerateFiles(folder, "*.jsonl", SearchOption.AllDirectories).Order().Select(File.ReadAllText));

    [GeneratedRegex("--answer (\\S+)=yes")]
    private static partial Regex Answer();
}
