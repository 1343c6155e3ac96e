using RollbackOps.Engine.Tools.Processes;
using RollbackOps.Engine.Tools.Secrets;

namespace RollbackOps.Engine.Tests.Processes;

/// <summary>What the network broke is fetched once more; nothing else is ever repeated.</summary>
public sealed class AttemptsTests : IDisposable
{
    private const string Network = "fatal: unable to access: Could not resolve host: example.test";
    private readonly string _folder = Directory.CreateTempSubdirectory("rollbackops-attempts-").FullName;
    private readonly List<string> _told = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static ProcessRunner Runner => new(new Redactor(), TimeProvider.System);

    private int Made => File.ReadAllLines(Path.Combine(_folder, "attempts")).Length;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_fails_twice_and_then_does_not_has_succeeded_and_both_pauses_are_told()
    {
        var result = await Runner.TryAsync(Failing(Network, times: 2), Cancel);

        Assert.Equal((0, 3, "attempt 3\n"), (result.ExitCode, Made, result.Out));
        Assert.Collection(
            _told,
            first => Assert.Matches(@"Could not resolve host: example\.test\); attempt 2 of 3 in [0-9.]+ s$", first),
            second => Assert.Contains("attempt 3 of 3", second, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_third_failure_is_the_last()
    {
        var result = await Runner.TryAsync(Failing(Network, times: 9), Cancel);
        Assert.Equal((128, 3), (result.ExitCode, Made));
    }

    [Theory]
    [InlineData("fatal: Authentication failed for 'https://example.test/'")]
    [InlineData("remote: Repository not found.")]
    [InlineData("Error response from daemon: manifest for shop:2 not found: manifest unknown")]
    [InlineData("git@example.test: Permission denied (publickey).")]
    [InlineData("error: Server does not allow request for unadvertised object 12e4567")]
    public async Task What_once_more_would_not_help_is_not_repeated(string said)
    {
        await Runner.TryAsync(Failing(said, times: 9), Cancel);
        Assert.Equal(1, Made);
    }

    [Fact]
    public async Task Nothing_is_repeated_that_does_not_say_so()
    {
        await Runner.TryAsync(Failing(Network, times: 9) with { MayRepeat = false }, Cancel);
        Assert.Equal(1, Made);
    }

    [Fact]
    public async Task A_wish_to_stop_ends_the_pause()
    {
        using var wish = new CancellationTokenSource();
        var command = Failing(Network, times: 9);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Runner.TryAsync(command with { Retrying = _ => wish.Cancel() }, wish.Token));
        Assert.Equal(1, Made);
    }

    [Fact]
    public async Task The_limit_holds_for_all_attempts_together()
    {
        var command = Failing(Network, times: 9) with { Limit = TimeSpan.FromMilliseconds(300) };
        var error = await Assert.ThrowsAsync<RollbackException>(() => Runner.TryAsync(command, Cancel));
        Assert.Equal(RollbackErrorId.TimedOut, error.Id);
    }

    private Command Failing(string said, int times) => new()
    {
        Program = "sh",
        Arguments = ["-c", $"echo x >> attempts; n=$(wc -l < attempts); [ $n -gt {times} ] && echo attempt $n || {{ echo \"$SAID\" >&2; exit 128; }}"],
        Folder = _folder,
        Env = new Dictionary<string, string?> { ["SAID"] = said },
        MayRepeat = true,
        Retrying = _told.Add,
    };
}
