using System.Net;
using System.Net.Sockets;
using RollbackOps.Engine.Tools.Docker;
using RollbackOps.Engine.Tools.Docker.Diagnosis;
using RollbackOps.Engine.Tools.Processes;
using RollbackOps.Engine.Tools.Secrets;
using RollbackOps.Integration.Tests.Cli;
using RollbackOps.Integration.Tests.Environment;

namespace RollbackOps.Integration.Tests.Docker;

/// <summary>Why a container does not start, as a real engine and real programs say it.</summary>
[Trait("Row", "N13")]
public sealed class DiagnosisTests : IAsyncLifetime
{
    private const string Small = "rollbackops-test/busybox:1";
    private readonly string _name = $"rbdiag{Guid.NewGuid():N}"[..14];
    private readonly DockerCli _docker = new(new ProcessRunner(new Redactor(), TimeProvider.System));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ContainerDoctor Doctor => new(_docker, new Redactor());

    public ValueTask InitializeAsync()
    {
        Needs.Docker();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync() => await Tool.ShellAsync("/", "sh", "-c", $"docker ps -aq --filter name={_name} | xargs -r docker rm -fv > /dev/null");

    [Theory]
    [InlineData(Small, "its variable API_TOKEN has no value", "sh", "-uc", "echo $API_TOKEN")]
    [InlineData("rollbackops-test/postgres:15", "nothing answers at 127.0.0.1:5432", "psql", "-h", "127.0.0.1", "-U", "shop")]
    [InlineData("rollbackops-test/postgres:15", "it finds no host 'nowhere'", "psql", "-h", "nowhere", "-U", "shop")]
    [InlineData(Small, "its image lacks /app/server", "sh", "-c", "/app/server")]
    public async Task What_a_program_says_last_is_understood(string image, string what, params string[] command)
    {
        await MakeAsync(image, [], command);
        await RunAsync("start", _name);
        await RunAsync("wait", _name);

        Assert.Equal(what, (await Doctor.FindAsync(_name, Cancel))?.What);
    }

    [Fact]
    public async Task A_program_that_the_image_does_not_have_is_named()
    {
        await MakeAsync(Small, [], "nothing-of-that-name");
        Assert.NotEqual(0, (await TryAsync("start", _name)).ExitCode);
        Assert.Equal("its image has no program 'nothing-of-that-name' that can be run", (await Doctor.FindAsync(_name, Cancel))?.What);
    }

    [Fact]
    public async Task Who_holds_a_port_is_named_be_it_a_process_or_a_container()
    {
        using var listener = new TcpListener(IPAddress.Any, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        await MakeAsync(Small, ["--publish", $"{port}:80"], "sleep", "100");
        Assert.NotEqual(0, (await TryAsync("start", _name)).ExitCode);
        Assert.Contains($"port {port} of the host is held by process {System.Environment.ProcessId} (", (await Doctor.FindAsync(_name, Cancel))!.What, StringComparison.Ordinal);

        listener.Stop();
        await RunAsync("run", "--detach", "--name", $"{_name}-first", "--publish", $"{port}:80", Small, "sleep", "100");
        Assert.NotEqual(0, (await TryAsync("start", _name)).ExitCode);
        Assert.Equal($"port {port} of the host is held by container {_name}-first", (await Doctor.FindAsync(_name, Cancel))!.What);
    }

    private Task<string> MakeAsync(string image, string[] options, params string[] command) =>
        RunAsync(["create", "--name", _name, "--stop-signal", "SIGKILL", .. options, .. image == Small ? Array.Empty<string>() : ["--entrypoint", ""], image, .. command]);

    private async Task<string> RunAsync(params string[] arguments) => await TryAsync(arguments) is { ExitCode: 0 } done ? done.Out : throw new InvalidOperationException(string.Join(' ', arguments));

    private Task<CommandResult> TryAsync(params string[] arguments) => _docker.TryAsync(new() { Program = "docker", Arguments = arguments, Limit = TimeSpan.FromMinutes(1) }, Cancel);
}
