using System.Diagnostics;
using RollbackOps.Engine.Tools.Processes;
using RollbackOps.Integration.Tests.Environment;

namespace RollbackOps.Integration.Tests.Processes;

/// <summary>A client of Docker that was killed leaves its program in the container.</summary>
public sealed class ContainerOrphanTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Safety", "19")]
    public async Task What_a_killed_docker_exec_left_in_a_container_is_ended_by_a_successor()
    {
        Needs.Docker();
        Needs.Root();
        var container = await DockerAsync("run", "-d", "--rm", "--network", "none", "rollbackops-test/busybox:1", "sleep", "600");
        try
        {
            var dead = Mark();
            var exec = new ProcessStartInfo("docker", ["exec", .. RunMark.HandedOn.SelectMany(name => new[] { "-e", name }), container, "sleep", "599"]);
            foreach (var (name, value) in dead.Variables)
                exec.Environment[name] = value;
            using (var client = Process.Start(exec)!)
            {
                await UntilAsync(container, "sleep 599", there: true);
                client.Kill();
                await client.WaitForExitAsync(Cancel);
            }

            Assert.Contains("sleep 599", await DockerAsync("top", container), StringComparison.Ordinal);
            await new Orphans(Mark(), TimeProvider.System).EndAsync(Cancel);
            await UntilAsync(container, "sleep 599", there: false);
            Assert.Contains("sleep 600", await DockerAsync("top", container), StringComparison.Ordinal);
        }
        finally
        {
            await DockerAsync("rm", "-f", container);
        }
    }

    private static RunMark Mark()
    {
        var mark = new RunMark();
        mark.Set("container-orphans", $"tests-{System.Environment.ProcessId}", "000001", DateTimeOffset.UnixEpoch);
        return mark;
    }

    private static async Task UntilAsync(string container, string program, bool there)
    {
        for (var began = Stopwatch.GetTimestamp(); (await DockerAsync("top", container)).Contains(program, StringComparison.Ordinal) != there; await Task.Delay(50, Cancel))
            Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(60), $"'{program}' is {(there ? "not" : "still")} there");
    }

    private static async Task<string> DockerAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("docker", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync(Cancel);
        var output = await process.StandardOutput.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        return process.ExitCode == 0 ? output.Trim() : throw new InvalidOperationException(await errors);
    }
}
