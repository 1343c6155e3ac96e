using RollbackOps.Integration.Tests.Cli;
using RollbackOps.Integration.Tests.Environment;

namespace RollbackOps.Integration.Tests.Volumes;

/// <summary>A Compose project whose service keeps uploads in a volume, an archive of the good ones, and bad ones since.</summary>
internal sealed class VolumeStack : IAsyncDisposable
{
    private VolumeStack()
    {
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("rollbackops-volume-").FullName;

    public string Name { get; } = $"rbvol{Guid.NewGuid():N}"[..13];

    public string Volume => $"{Name}_uploads";

    /// <summary>Makes it.</summary>
    /// <param name="part">What the runbook says of the volume.</param>
    /// <param name="archive">What archives it: a shell command in its folder, to standard output.</param>
    /// <param name="name">The archive's name.</param>
    public static async Task<VolumeStack> MakeAsync(string part = "volume: uploads", string archive = "tar -c -z -f - .", string name = "uploads-2026-02-17T10-00-00.tar.gz")
    {
        Needs.Docker();
        var stack = new VolumeStack();
        Directory.CreateDirectory(Path.Combine(stack.Folder, "backups"));
        await File.WriteAllTextAsync(Path.Combine(stack.Folder, "docker-compose.yml"), """
            services:
              app:
                image: rollbackops-test/busybox:1
                command: ["sleep", "1000000"]
                stop_signal: SIGKILL
                volumes: ["uploads:/data"]
              other:
                image: rollbackops-test/busybox:1
                command: ["sleep", "1000000"]
                stop_signal: SIGKILL
            volumes: { uploads: {} }
            """);
        await File.WriteAllTextAsync(Path.Combine(stack.Folder, "rollback.yaml"), $$"""
            system: {{stack.Name}}
            state: state
            health: { within: 5s, in-a-row: 1 }
            services: { compose: docker-compose.yml, project: {{stack.Name}} }
            databases:
              uploads: { {{part}}, backups: "backups/*" }
            checks:
              - command: [sh, -c, "test ! -e must-fail"]
            strategies:
              uploads: { back: [uploads] }
            """);
        await stack.ComposeAsync("up", "--detach");
        var deep = $"deep/{new string('x', 90)}/{new string('y', 90)}";
        await stack.ShellAsync($"cd /data && echo good > state && mkdir -p {Path.GetDirectoryName(deep)} && echo d > {deep} && ln -s /etc/passwd link && ln state same && chown 70:71 state && chmod 640 state && chmod 750 . && chown 70:70 .");
        await Tool.ShellAsync(stack.Folder, "sh", "-c", $"docker exec {stack.Name}-app-1 sh -c 'cd /data && {archive}' > backups/{name}");
        await stack.ShellAsync("cd /data && rm -rf deep link same && echo broken > state && echo new > since && chmod 755 .");
        return stack;
    }

    public Task<ToolResult> RunAsync(params string[] arguments) => Tool.RunAsync(Folder, arguments);

    public Task<string> ShellAsync(string script) => DockerAsync("exec", $"{Name}-app-1", "sh", "-c", script);

    /// <summary>What the service sees: state, folders, links, owners and modes.</summary>
    public Task<string> SeenAsync() => ShellAsync("cd /data && cat state && stat -c '%u:%g %a %h' state . && find . | sort && ls -la link 2>/dev/null | sed 's/.*link/link/'");

    public async Task<string[]> VolumesAsync() =>
        [.. (await DockerAsync("volume", "ls", "--quiet", "--filter", $"name={Name}")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];

    public Task<string> StartedAsync(string service) => DockerAsync("inspect", "--format", "{{.State.StartedAt}}", $"{Name}-{service}-1");

    public Task<string> DockerAsync(params string[] arguments) => Tool.ShellAsync(Folder, "docker", arguments);

    public Task<string> ComposeAsync(params string[] arguments) =>
        DockerAsync(["compose", "--project-name", Name, "--project-directory", Folder, "--file", Path.Combine(Folder, "docker-compose.yml"), .. arguments]);

    public async ValueTask DisposeAsync()
    {
        await ComposeAsync("down", "--volumes", "--remove-orphans", "--timeout", "0");
        foreach (var volume in await VolumesAsync())
            await DockerAsync("volume", "rm", "--force", volume);
        Directory.Delete(Folder, recursive: true);
    }
}
