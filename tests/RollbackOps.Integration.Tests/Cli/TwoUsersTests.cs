using System.Diagnostics;
using RollbackOps.Integration.Tests.Environment;

namespace RollbackOps.Integration.Tests.Cli;

/// <summary>One at a time, whoever it is.</summary>
public sealed class TwoUsersTests
{
    [Fact]
    [Trait("Safety", "17")]
    public async Task Of_two_users_one_runs_and_the_other_is_told_who_holds_it_since_when()
    {
        Needs.Root();
        using var system = new TinySystem(before: "while ! test -e go; do sleep 0.05; done;");
        await Tool.ShellAsync(system.Folder, "chown", "-R", "nobody", system.Folder);
        await Tool.ShellAsync(system.Folder, "chmod", "-R", "a+rX", system.Folder);
        using var first = new LiveTool(As("nobody", system, "run", "--strategy", "restore", "--yes"));
        await first.SaidAsync("service/start started");

        var second = await Tool.EndAsync(As("daemon", system, "run", "--strategy", "restore", "--yes"));
        Assert.Equal(5, second.Code);
        Assert.Contains("nobody", second.Error, StringComparison.Ordinal);
        Assert.Contains("since 20", second.Error, StringComparison.Ordinal);

        await File.WriteAllTextAsync(Path.Combine(system.Folder, "go"), "", TestContext.Current.CancellationToken);
        Assert.Equal(0, await first.EndAsync());
        Assert.Equal("ann,bob", system.Users());
    }

    [Fact]
    public async Task A_run_beside_one_that_was_killed_says_that_the_system_is_not_closed_and_what_goes_on()
    {
        using var system = new TinySystem(before: "while ! test -e go; do sleep 0.05; done;");
        using var first = Process.Start(Tool.Start(system.Folder, "run", "--strategy", "restore", "--yes"))!;
        while (await first.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line && !line.Contains("service/start started", StringComparison.Ordinal))
        {
        }

        first.Kill(entireProcessTree: true);
        await first.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.False(File.Exists(Path.Combine(system.Folder, "running")));

        var second = await system.RunAsync("run", "--strategy", "restore", "--yes");
        Assert.True(second.Code == 5, second.All);
        Assert.Contains("rollbackops resume", second.Error, StringComparison.Ordinal);

        await File.WriteAllTextAsync(Path.Combine(system.Folder, "go"), "", TestContext.Current.CancellationToken);
        Assert.Equal(0, (await system.RunAsync("resume")).Code);
        Assert.Equal("ann,bob", system.Users());
    }

    [Fact]
    public async Task Who_may_not_write_the_state_folder_is_told_what_to_type()
    {
        Needs.Root();
        using var system = new TinySystem();
        await Tool.ShellAsync(system.Folder, "chmod", "-R", "a+rX", system.Folder);
        var result = await Tool.EndAsync(As("nobody", system, "run", "--strategy", "restore", "--yes"));
        Assert.Equal(2, result.Code);
        Assert.Contains("can't be used by nobody", result.Error, StringComparison.Ordinal);
        Assert.Contains("sudo install -d -m 2775", result.Error, StringComparison.Ordinal);
        Assert.Equal("", system.Users());
    }

    private static ProcessStartInfo As(string user, TinySystem system, params string[] arguments)
    {
        var tool = Tool.Start(system.Folder, arguments);
        var start = Tool.Start(system.Folder);
        start.FileName = "setpriv";
        start.ArgumentList.Clear();
        foreach (var argument in (string[])[$"--reuid={user}", "--clear-groups", "--", tool.FileName, .. tool.ArgumentList])
            start.ArgumentList.Add(argument);
        start.Environment["HOME"] = "/tmp";
        start.Environment["USER"] = user;
        return start;
    }
}
