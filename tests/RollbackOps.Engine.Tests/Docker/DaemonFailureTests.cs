using RollbackOps.Engine.Tools.Docker;
using RollbackOps.Engine.Tools.Docker.Swarm;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Tests.Docker;

/// <summary>What keeps Docker's daemon from being asked is said in an operator's words, with what to type next.</summary>
public sealed class DaemonFailureTests
{
    [Theory]
    [InlineData("Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?", "Docker's daemon at unix:///var/run/docker.sock does not answer.", "sudo systemctl start docker")]
    [InlineData("failed to connect to the docker API at unix:///var/run/docker.sock; check if the path is correct and if the daemon is running: dial unix /var/run/docker.sock: connect: no such file or directory", "Docker's daemon at unix:///var/run/docker.sock does not answer.", "sudo systemctl start docker")]
    [InlineData("Couldn't connect to Docker daemon at http+docker://localhost - is it running?", "Docker's daemon at http+docker://localhost does not answer.", "DOCKER_HOST")]
    [InlineData("Cannot connect to the Docker daemon at tcp://10.0.0.9:2376. Is the docker daemon running?", "Docker's daemon at tcp://10.0.0.9:2376 does not answer.", "that machine and its daemon are up")]
    [InlineData("error during connect: Get \"http://build.example.org:2375/v1.50/containers/json\": dial tcp: lookup build.example.org on 10.0.0.2:53: no such host", "Docker's daemon at build.example.org:2375 does not answer: dial tcp: lookup build.example.org on 10.0.0.2:53: no such host", "docker context ls")]
    [InlineData("error during connect: Get \"http://docker.example.com/v1.50/containers/json\": command [ssh -o ConnectTimeout=30 -T -l ops -- build docker system dial-stdio] has exited with exit status 255, make sure the URL is valid, and Docker 18.09 or later is installed on the remote host: stderr=ops@build: Permission denied (publickey).\n", "Docker's daemon does not answer: ops@build: Permission denied (publickey).", "that machine")]
    [InlineData("permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: Get \"http://%2Fvar%2Frun%2Fdocker.sock/v1.50/containers/json\": dial unix /var/run/docker.sock: connect: permission denied", "Docker's daemon at unix:///var/run/docker.sock refuses the user", "sudo usermod -aG docker")]
    [InlineData("permission denied while trying to connect to the docker API at unix:///var/run/docker.sock", "Docker's daemon at unix:///var/run/docker.sock refuses the user", "sudo usermod -aG docker")]
    [InlineData("Failed to initialize: unable to resolve docker endpoint: context \"gone\": context not found: open /root/.docker/contexts/meta/x/meta.json: no such file or directory", "Docker has no context 'gone'.", "DOCKER_CONTEXT")]
    [InlineData("context \"gone\" does not exist", "Docker has no context 'gone'.", "docker context ls")]
    [InlineData("Failed to initialize: unable to resolve docker endpoint: open /root/.docker/ca.pem: no such file or directory", "can't tell where its daemon is: open /root/.docker/ca.pem: no such file or directory", "DOCKER_CERT_PATH")]
    public void What_Docker_says_of_its_daemon_is_told(string said, string expected, string next)
    {
        var error = DaemonFailure.Of(DockerCommands.Running(), said);
        Assert.Equal(RollbackErrorId.Unreachable, error?.Id);
        Assert.Contains(expected, error!.Message, StringComparison.Ordinal);
        Assert.Contains(next, error.Next, StringComparison.Ordinal);
        Assert.EndsWith("then run the same command again.", error.Next, StringComparison.Ordinal);
    }

    [Fact]
    public void A_context_that_the_runbook_names_is_corrected_there()
    {
        var error = DaemonFailure.Of(new SwarmCommands("prod").Services(), "unable to resolve docker endpoint: context \"prod\": context not found");
        Assert.Contains("correct 'context' in the runbook", error!.Next, StringComparison.Ordinal);
        var silent = DaemonFailure.Of(new SwarmCommands("prod").Services(), "Cannot connect to the Docker daemon at tcp://10.0.0.9:2376. Is the docker daemon running?");
        Assert.Contains("at tcp://10.0.0.9:2376 (context prod) does not answer", silent!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Error response from daemon: No such container: web")]
    [InlineData("open /etc/secret: permission denied")]
    [InlineData("service \"web\" depends on undefined service db: invalid compose project")]
    public void What_the_daemon_itself_answers_is_no_silence(string said) =>
        Assert.Null(DaemonFailure.Of(DockerCommands.Running(), said));

    [Fact]
    public async Task A_daemon_that_hangs_is_told_and_no_limit_of_a_step_is_blamed()
    {
        var error = await Assert.ThrowsAsync<RollbackException>(() => new DockerCli(new Hanging()).RunAsync(DockerCommands.Running(), TestContext.Current.CancellationToken));
        Assert.Equal((RollbackErrorId.TimedOut, true), (error.Id, error.Message.StartsWith("Docker gave no answer to 'docker ps", StringComparison.Ordinal)));
        Assert.Contains("docker info", error.Next, StringComparison.Ordinal);
        var slow = await Assert.ThrowsAsync<RollbackException>(() => new DockerCli(new Hanging()).RunAsync(DockerCommands.Pull("web:1", TimeSpan.FromMinutes(10)), TestContext.Current.CancellationToken));
        Assert.Equal("raise the limit", slow.Next);
    }

    private sealed class Hanging : IRunner
    {
        public Task<CommandResult> TryAsync(Command command, CancellationToken cancel) =>
            throw new RollbackException(RollbackErrorId.TimedOut, $"{command} took too long.", "raise the limit");

        public Task<CommandResult> RunAsync(Command command, CancellationToken cancel) => TryAsync(command, cancel);
    }
}
