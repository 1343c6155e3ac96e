using System.Diagnostics;
using System.Net.Sockets;
using RollbackOps.Integration.Tests.Cli;

namespace RollbackOps.Integration.Tests.Environment;

/// <summary>A registry of images on a free loopback port, with its images in a folder of its own. It can be stopped and started again.</summary>
public sealed class Registry : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly string _folder = Directory.CreateTempSubdirectory("rollbackops-registry-").FullName;
    private readonly int _port = FreePort.Find();
    private Process? _process;

    /// <summary>What the names of its images begin with, e.g. <c>127.0.0.1:41234</c>.</summary>
    public string Address => $"127.0.0.1:{_port}";

    /// <summary>Starts one.</summary>
    public static async Task<Registry> StartAsync()
    {
        Needs.Registry();
        var registry = new Registry();
        await registry.UpAsync();
        return registry;
    }

    /// <summary>Starts it again with the images that it had.</summary>
    /// <param name="login">Whether it asks for a login, which nobody has.</param>
    public async Task UpAsync(bool login = false)
    {
        var settings = Path.Combine(_folder, "config.yml");
        var users = Path.Combine(_folder, "users");
        await File.WriteAllTextAsync(users, "nobody:$2y$05$abcdefghijklmnopqrstuuJ6S1n7z8Qm0r9Yp4fX5b3wV2kLxC1eG\n");
        await File.WriteAllTextAsync(settings, $$"""
            version: 0.1
            log: { level: error }
            storage: { filesystem: { rootdirectory: {{_folder}}/data }, delete: { enabled: true } }
            http: { addr: "{{Address}}" }
            {{(login ? $"auth: {{ htpasswd: {{ realm: shop, path: {users} }} }}" : "")}}
            """);
        _process = Process.Start(new ProcessStartInfo("docker-registry", ["serve", settings]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        for (var began = Stopwatch.GetTimestamp(); !await AnswersAsync();)
        {
            Assert.False(_process.HasExited, $"docker-registry ended with exit code {(_process.HasExited ? _process.ExitCode : 0)}");
            Assert.True(Stopwatch.GetElapsedTime(began) < Patience, $"docker-registry does not listen at {Address}");
            await Task.Delay(20);
        }
    }

    /// <summary>Stops it; its images stay.</summary>
    public async Task DownAsync()
    {
        if (_process is not { } process)
            return;
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        _process = null;
    }

    /// <summary>Builds an image of busybox, and pushes it; its name by digest, <c>127.0.0.1:…/shop/web@sha256:…</c>.</summary>
    /// <param name="name">Repository and tag within the registry, e.g. <c>shop/web:1.0.0</c>.</param>
    /// <param name="lines">The lines of its Dockerfile after <c>FROM</c>.</param>
    public async Task<string> PushAsync(string name, params string[] lines)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, Guid.NewGuid().ToString("N"))).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "Dockerfile"), string.Join('\n', lines.Prepend("FROM rollbackops-test/busybox:1")) + "\n");
        var tag = $"{Address}/{name}";
        await Tool.ShellAsync(folder, "docker", "build", "--quiet", "--tag", tag, ".");
        await Tool.ShellAsync(folder, "docker", "push", "--quiet", tag);
        var digests = await Tool.ShellAsync(folder, "docker", "image", "inspect", "--format", "{{range .RepoDigests}}{{println .}}{{end}}", tag);
        return digests.Split('\n').Single(digest => digest.StartsWith($"{tag[..tag.LastIndexOf(':')]}@", StringComparison.Ordinal));
    }

    /// <summary>Takes an image's names away from the engine, which can then have it from here alone.</summary>
    public Task ForgetAsync(params string[] names) => Tool.ShellAsync(_folder, "docker", ["image", "rm", "--force", .. names]);

    public async ValueTask DisposeAsync()
    {
        await DownAsync();
        var images = (await Tool.ShellAsync(_folder, "docker", "image", "ls", "--format", "{{.Repository}} {{.ID}}")).Split('\n')
            .Where(line => line.StartsWith(Address, StringComparison.Ordinal)).Select(line => line.Split(' ')[1]).Distinct().ToArray();
        if (images.Length > 0)
            await Tool.EndAsync(new("docker", ["image", "rm", "--force", .. images]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true });
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", _port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
