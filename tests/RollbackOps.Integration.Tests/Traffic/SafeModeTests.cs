using System.Diagnostics;
using RollbackOps.Integration.Tests.Cli;
using RollbackOps.Integration.Tests.Kept;

namespace RollbackOps.Integration.Tests.Traffic;

public sealed class SafeModeTests : IDisposable
{
    private readonly Users _users = new();
    private NginxSite _site = new();

    public void Dispose()
    {
        _users.Dispose();
        _site.Dispose();
    }

    [Fact]
    [Trait("Row", "N7")]
    public async Task Users_get_the_page_until_it_is_switched_off()
    {
        var on = await _site.RunAsync("safe-mode", "on", "--yes", "--reason", "payments");
        Assert.True(on.Code == 0, on.Out + on.Error);

        var page = await _users.AskAsync(_site.Url + "a/b?c=d");
        Assert.Equal((503, TimeSpan.FromMinutes(2)), (page.Status, page.RetryAfter));
        Assert.Contains("Down for maintenance", page.Body, StringComparison.Ordinal);
        Assert.Equal(503, (await _users.AskAsync(_site.Url + "admin")).Status);
        Assert.Equal(new(200, "fine\n"), await _users.AskAsync(_site.Url + "health"));
        Assert.Contains("in place", (await _site.RunAsync("safe-mode", "on", "--yes")).Out, StringComparison.Ordinal);

        var off = await _site.RunAsync("safe-mode", "off", "--yes");
        Assert.True(off.Code == 0, off.Out + off.Error);
        Assert.Equal(new(200, "production\n"), await _users.AskAsync(_site.Url));
        Assert.Contains("in place", (await _site.RunAsync("safe-mode", "off", "--yes")).Out, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "N7")]
    public async Task Health_says_that_it_is_on_since_when_and_by_which_run()
    {
        Assert.Contains("safe-mode: it is off", (await _site.RunAsync("health")).Out, StringComparison.Ordinal);
        var on = Eventually.Exits(0, await _site.RunAsync("safe-mode", "on", "--yes"));
        Assert.Contains("Next: rollbackops safe-mode off --runbook", on.Out, StringComparison.Ordinal);

        var health = await _site.RunAsync("health");
        Assert.Equal(2, health.Code);
        Assert.Contains("it is ON since 20", health.Out, StringComparison.Ordinal);
        Assert.Contains("by run 000001 of shop/production: users get status 503; rollbackops safe-mode off lets them in", health.Out, StringComparison.Ordinal);

        // Not by the journal: what nginx serves tells.
        Directory.Delete(Path.Combine(_site.Folder, "state"), recursive: true);
        Assert.Contains("it is ON since 20", (await _site.RunAsync("health")).Out, StringComparison.Ordinal);
        _site.Write("safe-mode.conf", "");
        Assert.Contains("that is not in safe-mode.conf", (await _site.RunAsync("health")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Undoing_the_run_lets_users_in_again_and_the_file_is_as_before()
    {
        _site.Write("safe-mode.conf", "# ours\n");
        Assert.Equal(0, (await _site.RunAsync("safe-mode", "on", "--yes")).Code);

        var undone = await _site.RunAsync("undo", "--yes");

        Assert.True(undone.Code == 0, undone.Out + undone.Error);
        Assert.Equal("# ours\n", _site.Read("safe-mode.conf"));
        Assert.Equal(200, (await _users.AskAsync(_site.Url)).Status);
    }

    [Fact]
    [Trait("Row", "N7")]
    public async Task Operators_are_let_through_and_can_see_what_users_get()
    {
        _site.Dispose();
        _site = new(", allow: [192.0.2.0/24, 127.0.0.0/30]");

        Assert.Equal(0, (await _site.RunAsync("safe-mode", "on", "--yes")).Code);

        Assert.Equal((200, 503), ((await _users.AskAsync(_site.Url)).Status, (await _users.AskAsync(_site.Url, "as-user")).Status));
    }

    [Fact]
    public async Task A_page_of_the_users_own_is_served_as_it_is_and_a_change_of_it_is_put_in_place()
    {
        var page = string.Concat(Enumerable.Repeat("<p class=\"x\">Zurück um 10 Uhr \\o/ ;{}</p>\n", 300));
        _site.Write("down.html", page);
        _site.Write("rollback.yaml", _site.Read("rollback.yaml").Replace("{ file: safe-mode.conf,", "{ file: safe-mode.conf, page: down.html, status: 500,", StringComparison.Ordinal));
        Assert.Equal(0, (await _site.RunAsync("safe-mode", "on", "--yes")).Code);
        Assert.Equal(new(500, page, TimeSpan.FromMinutes(2)), await _users.AskAsync(_site.Url));

        _site.Write("down.html", "soon");
        Assert.Equal(0, (await _site.RunAsync("safe-mode", "on", "--yes")).Code);

        Assert.Equal("soon", (await _users.AskAsync(_site.Url)).Body);
        Assert.Equal(0, (await _site.RunAsync("undo", "--yes")).Code);
        Assert.Equal(page, (await _users.AskAsync(_site.Url)).Body);
    }

    [Fact]
    public async Task A_file_that_is_not_in_a_server_block_is_refused_by_nginx_and_nothing_changes()
    {
        _site.Write("nginx.conf", _site.Read("nginx.conf").Replace("include safe-mode.conf;", "", StringComparison.Ordinal).Replace("access_log off;", "include safe-mode.conf;", StringComparison.Ordinal));
        _site.Reload();

        var refused = await _site.RunAsync("safe-mode", "on", "--yes");

        Assert.True(refused.Code == 2, refused.Out + refused.Error);
        Assert.Contains("directive is not allowed here", refused.Out, StringComparison.Ordinal);
        Assert.Equal("", _site.Read("safe-mode.conf"));
    }

    [Fact]
    [Trait("Row", "N7")]
    public async Task Users_are_shielded_while_something_goes_back_and_let_in_afterwards()
    {
        using var tool = await ReachedAsync("job");
        Assert.Equal(503, (await _users.AskAsync(_site.Url)).Status);
        _site.Write("go", "");

        Assert.Equal(0, await EndAsync(tool));
        Assert.Equal(200, (await _users.AskAsync(_site.Url)).Status);
        Assert.Equal("", _site.Read("safe-mode.conf"));
    }

    [Theory]
    [InlineData("job", "resume")]
    [InlineData("breach", "resume")]
    [InlineData("job", "undo")]
    [Trait("Row", "N7")]
    public async Task Killed_while_users_are_shielded_it_stays_on_and_the_run_goes_on_or_back(string strategy, string next)
    {
        using (var tool = await ReachedAsync(strategy))
        {
            tool.Kill(entireProcessTree: true);
            await EndAsync(tool);
        }

        Assert.Equal(503, (await _users.AskAsync(_site.Url)).Status);
        Assert.Contains("it is ON since", (await _site.RunAsync("health")).Out, StringComparison.Ordinal);
        _site.Write("go", "");

        Eventually.Exits(0, await _site.RunAsync(next is "undo" ? [next, "--yes"] : [next]));

        Assert.Equal(200, (await _users.AskAsync(_site.Url)).Status);
        Assert.Equal(next == "resume", _site.Has("job"));
        Assert.Contains("safe-mode: it is off", (await _site.RunAsync("health")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Undoing_a_run_that_is_over_shields_users_once_more_meanwhile()
    {
        _site.Write("go", "");
        Eventually.Exits(0, await _site.RunAsync("run", "--strategy", "job", "--yes"));

        var undone = Eventually.Exits(0, await _site.RunAsync("undo", "--yes"));

        Assert.False(_site.Has("job"), undone.All);
        Assert.Equal(200, (await _users.AskAsync(_site.Url)).Status);
        Assert.Equal("", _site.Read("safe-mode.conf"));
    }

    [Fact]
    public async Task What_was_on_before_a_run_stays_on_after_it()
    {
        Eventually.Exits(0, await _site.RunAsync("safe-mode", "on", "--yes"));
        _site.Write("go", "");

        var run = Eventually.Exits(0, await _site.RunAsync("run", "--strategy", "job", "--yes"));

        Assert.Contains("The safe-mode is on already", run.Out, StringComparison.Ordinal);
        Assert.Equal(503, (await _users.AskAsync(_site.Url)).Status);
    }

    [Fact]
    public async Task Someone_who_lets_users_in_by_hand_does_not_hold_the_run_up()
    {
        using var tool = await ReachedAsync("job");
        _site.Write("safe-mode.conf", "");
        _site.Reload();
        _site.Write("go", "");

        Assert.Equal(0, await EndAsync(tool));
        Assert.Equal(200, (await _users.AskAsync(_site.Url)).Status);
    }

    private async Task<Process> ReachedAsync(string strategy)
    {
        var tool = Eventually.Begin(Tool.Start(_site.Folder, "run", "--strategy", strategy, "--yes"));
        await Eventually.ReachedAsync(_site.Folder, tool);
        return tool;
    }

    private static async Task<int> EndAsync(Process tool)
    {
        await tool.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        return tool.ExitCode;
    }
}
