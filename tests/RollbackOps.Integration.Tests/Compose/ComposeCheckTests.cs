using RollbackOps.Engine.Checks;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Checks;
using RollbackOps.Engine.Tools.Secrets;

namespace RollbackOps.Integration.Tests.Compose;

public sealed class ComposeCheckTests
{
    [Fact]
    [Trait("Row", "N9")]
    [Trait("Row", "N10")]
    public async Task Logs_are_read_from_both_streams_and_not_from_before_the_run()
    {
        await using var site = await ComposeSite.MakeAsync();
        await site.ComposeAsync("up", "--detach", "--build", "backend");
        var name = (await site.ContainerAsync("backend")).Name;
        var spec = new LogCheck { Name = "log", Service = "backend", Level = "ERROR" };
        Assert.True((await LogAsync(site, spec)).Passed);

        await site.DockerAsync("exec", name, "sh", "-c", "echo 'ERROR the old release' > /proc/1/fd/1");
        var afterwards = TimeProvider.System.GetUtcNow();
        Assert.Contains("1 line in the last 300 s, first: ERROR the old release", (await LogAsync(site, spec)).Detail, StringComparison.Ordinal);
        Assert.True((await LogAsync(site, spec, afterwards)).Passed);

        await site.DockerAsync("exec", name, "sh", "-c", "echo 'ERROR API_TOKEN=hunter2222' > /proc/1/fd/2");
        var result = await LogAsync(site, spec, afterwards);
        Assert.False(result.Passed);
        Assert.Contains("first: ERROR API_TOKEN=***", result.Detail, StringComparison.Ordinal);

        Assert.Contains("has no container", (await LogAsync(site, spec with { Service = "nobody" })).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_file_is_read_by_its_lines_times()
    {
        await using var site = await ComposeSite.MakeAsync();
        site.Write("app.log", $"2020-01-01T00:00:00Z ERROR long ago\n{DateTimeOffset.UtcNow:yyyy-MM-dd'T'HH:mm:ss'Z'} INFO fine\n");
        var spec = new LogCheck { Name = "log", File = "app.log", Level = "ERROR" };
        Assert.True((await LogAsync(site, spec)).Passed);
        Assert.False((await LogAsync(site, spec with { Pattern = "fine" })).Passed);
        Assert.Contains("can't be read", (await LogAsync(site, spec with { File = "none.log" })).Detail, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "N9")]
    public async Task Containers_are_well_when_all_are_up_and_healthy()
    {
        await using var site = await ComposeSite.MakeAsync();
        await site.ComposeAsync("up", "--detach", "--build", "--wait", "backend", "proxy");
        var check = new ContainersMeasure(site.Client, TimeProvider.System);
        var spec = new ContainersCheck { Name = "containers" };
        var result = await check.MeasureAsync(spec, new(Runbook(site)), TestContext.Current.CancellationToken);
        Assert.Equal((true, "3 up, 1 of them healthy"), (result.Passed, result.Detail));

        await site.ComposeAsync("kill", "proxy");
        result = await check.MeasureAsync(spec, new(Runbook(site)), TestContext.Current.CancellationToken);
        Assert.Equal((false, $"{site.Name}-proxy-1 is exited, exit code 137"), (result.Passed, result.Detail));
    }

    private static Task<CheckResult> LogAsync(ComposeSite site, LogCheck spec, DateTimeOffset? notBefore = null) =>
        new LogMeasure(site.Client, site.Runner, new Redactor(), TimeProvider.System).MeasureAsync(
            spec, new(Runbook(site), notBefore), TestContext.Current.CancellationToken);

    private static Runbook Runbook(ComposeSite site) => new()
    {
        File = Path.Combine(site.Folder, "rollback.yaml"),
        Text = "",
        System = "shop",
        Environment = "production",
        Parts = [site.Part],
        Strategies = [],
    };
}
