using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Docker;
using RollbackOps.Engine.Tools.Processes;
using RollbackOps.Engine.Tools.Secrets;
using RollbackOps.Integration.Tests.Environment;

namespace RollbackOps.Integration.Tests.Compose;

public sealed class ComposeClientTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Safety", "11")]
    public async Task The_project_comes_from_the_containers_labels()
    {
        await using var site = await ComposeSite.MakeAsync();
        await site.ComposeAsync("up", "--detach", "--build");

        var project = await site.Client.FindAsync(site.Part, site.Folder, Cancel);

        Assert.Equal(site.Name, project.Name);
        Assert.Equal(site.Folder, project.Folder);
        Assert.Equal([Path.Combine(site.Folder, "docker-compose.yml")], project.Files);
        Assert.Equal(["backend", "db", "proxy"], project.Containers.Select(container => container.Service));
        var backend = project.Containers[0];
        Assert.Equal("swordfish77", backend.Environment["SETTING"]);
        Assert.Equal($"{site.Name}-backend", backend.Image);
        Assert.StartsWith("sha256:", backend.ImageId, StringComparison.Ordinal);
        Assert.NotNull(backend.Health);
        Assert.False(backend.HoldsVolume);
        Assert.NotEmpty(backend.Addresses);
        Assert.True(project.Containers[1].HoldsVolume);
    }

    [Fact]
    public async Task Without_containers_the_project_has_the_name_that_compose_gives_it()
    {
        await using var site = await ComposeSite.MakeAsync();
        Assert.Equal(site.Name, (await site.Client.FindAsync(site.Part, site.Folder, Cancel)).Name);

        site.Write("docker-compose.yml", "name: fromfile\n" + File.ReadAllText(Path.Combine(site.Folder, "docker-compose.yml")));
        Assert.Equal("fromfile", (await site.Client.FindAsync(site.Part, site.Folder, Cancel)).Name);
    }

    [Fact]
    [Trait("Safety", "11")]
    public async Task Another_project_than_the_runbook_names_is_refused()
    {
        await using var site = await ComposeSite.MakeAsync();
        await site.ComposeAsync("up", "--detach", "--build");

        var error = await Assert.ThrowsAsync<RollbackException>(() =>
            site.Client.FindAsync(site.Part with { Project = "shop" }, site.Folder, Cancel));

        Assert.Equal(RollbackErrorId.PlanImpossible, error.Id);
        Assert.Contains($"belong to the project '{site.Name}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Safety", "11")]
    public async Task A_project_name_that_other_files_run_under_is_refused()
    {
        await using var site = await ComposeSite.MakeAsync();
        await site.ComposeAsync("up", "--detach", "db");
        site.Write("worktree/docker-compose.yml", "services: { db: { image: rollbackops-test/busybox:1 } }\n");

        var error = await Assert.ThrowsAsync<RollbackException>(() => site.Client.FindAsync(
            site.Part with { Project = site.Name }, Path.Combine(site.Folder, "worktree"), Cancel));

        Assert.Contains("runs from other files", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_daemon_that_is_down_is_named_by_its_socket()
    {
        Needs.Docker();
        var client = new ComposeClient(new Elsewhere("unix:///nonexistent"));
        var error = await Assert.ThrowsAsync<RollbackException>(() =>
            client.FindAsync(new ComposePart("services") { Files = ["a.yml"] }, Path.GetTempPath(), Cancel));

        Assert.Equal(RollbackErrorId.Unreachable, error.Id);
        Assert.Contains("unix:///nonexistent", error.Message, StringComparison.Ordinal);
    }

    // DOCKER_HOST is a process-wide setting; a test may only set it for the children it starts.
    private sealed class Elsewhere(string host) : IRunner
    {
        private readonly ProcessRunner _real = new(new Redactor(), TimeProvider.System);

        public Task<CommandResult> TryAsync(Command command, CancellationToken cancel) => _real.TryAsync(There(command), cancel);

        public Task<CommandResult> RunAsync(Command command, CancellationToken cancel) => _real.RunAsync(There(command), cancel);

        private Command There(Command command) =>
            command with { Env = new Dictionary<string, string?>(command.Env) { ["DOCKER_HOST"] = host } };
    }
}
