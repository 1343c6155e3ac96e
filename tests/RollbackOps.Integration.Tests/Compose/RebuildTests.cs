using RollbackOps.Integration.Tests.Cli;

namespace RollbackOps.Integration.Tests.Compose;

/// <summary>Everything anew: images built without cache, volumes fresh, all of it tried beside the live system first.</summary>
[Trait("Row", "N8")]
public sealed class RebuildTests
{
    private const string Rebuild = "rebuild: { stop: first, fresh: [volumes, images], back: [code, data, services], services: [backend] }";

    [Fact]
    [Trait("Safety", "24")]
    public async Task Images_and_volumes_are_made_anew_once_and_an_undo_brings_the_state_before()
    {
        await using var site = await RunningAsync(Rebuild);
        var (left, other) = ((await site.ContainerAsync("backend")).ImageId, await site.DockerAsync("volume", "create", $"{site.Name}-neighbour"));

        var run = await RunAsync(site, "run", "--strategy", "rebuild", "--to", "v1", "--yes");

        Assert.True(run.Code == 0, run.All);
        Assert.Equal("version 1", await site.VersionAsync());
        var image = (await site.ContainerAsync("backend")).ImageId;
        Assert.Equal("000001", (await site.DockerAsync("image", "inspect", "--format", "{{index .Config.Labels \"rollbackops.fresh\"}}", image)).Trim());
        Assert.Equal("", await RowsAsync(site));
        Assert.Empty(await TrialsAsync(site));
        await site.DockerAsync("exec", (await site.ContainerAsync("db")).Name, "sh", "-c", "echo since > /data/rows");
        var again = await RunAsync(site, "run", "--strategy", "rebuild", "--to", "v1", "--yes");
        Assert.True(again.Code == 0, again.All);
        Assert.Equal((image, "since"), ((await site.ContainerAsync("backend")).ImageId, await RowsAsync(site)));
        var usual = await RunAsync(site, "plan", "--strategy", "previous-release", "--to", "v1");
        Assert.Contains("Nothing to do", usual.All, StringComparison.OrdinalIgnoreCase);

        var undo = await RunAsync(site, "undo", "--yes");

        Assert.True(undo.Code is 0 or 3, undo.All);
        Assert.Equal("version 2", await site.VersionAsync());
        Assert.Equal((left, "precious"), ((await site.ContainerAsync("backend")).ImageId, await RowsAsync(site)));
        await site.DockerAsync("volume", "rm", other.Trim());
    }

    [Fact]
    public async Task A_release_that_does_not_come_up_beside_leaves_the_live_one_as_it_is()
    {
        await using var site = await RunningAsync(Rebuild.Replace("stop: first, ", "", StringComparison.Ordinal), broken: true);
        var (backend, db) = (await site.ContainerAsync("backend"), await site.ContainerAsync("db"));

        var run = await RunAsync(site, "run", "--strategy", "rebuild", "--to", "v0", "--yes");

        Assert.True(run.Code == 2, run.All);
        Assert.Contains("tried beside the live one", run.All, StringComparison.Ordinal);
        Assert.Contains("no such setting", run.All, StringComparison.Ordinal);
        Assert.Equal((backend.Id, backend.StartedAt), ((await site.ContainerAsync("backend")).Id, (await site.ContainerAsync("backend")).StartedAt));
        Assert.Equal(db.StartedAt, (await site.ContainerAsync("db")).StartedAt);
        Assert.Equal("precious", await RowsAsync(site));
        Assert.Empty(await TrialsAsync(site));
    }

    [Fact]
    public async Task A_trial_alone_publishes_nothing_reaches_nothing_and_holds_a_copy_of_what_was_restored()
    {
        await using var site = await RunningAsync("rebuild: { fresh: [volumes], back: [code, data, services], services: [backend] }", backups: ", backups: \"backups/*\"");
        site.Write("backups/data-2020-01-01.tar", "");
        await Tool.ShellAsync(site.Folder, "sh", "-c", "mkdir good && echo restored > good/rows && tar -c -f backups/data-2020-01-01.tar -C good . && rm -r good");
        var address = (await site.ContainerAsync("backend")).Addresses[0];
        site.Write("watch.sh", $"until docker inspect {site.Name}-trial-000001-backend-1 >seen.json 2>/dev/null; do sleep 0.05; done\ndocker inspect {site.Name}-trial-000001-db-1 >db.json\ndocker exec {site.Name}-trial-000001-db-1 sh -c 'cat /data/rows; echo trial >> /data/rows; wget -q -T 3 -O - http://{address}/index.html 2>/dev/null || echo cut off' >inside.txt\n");
        var watch = Tool.ShellAsync(site.Folder, "timeout", "120", "sh", "watch.sh");

        var run = await RunAsync(site, "run", "--strategy", "rebuild", "--to", "v1", "--yes");

        Assert.True(run.Code == 0, run.All);
        await watch;
        var inside = await File.ReadAllTextAsync(Path.Combine(site.Folder, "inside.txt"), TestContext.Current.CancellationToken);
        Assert.StartsWith("restored\n", inside, StringComparison.Ordinal);
        Assert.Contains("cut off\n", inside, StringComparison.Ordinal);
        Assert.DoesNotContain("version", inside, StringComparison.Ordinal);
        Assert.Contains("\"PortBindings\": {}", await File.ReadAllTextAsync(Path.Combine(site.Folder, "seen.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal("restored", await RowsAsync(site));
        Assert.Empty(await TrialsAsync(site));
    }

    private static async Task<ComposeSite> RunningAsync(string strategy, string backups = "", bool broken = false)
    {
        var site = await ComposeSite.MakeAsync();
        site.Write(".gitignore", ".env\nrollback.yaml\nstate\nbackups\n*.json\n*.txt\nwatch.sh\n");
        await site.CommitAsync("v3");
        if (broken)
        {
            await site.GitAsync("checkout", "--quiet", "-b", "broken", "v1");
            site.Write("backend/Dockerfile", "FROM rollbackops-test/busybox:1\nCMD [\"sh\",\"-c\",\"echo no such setting; exit 3\"]\n");
            await site.CommitAsync("v0");
            await site.GitAsync("checkout", "--quiet", "main");
        }

        site.Write("rollback.yaml", $$"""
            system: {{site.Name}}
            state: state
            health: { within: 20s, in-a-row: 1 }
            code: { git: . }
            services: { compose: docker-compose.yml, project: {{site.Name}} }
            databases:
              data: { volume: data, used-by: [db]{{backups}} }
            checks:
              - containers: healthy
            strategies:
              {{strategy}}

            """);
        await site.ComposeAsync("up", "--detach", "--build", "--wait", "backend", "proxy");
        await site.DockerAsync("exec", (await site.ContainerAsync("db")).Name, "sh", "-c", "echo precious > /data/rows");
        return site;
    }

    private static Task<ToolResult> RunAsync(ComposeSite site, params string[] arguments) => Tool.RunAsync(site.Folder, arguments);

    private static async Task<string> RowsAsync(ComposeSite site) =>
        (await site.DockerAsync("exec", (await site.ContainerAsync("db")).Name, "sh", "-c", "cat /data/rows 2>/dev/null || true")).Trim();

    private static async Task<string> TrialsAsync(ComposeSite site) =>
        await site.DockerAsync("ps", "--all", "--quiet", "--filter", $"name={site.Name}-trial")
        + await site.DockerAsync("volume", "ls", "--quiet", "--filter", $"name={site.Name}-trial")
        + await site.DockerAsync("network", "ls", "--quiet", "--filter", $"name={site.Name}-trial");
}
