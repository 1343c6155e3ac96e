using RollbackOps.Engine.Tools.Docker;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Tests.Compose;

public sealed class MissingToolTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_docker_the_message_says_so()
    {
        var error = await Assert.ThrowsAsync<RollbackException>(() => new DockerCli(new Machine([])).RunAsync(DockerCommands.Running(), Cancel));
        Assert.Equal(RollbackErrorId.ToolMissing, error.Id);
        Assert.Contains("'docker'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_compose_the_message_says_so()
    {
        var error = await Assert.ThrowsAsync<RollbackException>(() => new DockerCli(new Machine(["docker ps"])).ComposeAsync(Cancel));
        Assert.Equal(RollbackErrorId.ToolMissing, error.Id);
        Assert.Contains("Compose is not", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compose_as_a_program_of_its_own_is_found()
    {
        Assert.Equal("docker-compose", (await new DockerCli(new Machine(["docker ps", "docker-compose version"])).ComposeAsync(Cancel)).Program);
        Assert.Equal("docker", (await new DockerCli(new Machine(["docker compose", "docker-compose version"])).ComposeAsync(Cancel)).Program);
    }

    // Knows only commands that begin as given; Docker itself says 'unknown command' with exit code 1.
    private sealed class Machine(string[] known) : IRunner
    {
        public Task<CommandResult> TryAsync(Command command, CancellationToken cancel)
        {
            if (known.Any(start => command.ToString().StartsWith(start, StringComparison.Ordinal)))
                return Task.FromResult(new CommandResult(0, "1.29.2", ""));
            return known.Any(start => start.StartsWith(command.Program + ' ', StringComparison.Ordinal))
                ? Task.FromResult(new CommandResult(1, "", "docker: unknown command: docker compose"))
                : throw new RollbackException(RollbackErrorId.ToolMissing, $"The program '{command.Program}' can't be started.", "Install it.");
        }

        public Task<CommandResult> RunAsync(Command command, CancellationToken cancel) => TryAsync(command, cancel);
    }
}
