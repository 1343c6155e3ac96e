using RollbackOps.Crash.Tests.Points;
using RollbackOps.Crash.Tests.Systems;

namespace RollbackOps.Crash.Tests;

/// <summary>Law 6 for git, files, SQLite and commands: killed at any instant, a resume reaches the same end.</summary>
public sealed class OneOfEachTests : IDisposable
{
    private readonly OneOfEach _system = new();

    public void Dispose() => _system.Dispose();

    [Theory]
    [InlineData("code")]
    [InlineData("config")]
    [InlineData("data")]
    [InlineData("command")]
    public Task Killed_at_any_point_a_resumed_run_is_proven(string strategy) =>
        new CrashWalk(_system, new() { Name = strategy, Run = ["run", "--strategy", strategy, "--yes"], Code = 0 }).GoAsync();
}
