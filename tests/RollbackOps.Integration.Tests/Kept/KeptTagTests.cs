using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Actions.Compose;
using RollbackOps.Engine.Tools.Processes;
using RollbackOps.Engine.Tools.Secrets;
using RollbackOps.Integration.Tests.Cli;
using RollbackOps.Integration.Tests.Environment;

namespace RollbackOps.Integration.Tests.Kept;

/// <summary>Tags that runs keep images by, on a real Docker engine.</summary>
public sealed class KeptTagTests : IAsyncDisposable
{
    private readonly string _name = $"rollbackops/kept/t{Guid.NewGuid():N}"[..30];
    private readonly string _folder = Directory.CreateTempSubdirectory("rollbackops-tag-").FullName;
    private readonly KeptTag _kept = new(new ProcessRunner(new Redactor(), TimeProvider.System));

    private string Tag => $"{_name}:000001";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Safety", "24")]
    public async Task An_image_with_another_tag_loses_the_runs_tag_alone()
    {
        Needs.Docker();
        await DockerAsync("image", "tag", "rollbackops-test/busybox:1", Tag);

        var thing = await FindAsync();

        Assert.Equal(0, thing!.Bytes);
        Assert.Contains("the tag alone", thing.What, StringComparison.Ordinal);
        await _kept.GiveUpAsync(Tag, thing, Cancel);
        Assert.Null(await FindAsync());
        await _kept.GiveUpAsync(Tag, thing, Cancel);
        await DockerAsync("image", "inspect", "rollbackops-test/busybox:1");
    }

    [Fact]
    [Trait("Safety", "24")]
    public async Task An_image_that_a_container_is_made_from_stays_and_goes_with_its_tag_once_nothing_needs_it()
    {
        Needs.Docker();
        var id = await BuildAsync("one");
        var thing = await FindAsync();
        Assert.True(thing!.Bytes > 0);
        Assert.Contains("at most", thing.What, StringComparison.Ordinal);
        var container = await DockerAsync("container", "create", Tag);
        Assert.Null(await FindAsync());
        await Assert.ThrowsAsync<RollbackException>(() => _kept.GiveUpAsync(Tag, thing, Cancel));
        await DockerAsync("image", "inspect", id);
        await DockerAsync("container", "rm", container);

        await _kept.GiveUpAsync(Tag, thing, Cancel);

        Assert.Equal("", await DockerAsync("image", "ls", "--quiet", "--no-trunc", _name));
    }

    [Fact]
    [Trait("Safety", "24")]
    public async Task A_tag_that_names_another_image_by_now_is_left_alone()
    {
        Needs.Docker();
        await BuildAsync("one");
        var thing = await FindAsync();
        var other = await BuildAsync("two");

        var refused = await Assert.ThrowsAsync<RollbackException>(() => _kept.GiveUpAsync(Tag, thing!, Cancel));

        Assert.Contains("another image", refused.Message, StringComparison.Ordinal);
        await DockerAsync("image", "inspect", other);
    }

    public async ValueTask DisposeAsync()
    {
        await Tool.ShellAsync("/", "sh", "-c", $"docker image ls --quiet --filter label=rollbackops-test={_name[17..]} | sort -u | xargs -r docker image rm --force; docker image rm --force {Tag} 2>/dev/null || true");
        Directory.Delete(_folder, recursive: true);
    }

    private Task<KeptThing?> FindAsync() => _kept.FindAsync(Tag, null, "the image", Work(), Cancel);

    private async Task<string> BuildAsync(string version)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "Dockerfile"), $"FROM rollbackops-test/busybox:1\nLABEL rollbackops-test={_name[17..]} version={version}\n", Cancel);
        return await DockerAsync("build", "--quiet", "--tag", Tag, _folder);
    }

    private static Task<string> DockerAsync(params string[] arguments) => Tool.ShellAsync("/", "docker", arguments);

    private Work Work()
    {
        var step = new Step
        {
            Id = "services/tags",
            Kind = TagStep.Name,
            Subject = "",
            Does = "",
            Moment = Moment.Switch,
            Back = Back.ByUndo,
            Touch = Touch.Users,
            Detail = default,
        };
        return new()
        {
            Step = step,
            Run = "000001",
            Runbook = new() { File = "", Text = "", System = "shop", Environment = "test", Parts = [], Strategies = [] },
            Plan = new()
            {
                System = "shop",
                Environment = "test",
                Strategy = "code",
                Runbook = "",
                RunbookHash = "",
                Hash = "",
                Request = new() { Runbook = "" },
                Findings = [],
                Steps = [step],
                Losses = [],
                Notes = [],
            },
            Gifts = Gifts.None,
            Scratch = _folder,
            Kept = _folder,
            Evidence = _folder,
            Answers = new NoAnswers(),
            Progress = (_, _) => { },
            Tell = _ => { },
        };
    }

    private sealed class NoAnswers : IAnswers
    {
        public Task<bool?> AskAsync(string gate, string question, CancellationToken cancel) => Task.FromResult<bool?>(null);
    }
}
