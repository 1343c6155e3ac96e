using RollbackOps.Integration.Tests.Cli;
using RollbackOps.Integration.Tests.Environment;
using static RollbackOps.Integration.Tests.Kept.Eventually;

namespace RollbackOps.Integration.Tests.Compose;

/// <summary>An image that must be pulled, from a registry that is down or asks for a login: said before the cutover, and gone on with once it answers.</summary>
public sealed class RegistryTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rollbackops-pull-").FullName;
    private readonly string _name = $"rbtpull{Guid.NewGuid():N}"[..14];
    private Registry _registry = null!;

    public async ValueTask InitializeAsync()
    {
        Needs.Docker();
        Needs.Git();
        _registry = await Registry.StartAsync();
    }

    [Fact]
    public async Task A_registry_that_is_down_or_asks_for_a_login_is_said_before_the_cutover()
    {
        await PointAsync();
        var ids = await IdsAsync();

        await _registry.DownAsync();
        await IsRefusedAsync(ids, "gets no answer from the registry", $"See whether the registry runs and can be reached ({_registry.Address})", "run", "--to", "good", "--yes");
        await _registry.UpAsync(login: true);
        await IsRefusedAsync(ids, "the registry refuses this user", $"Log in (docker login {_registry.Address})", "run", "--to", "good", "--yes");
        await _registry.DownAsync();
        await _registry.UpAsync();

        Exits(0, await ToolAsync("run", "--to", "good", "--yes"));
        Assert.NotEqual(ids, await IdsAsync());
    }

    [Fact]
    public async Task A_build_that_needs_such_a_registry_says_so_before_the_cutover()
    {
        await BuildAsync();
        var ids = await IdsAsync();

        await _registry.DownAsync();
        await IsRefusedAsync(ids, $"The build of 'web' needs {_registry.Address}/base:1, and gets no answer", $"can be reached ({_registry.Address})", "run", "--yes");
        await _registry.UpAsync(login: true);
        await IsRefusedAsync(ids, $"The build of 'web' needs {_registry.Address}/base:1, and the registry refuses this user", $"Log in (docker login {_registry.Address})", "run", "--yes");
    }

    public async ValueTask DisposeAsync()
    {
        if (_registry is not null)
        {
            await ShellAsync($"docker compose -p {_name} down --timeout 0 >/dev/null 2>&1; docker image ls --format '{{{{.Repository}}}}:{{{{.Tag}}}}' | grep {_name} | xargs -r docker image rm -f >/dev/null");
            await _registry.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private async Task IsRefusedAsync(string ids, string expected, string next, params string[] arguments)
    {
        var files = Files();
        var refused = Exits(2, await ToolAsync(arguments));
        Assert.True(refused.All.Contains(expected, StringComparison.Ordinal), refused.All);
        Assert.Contains(next, refused.All, StringComparison.Ordinal);
        Assert.Equal((ids, files), (await IdsAsync(), Files()));
    }

    // The state folder holds the refused run's journal, and nothing else may have come.
    private string Files() => string.Join('\n', FolderState.Of(_folder).Split('\n').Where(line => !line.StartsWith(Path.Combine(_folder, "state"), StringComparison.Ordinal) && !line.Contains("/.git/", StringComparison.Ordinal)));

    // A release that came from the registry and is known to be good; the one after it runs, and this host has lost the first.
    private async Task PointAsync()
    {
        var first = await _registry.PushAsync($"{_name}:1", "CMD sleep 1000000");
        await _registry.PushAsync($"{_name}:2", "ENV RELEASE=2", "CMD sleep 1000000");
        var image = $"{_registry.Address}/{_name}";
        Write("docker-compose.yml", $"services: {{ web: {{ image: '{image}:live', stop_grace_period: 0s }} }}\n");
        Runbook("services: { compose: docker-compose.yml }");
        await ShellAsync($"docker tag {image}:1 {image}:live && docker compose -p {_name} up --detach >/dev/null");
        Exits(0, await ToolAsync("checkpoint", "--name", "good"));
        await ShellAsync($"docker tag {image}:2 {image}:live && docker compose -p {_name} up --detach >/dev/null");
        await ShellAsync($"docker image rm -f {first} {image}:1 $(docker image ls --format '{{{{.Repository}}}}:{{{{.Tag}}}}' 'rollbackops/points/{_name}-*')");
    }

    // Two releases of a tree; the first's base image is in the registry alone.
    private async Task BuildAsync()
    {
        Write("docker-compose.yml", "services: { web: { build: ., stop_grace_period: 0s } }\n");
        Write("Dockerfile", $"FROM {_registry.Address}/base:1\nCMD sleep 1000000\n");
        Write(".gitignore", "state/\n");
        Runbook("code: { git: . }\nservices: { compose: docker-compose.yml }");
        await ShellAsync("git init -q -b main . && git config user.email t@example.org && git config user.name Test && git add . && git commit -qm 1 && git tag v1.0.0");
        Write("Dockerfile", "FROM rollbackops-test/busybox:1\nCMD sleep 1000000\n");
        await ShellAsync($"git add . && git commit -qm 2 && git tag v1.1.0 && docker compose -p {_name} up --detach --build");
    }

    private void Runbook(string parts) => Write("rollback.yaml", $"system: {_name}\nstate: state\n{parts}\nhealth: {{ within: 20s, in-a-row: 1 }}\nchecks: [ {{ containers: healthy }} ]\n");

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);

    private Task<string> IdsAsync() => ShellAsync($"docker compose -p {_name} ps --all --quiet | sort");

    private Task<ToolResult> ToolAsync(params string[] arguments) => Tool.RunAsync(_folder, arguments);

    private Task<string> ShellAsync(string line) => Tool.ShellAsync(_folder, "sh", "-c", $"{{ {line}; }} 2>&1");
}
