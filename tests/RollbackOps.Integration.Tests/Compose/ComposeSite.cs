using System.Diagnostics;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Docker;
using RollbackOps.Engine.Tools.Processes;
using RollbackOps.Engine.Tools.Secrets;
using RollbackOps.Integration.Tests.Environment;

namespace RollbackOps.Integration.Tests.Compose;

/// <summary>
/// A Compose project of its own in a git repository, with releases v1 and v2: <c>db</c> holds a volume, <c>backend</c>
/// is built and answers its version, <c>proxy</c> stands before it with a configuration mounted as a single file.
/// Everything it makes goes away with it.
/// </summary>
public sealed class ComposeSite : IAsyncDisposable
{
    private ComposeSite(string folder, string name)
    {
        Folder = folder;
        Name = name;
    }

    /// <summary>The live tree.</summary>
    public string Folder { get; }

    /// <summary>The project's name.</summary>
    public string Name { get; }

    /// <summary>Runs programs as the tool does.</summary>
    public IRunner Runner { get; } = new ProcessRunner(new Redactor(), TimeProvider.System);

    /// <summary>The runbook's part.</summary>
    public ComposePart Part { get; init; } = new("services") { Files = ["docker-compose.yml"] };

    public ComposeClient Client => new(Runner);

    /// <summary>The repository with both releases, checked out at v2; nothing runs yet.</summary>
    public static async Task<ComposeSite> MakeAsync(string? proxy = null)
    {
        Needs.Docker();
        Needs.Git();
        var name = "rbt" + Guid.NewGuid().ToString("N")[..10];
        var folder = Path.Combine(Path.GetTempPath(), name);
        Directory.CreateDirectory(folder);
        var site = new ComposeSite(folder, name);
        await site.GitAsync("init", "--quiet", "--initial-branch=main", ".");
        await site.GitAsync("config", "user.email", "test@example.org");
        await site.GitAsync("config", "user.name", "Test");
        site.Write(".gitignore", ".env\n");
        site.Write(".env", "SETTING=swordfish77\n");
        site.Write("docker-compose.yml", Compose("one", proxy));
        site.Write("backend/Dockerfile", "FROM rollbackops-test/busybox:1\nCOPY index.html /www/index.html\nCMD [\"httpd\",\"-f\",\"-p\",\"80\",\"-h\",\"/www\"]\n");
        site.Write("backend/index.html", "version 1\n");
        site.Write("proxy.conf", "route 1\n");
        await site.CommitAsync("v1");
        site.Write("docker-compose.yml", Compose("two", proxy));
        site.Write("backend/index.html", "version 2\n");
        await site.CommitAsync("v2");
        return site;
    }

    public void Write(string path, string text)
    {
        var full = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    public async Task CommitAsync(string tag)
    {
        await GitAsync("add", "--all");
        await GitAsync("commit", "--quiet", "--message", tag);
        await GitAsync("tag", tag);
    }

    public async Task<Release> ReleaseAsync(string tag) => new(tag, (await GitAsync("rev-parse", $"{tag}^{{commit}}")).Trim(), null);

    public Task<string> GitAsync(params string[] arguments) => RunAsync("git", ["-C", Folder, .. arguments]);

    /// <summary>What an operator would type.</summary>
    public Task<string> ComposeAsync(params string[] arguments) => RunAsync("docker", ["compose", "-p", Name, "--project-directory", Folder, "-f", Path.Combine(Folder, "docker-compose.yml"), .. arguments]);

    public Task<string> DockerAsync(params string[] arguments) => RunAsync("docker", arguments);

    /// <summary>The version that the backend answers.</summary>
    public async Task<string> VersionAsync() => (await ComposeAsync("exec", "-T", "backend", "wget", "-q", "-O", "-", "http://127.0.0.1/index.html")).Trim();

    public async Task<ComposeContainer> ContainerAsync(string service) =>
        (await new DockerHost(new DockerCli(Runner)).ContainersAsync(Name, TestContext.Current.CancellationToken)).Single(container => container.Service == service);

    public async ValueTask DisposeAsync()
    {
        await QuietAsync("docker", "compose", "-p", Name, "down", "--volumes", "--remove-orphans", "--timeout", "0");
        var images = await QuietAsync("docker", "image", "ls", "--format", "{{.Repository}}:{{.Tag}}");
        var ours = images.Split('\n').Where(image => image.Contains(Name, StringComparison.Ordinal)).ToArray();
        if (ours.Length > 0)
            await QuietAsync("docker", ["image", "rm", "--force", .. ours]);
        var untagged = (await QuietAsync("docker", "image", "ls", "--quiet", "--filter", $"label=com.docker.compose.project={Name}")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (untagged.Length > 0)
            await QuietAsync("docker", ["image", "rm", "--force", .. untagged]);
        Directory.Delete(Folder, recursive: true);
    }

    private static string Compose(string setting, string? proxy) => $$"""
        services:
          db:
            image: rollbackops-test/busybox:1
            command: ["sleep", "1000000"]
            stop_signal: SIGKILL
            volumes: ["data:/data"]
          backend:
            build: ./backend
            stop_signal: SIGKILL
            environment: { RELEASE: "{{setting}}", SETTING: "${SETTING}" }
            depends_on: [db]
            healthcheck: { test: ["CMD", "wget", "-q", "-O", "/dev/null", "http://127.0.0.1/index.html"], interval: 1s }
          proxy:
            {{proxy ?? """
        image: rollbackops-test/busybox:1
            command: ["sleep", "1000000"]
        """.TrimStart()}}
            stop_signal: SIGKILL
            depends_on: [backend]
            volumes: ["./proxy.conf:/etc/proxy.conf:ro"]
        volumes: { data: {} }

        """;

    private static async Task<string> RunAsync(string program, string[] arguments)
    {
        var (code, output, errors) = await StartAsync(program, arguments);
        Assert.True(code == 0, $"{program} {string.Join(' ', arguments)}: {errors}");
        return output;
    }

    private static async Task<string> QuietAsync(string program, params string[] arguments) => (await StartAsync(program, arguments)).Out;

    private static async Task<(int Code, string Out, string Err)> StartAsync(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await errors);
    }
}
