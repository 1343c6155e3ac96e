using RollbackOps.Engine.Checks;
using RollbackOps.Engine.Runbooks.Checks;
using RollbackOps.Engine.Tools.Docker;
using RollbackOps.Engine.Tools.Secrets;

namespace RollbackOps.Engine.Tests.Compose;

public sealed class CheckTests
{
    private static (bool Passed, string Detail) Log(string? level, string? pattern, params string[] lines) =>
        new LogMeasure(null!, null!, new Redactor(), TimeProvider.System).Answer(
            new LogCheck { Name = "log", Service = "backend", Level = level, Pattern = pattern },
            [.. lines.Select(line => new LogLine(Places.Noon, line))],
            TimeSpan.FromMinutes(5));

    [Theory]
    [InlineData("ERROR cannot open", false)]
    [InlineData("[ERROR] cannot open", false)]
    [InlineData("""{"level":"error","msg":"x"}""", false)]
    [InlineData("ts=1 level=error msg=x", false)]
    [InlineData("2026/02/17 10:00:00 [error] 1#1: x", false)]
    [InlineData("finished without error", true)]
    [InlineData("NO_ERRORS today", true)]
    [InlineData("ERRORS: 0", true)]
    public void A_level_is_found_as_a_word(string line, bool passed) => Assert.Equal(passed, Log("ERROR", null, line).Passed);

    [Fact]
    public void The_answer_tells_how_many_lines_and_the_first_of_them_without_secrets()
    {
        var (passed, detail) = Log(null, "time-?out", "fine", "timeout for API_TOKEN=hunter2222", "time-out");
        Assert.False(passed);
        Assert.Equal("2 lines in the last 300 s, first: timeout for API_TOKEN=***", detail);
        Assert.Equal((true, "none in the last 300 s (1 lines read)"), Log(null, "boom", "fine"));
    }

    [Theory]
    [InlineData("2026-02-17T10:00:00Z x", "2026-02-17T10:00:00+00:00")]
    [InlineData("[2026-02-17 10:00:00,123+0100] x", "2026-02-17T09:00:00.123+00:00")]
    [InlineData("1.2.3.4 - - [17/Feb/2026:10:00:00 +0000] GET", "2026-02-17T10:00:00+00:00")]
    [InlineData("no time at all", null)]
    public void The_times_of_common_logs_are_read(string line, string? expected) =>
        Assert.Equal(expected is null ? null : DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), LogFile.Time(line));

    [Fact]
    public void A_line_without_a_time_belongs_to_the_one_before_it()
    {
        string[] lines = ["2026-02-17T10:00:00Z ERROR old", "  at Old()", "2026-02-17T11:59:00Z ERROR new", "  at New()"];
        Assert.Equal(["2026-02-17T11:59:00Z ERROR new", "  at New()"], LogFile.Since(lines, Places.Noon.AddMinutes(-5)).Select(line => line.Text));
        Assert.Equal(["no time"], LogFile.Since(["no time"], Places.Noon).Select(line => line.Text));
    }

    [Fact]
    public void Containers_must_be_up_and_healthy_where_they_say_so()
    {
        (bool Passed, string Detail) On(string[] services, params ComposeContainer[] containers) => ContainersMeasure.Answer(
            services, new() { Name = "shop", Folder = "/srv/shop", Files = [], Containers = containers });
        var good = Places.Container("backend") with { Health = "healthy" };
        var done = Places.Container("migrate") with { State = "exited" };

        Assert.Equal((true, "1 up, 1 of them healthy"), On([], good, done));
        Assert.False(On(["migrate"], good, done).Passed);
        Assert.Equal((false, "none of the 2 containers of the project shop is up"), On([], good with { State = "exited" }, done));
        Assert.Equal((false, "shop-migrate-1 is exited, exit code 0"), On([], good, done with { IsKeptUp = true }));
        Assert.Equal((false, "shop-backend-1 is running, health unhealthy"), On([], good with { Health = "unhealthy" }));
        Assert.Equal((false, "shop-backend-1 is restarting, exit code 1, restarted 4 times"), On([], good with { State = "restarting", Health = null, ExitCode = 1, Restarts = 4 }));
        Assert.Equal((false, "no container of web in the project shop"), On(["web"], good));
        Assert.False(On([]).Passed);
    }
}
