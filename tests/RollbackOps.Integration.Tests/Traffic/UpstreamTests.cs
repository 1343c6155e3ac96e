using RollbackOps.Integration.Tests.Kept;

namespace RollbackOps.Integration.Tests.Traffic;

public sealed class UpstreamTests : IDisposable
{
    private readonly NginxSite _site = new();
    private readonly Users _users = new();

    public void Dispose()
    {
        _users.Dispose();
        _site.Dispose();
    }

    [Fact]
    [Trait("Row", "N5")]
    public async Task Users_go_to_another_stack_and_back_and_not_one_request_fails()
    {
        var before = _site.Read("upstreams/app.conf");
        _users.Begin(_site.Url, 4);

        Eventually.Exits(0, await _site.RunAsync("run", "--strategy", "staging", "--yes"));
        Assert.Equal("staging\n", (await _users.AskAsync(_site.Url)).Body);
        Assert.Contains("keepalive 4;", _site.Read("upstreams/app.conf"), StringComparison.Ordinal);
        Assert.Contains("in place", (await _site.RunAsync("run", "--strategy", "staging", "--yes")).Out, StringComparison.Ordinal);
        Eventually.Exits(0, await _site.RunAsync("undo", "--yes"));
        await _users.EndAsync();

        Assert.Equal("production\n", (await _users.AskAsync(_site.Url)).Body);
        Assert.Equal(before, _site.Read("upstreams/app.conf"));
        Assert.Empty(_users.Failed);
        Assert.InRange(_users.Asked, 100, int.MaxValue);
    }

    [Fact]
    [Trait("Row", "N5")]
    public async Task A_strategy_of_its_own_leads_back_as_well()
    {
        Assert.Equal(0, (await _site.RunAsync("run", "--strategy", "staging", "--yes")).Code);
        Assert.Equal(0, (await _site.RunAsync("run", "--strategy", "production", "--yes")).Code);

        Assert.Equal("production\n", (await _users.AskAsync(_site.Url)).Body);
    }

    [Theory]
    [InlineData(false, 200)]
    [InlineData(true, 503)]
    public async Task The_switch_is_proven_through_the_safe_mode(bool isOnBefore, int status)
    {
        if (isOnBefore)
            Eventually.Exits(0, await _site.RunAsync("safe-mode", "on", "--yes"));

        Eventually.Exits(0, await _site.RunAsync("run", "--strategy", "shielded", "--yes"));
        Assert.Equal(status, (await _users.AskAsync(_site.Url)).Status);
        Eventually.Exits(0, await _site.RunAsync("undo", "--yes"));

        Assert.Equal(status, (await _users.AskAsync(_site.Url)).Status);
        Assert.Contains("# the stack that users get", _site.Read("upstreams/app.conf"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Users_are_taken_back_even_where_what_they_come_back_to_is_broken()
    {
        _site.Break();
        Eventually.Exits(0, await _site.RunAsync("run", "--strategy", "staging", "--yes"));

        Eventually.Exits(0, await _site.RunAsync("undo", "--yes"));

        Assert.Equal(500, (await _users.AskAsync(_site.Url)).Status);
    }

    [Fact]
    public async Task A_stack_that_does_not_answer_gets_no_user()
    {
        var before = _site.Read("upstreams/app.conf");

        var refused = Eventually.Exits(2, await _site.RunAsync("run", "--strategy", "nowhere", "--yes"));

        Assert.Contains("The upstream 'nowhere' does not answer", refused.Out, StringComparison.Ordinal);
        Assert.Equal(before, _site.Read("upstreams/app.conf"));
    }

    [Fact]
    public async Task What_the_public_address_does_not_show_is_taken_back()
    {
        var undone = Eventually.Exits(3, await _site.RunAsync("run", "--strategy", "wrong", "--yes"));

        Assert.Contains("'never shown' is not in the body", undone.Out, StringComparison.Ordinal);
        Assert.Equal("production\n", (await _users.AskAsync(_site.Url)).Body);
    }

    [Fact]
    public async Task A_configuration_that_nginx_refuses_changes_nothing()
    {
        var yaml = _site.Read("rollback.yaml");
        _site.Write("rollback.yaml", yaml.Replace("staging: { servers: [\"", "staging: { answers: \"http://127.0.0.1:" + _site.Port + "/health\", servers: [\"no-such-host.invalid:1\", \"", StringComparison.Ordinal));
        var before = _site.Read("upstreams/app.conf");

        var refused = Eventually.Exits(2, await _site.RunAsync("run", "--strategy", "staging", "--yes"));

        Assert.Contains("host not found in upstream", refused.Out, StringComparison.Ordinal);
        Assert.Equal(before, _site.Read("upstreams/app.conf"));
        Assert.Equal("production\n", (await _users.AskAsync(_site.Url)).Body);
    }

    [Fact]
    public async Task A_file_that_nginx_does_not_read_is_refused_before_anything()
    {
        _site.Write("other.conf", _site.Read("upstreams/app.conf") + "# another\n");
        _site.Write("rollback.yaml", _site.Read("rollback.yaml").Replace("file: upstreams/app.conf", "file: other.conf", StringComparison.Ordinal));

        var refused = await _site.RunAsync("plan", "--strategy", "staging");

        Assert.Equal(2, refused.Code);
        Assert.Contains("nginx does not read other.conf", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Someone_elses_change_after_the_plan_is_never_overwritten()
    {
        Assert.Equal(0, (await _site.RunAsync("plan", "--strategy", "staging", "--save", "p.json")).Code);
        _site.Write("upstreams/app.conf", _site.Read("upstreams/app.conf") + "# a person's\n");

        var stale = await _site.RunAsync("run", "--plan", "p.json", "--yes");

        Assert.Equal(2, stale.Code);
        Assert.Contains("stale", stale.Error, StringComparison.Ordinal);
        Assert.EndsWith("# a person's\n", _site.Read("upstreams/app.conf"));
    }
}
