using System.Diagnostics;
using System.Runtime.Versioning;
using RollbackOps.Integration.Tests.Cli;
using RollbackOps.Integration.Tests.Environment;
using static RollbackOps.Integration.Tests.Kept.Eventually;

namespace RollbackOps.Integration.Tests.Docker;

/// <summary>Where Docker, Compose or the daemon is missing, silent or closed, that is said before anything changes, with what to type next.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class MissingDockerTests : IDisposable
{
    private const string Compose = "services: { compose: docker-compose.yml }";
    private const string Swarm = "services: { swarm: { stack: shop, context: prod } }";
    private readonly string _folder = Directory.CreateTempSubdirectory("rollbackops-nodocker-").FullName;
    private readonly string _path = Directory.CreateTempSubdirectory("rollbackops-path-").FullName;

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        Directory.Delete(_path, recursive: true);
    }

    [Theory]
    [InlineData(Compose)]
    [InlineData(Swarm)]
    [InlineData("databases: { main: { volume: shop_media, backups: \"*.tar\" } }")]
    [InlineData("services: { compose: docker-compose.yml }\ndatabases: { main: { postgres: { service: db, database: shop }, backups: \"*.tar\" } }")]
    public Task Without_docker_it_is_said(string parts) =>
        IsRefusedAsync(parts, start => start, "The program 'docker' can't be started, and what the runbook names runs in Docker.", "Install Docker's command line");

    [Fact]
    public Task Without_compose_it_is_said()
    {
        Docker("[ \"$1\" != compose ] || { echo \"docker: 'compose' is not a docker command.\" >&2; exit 1; }");
        return IsRefusedAsync(Compose, start => start, "neither 'docker compose' nor 'docker-compose' can be run", "docker-compose-plugin");
    }

    [Theory]
    [InlineData(Compose, "DOCKER_HOST", "unix:///nowhere/docker.sock", "Docker's daemon at unix:///nowhere/docker.sock does not answer.", "sudo systemctl start docker")]
    [InlineData("databases: { main: { volume: shop_media, backups: \"*.tar\" } }", "DOCKER_HOST", "unix:///nowhere/docker.sock", "does not answer.", "sudo systemctl start docker")]
    [InlineData(Compose, "DOCKER_HOST", "tcp://127.0.0.1:1", "Docker's daemon at tcp://127.0.0.1:1 does not answer.", "that machine and its daemon are up")]
    [InlineData(Compose, "DOCKER_HOST", "tcp://nowhere.invalid:2375", "Docker's daemon at nowhere.invalid:2375 does not answer: dial tcp: lookup nowhere.invalid", "correct DOCKER_HOST")]
    [InlineData(Compose, "DOCKER_HOST", "ssh://ops@127.0.0.1:1", "Docker's daemon does not answer: ", "correct DOCKER_HOST")]
    [InlineData(Compose, "DOCKER_CONTEXT", "gone", "Docker has no context 'gone'.", "docker context ls")]
    [InlineData(Swarm, "DOCKER_CONTEXT", "", "Docker has no context 'prod'.", "correct 'context' in the runbook")]
    public Task A_daemon_that_is_down_is_said(string parts, string name, string value, string expected, string next)
    {
        Needs.DockerProgram();
        return IsRefusedAsync(parts, start => With(Ours(start), name, value), expected, next);
    }

    // What Docker prints there, version by version: neither another user nor a second swarm can be had everywhere.
    [Theory]
    [InlineData(Compose, "permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: Get \"http://x/v1.50/containers/json\": dial unix /var/run/docker.sock: connect: permission denied", "unix:///var/run/docker.sock refuses the user", "sudo usermod -aG docker")]
    [InlineData(Compose, "permission denied while trying to connect to the docker API at unix:///var/run/docker.sock", "unix:///var/run/docker.sock refuses the user", "sudo usermod -aG docker")]
    [InlineData(Swarm, "Error response from daemon: This node is not a swarm manager. Use \"docker swarm init\" or \"docker swarm join\" to connect this node to swarm and try again.", "is in no swarm", "docker context ls")]
    [InlineData(Swarm, "Error response from daemon: This node is not a swarm manager. Worker nodes can't be used to view or modify cluster state. Please run this command on a manager node or promote the current node to a manager.", "is a worker of its swarm", "Name the context of a manager")]
    [InlineData(Swarm, "Error response from daemon: Swarm is encrypted and needs to be unlocked before it can be used. Please use \"docker swarm unlock\" to unlock it.", "a swarm that is locked", "docker swarm unlock")]
    [InlineData(Swarm, "Error response from daemon: rpc error: code = Unknown desc = The swarm does not have a leader. It's possible that too few managers are online.", "has no leader", "docker node ls")]
    public Task What_refuses_is_said(string parts, string said, string expected, string next)
    {
        File.WriteAllText(Path.Combine(_path, "said"), said);
        Docker($"cat {_path}/said >&2; exit 1");
        return IsRefusedAsync(parts, start => start, expected, next);
    }

    private async Task IsRefusedAsync(string parts, Func<ProcessStartInfo, ProcessStartInfo> changed, string expected, string next)
    {
        File.WriteAllText(Path.Combine(_folder, "docker-compose.yml"), "services: { web: { image: \"busybox:1\" }, db: { image: \"postgres:15\" } }\n");
        File.WriteAllText(Path.Combine(_folder, "main-20260217-100000.tar"), "");
        File.WriteAllText(Path.Combine(_folder, "rollback.yaml"), $"system: shop\nstate: state\n{parts}\nstrategies: {{ back: {{ back: [{(parts.Contains("main:", StringComparison.Ordinal) ? "main" : "services")}] }} }}\n");
        var before = FolderState.Of(_folder);
        foreach (var verb in new string[][] { ["plan"], ["run", "--yes"] })
        {
            var refused = Exits(2, await Tool.EndAsync(changed(await BareAsync([.. verb, "--strategy", "back"]))));
            Assert.Equal("", refused.Out);
            Assert.Contains(expected, refused.Error, StringComparison.Ordinal);
            Assert.Contains(next, refused.Error[refused.Error.IndexOf("  Next: ", StringComparison.Ordinal)..], StringComparison.Ordinal);
            Assert.Equal(before, FolderState.Of(_folder));
        }
    }

    // The tool with a PATH where nothing is but what a test puts there, and what scripts need.
    private async Task<ProcessStartInfo> BareAsync(string[] arguments)
    {
        var start = Tool.Start(_folder, arguments);
        start.FileName = start.FileName == "dotnet" ? await Tool.ShellAsync("/", "sh", "-c", "command -v dotnet") : start.FileName;
        foreach (var program in new[] { "sh", "cat" })
            File.Delete(Path.Combine(_path, program));
        foreach (var program in new[] { "sh", "cat" })
            File.CreateSymbolicLink(Path.Combine(_path, program), await Tool.ShellAsync("/", "sh", "-c", $"command -v {program}"));
        With(start, "PATH", _path);
        foreach (var name in new[] { "DOCKER_HOST", "DOCKER_CONTEXT" })
            With(start, name, "");
        return start;
    }

    // With the programs of this machine.
    private static ProcessStartInfo Ours(ProcessStartInfo start) => With(start, "PATH", System.Environment.GetEnvironmentVariable("PATH")!);

    private static ProcessStartInfo With(ProcessStartInfo start, string name, string value)
    {
        start.Environment[name] = value;
        return start;
    }

    private void Docker(string script)
    {
        var docker = Path.Combine(_path, "docker");
        File.WriteAllText(docker, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(docker, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
