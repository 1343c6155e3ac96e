using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Docker;

namespace RollbackOps.Integration.Tests.Compose;

public sealed class ComposeRollbackTests
{
    private static async Task<ComposeSite> RunningAsync(string? proxy = null)
    {
        var site = await ComposeSite.MakeAsync(proxy);
        await site.ComposeAsync("up", "--detach", "--build", "--wait", "backend", "proxy");
        await site.DockerAsync("exec", (await site.ContainerAsync("db")).Name, "sh", "-c", "echo precious > /data/rows");
        return site;
    }

    [Fact]
    [Trait("Safety", "8")]
    [Trait("Safety", "10")]
    [Trait("Row", "N4")]
    public async Task The_services_go_back_and_a_plain_up_changes_nothing()
    {
        await using var site = await RunningAsync();
        var database = await site.ContainerAsync("db");
        var proxy = await site.ContainerAsync("proxy");
        var left = (await site.ContainerAsync("backend")).ImageId;
        var bench = new ComposeBench(site);

        var plan = await bench.PlanAsync("v2", "v1");
        Assert.Equal(["compose.image", "compose.stop", "compose.tag", "compose.up"], plan.Steps.OrderBy(step => step.Moment).Select(step => step.Kind));
        await bench.RunAsync(plan, "v1");

        Assert.Equal("version 1", await site.VersionAsync());
        var kept = await site.DockerAsync("image", "inspect", "--format", "{{.Id}}", $"rollbackops/kept/{site.Name}-backend:000001");
        Assert.Equal(left, kept.Trim());
        Assert.Contains("rollbackops/kept/", await bench.KeepsAsync(plan.Steps.Single(step => step.Kind == "compose.tag")), StringComparison.Ordinal);
        var before = await IdsAsync(site);
        await site.ComposeAsync("up", "--detach");
        Assert.Equal(before, await IdsAsync(site));
        Assert.Equal(database.Id, (await site.ContainerAsync("db")).Id);
        Assert.Equal(database.StartedAt, (await site.ContainerAsync("db")).StartedAt);
        Assert.Equal(proxy.Id, (await site.ContainerAsync("proxy")).Id);
        Assert.Equal("precious", (await site.DockerAsync("exec", database.Name, "cat", "/data/rows")).Trim());
    }

    [Fact]
    public async Task A_second_time_there_is_nothing_to_do()
    {
        await using var site = await RunningAsync();
        var bench = new ComposeBench(site);
        await bench.RunAsync(await bench.PlanAsync("v2", "v1"), "v1");

        Assert.Empty((await bench.PlanAsync("v1", "v1")).Steps);
        Assert.Empty((await new ComposeBench(site).PlanAsync("v1", "v1")).Steps);
    }

    [Fact]
    public async Task With_the_code_at_the_target_and_no_ledger_it_is_in_place()
    {
        await using var site = await RunningAsync();
        Assert.Empty((await new ComposeBench(site).PlanAsync("v2", "v2")).Steps);
    }

    [Fact]
    public async Task Each_step_can_be_done_again_and_undone_to_the_state_before()
    {
        await using var site = await RunningAsync();
        var bench = new ComposeBench(site);
        var old = await site.ContainerAsync("backend");
        var plan = await bench.PlanAsync("v2", "v1");
        var steps = plan.Steps.OrderBy(step => step.Moment).ToList();
        var (image, stop, tag, up) = (steps[0], steps[1], steps[2], steps[3]);
        await bench.PrepareTreeAsync("v1");

        Assert.Equal(Verdict.Before, await bench.JudgeAsync(image));
        await bench.DoAsync(image);
        Assert.Equal(old.ImageId, (await site.DockerAsync("image", "inspect", "--format", "{{.Id}}", $"{site.Name}-backend")).Trim());
        Assert.Equal(Verdict.InEffect, await bench.JudgeAsync(image));
        Assert.Equal(Verdict.Before, await bench.JudgeAsync(stop));
        await bench.DoAsync(stop);
        Assert.Equal(Verdict.Before, await bench.JudgeAsync(tag));
        await bench.CheckOutAsync("v1");
        await bench.DoAsync(tag);
        await bench.DoAsync(tag);
        Assert.Equal(Verdict.Before, await bench.JudgeAsync(up));
        await bench.DoAsync(up);
        await bench.DoAsync(up);
        Assert.Equal("version 1", await site.VersionAsync());

        await bench.UndoAsync(up);
        await bench.UndoAsync(up);
        await bench.UndoAsync(tag);
        await bench.CheckOutAsync("v2");
        await bench.UndoAsync(stop);
        await bench.UndoAsync(stop);
        Assert.Equal("version 2", await site.VersionAsync());
        Assert.Equal(old.ImageId, (await site.ContainerAsync("backend")).ImageId);
        Assert.Equal(old.ConfigHash, (await site.ContainerAsync("backend")).ConfigHash);
        var before = await IdsAsync(site);
        await site.ComposeAsync("up", "--detach");
        Assert.Equal(before, await IdsAsync(site));
        Assert.DoesNotContain("rollbackops/kept", await site.DockerAsync("image", "ls", "--filter", $"reference=rollbackops/kept/{site.Name}*"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_that_was_cut_off_goes_on_from_where_it_is()
    {
        await using var site = await RunningAsync();
        var bench = new ComposeBench(site);
        var plan = await bench.PlanAsync("v2", "v1");
        var steps = plan.Steps.OrderBy(step => step.Moment).ToList();
        await bench.PrepareTreeAsync("v1");
        await bench.DoAsync(steps[0]);
        await bench.DoAsync(steps[1]);
        await bench.CheckOutAsync("v1");
        await bench.DoAsync(steps[2]);

        // Killed after the old container was removed, and once more after the new one was made but not started.
        await bench.BeginAsync(steps[3]);
        await site.DockerAsync("rm", (await site.ContainerAsync("backend")).Id);
        Assert.Equal(Verdict.Before, await bench.JudgeAsync(steps[3]));
        await site.ComposeAsync("up", "--no-start", "--no-recreate", "backend");
        Assert.Equal(Verdict.Before, await bench.JudgeAsync(steps[3]));
        await bench.DoAsync(steps[3]);
        Assert.Equal("version 1", await site.VersionAsync());

        // From there, the way back has no old container to start: it is made anew, as it was.
        await bench.UndoAsync(steps[3]);
        await bench.UndoAsync(steps[2]);
        await bench.CheckOutAsync("v2");
        await bench.UndoAsync(steps[1]);
        Assert.Equal("version 2", await site.VersionAsync());
    }

    [Fact]
    public async Task A_stop_that_was_cut_off_is_partly_done_and_one_by_others_is_foreign()
    {
        await using var site = await RunningAsync();
        var bench = new ComposeBench(site) { Strategy = new() { Name = "both", Back = [new("code"), new("services")], Services = ["backend", "proxy"] } };
        site.Write("proxy.conf", "changed by hand\n");
        var plan = await bench.PlanAsync("v2", "v1");
        var stop = plan.Steps.Single(step => step.Kind == "compose.stop");
        await bench.BeginAsync(stop);
        await site.DockerAsync("stop", (await site.ContainerAsync("proxy")).Id);
        Assert.Equal(Verdict.Partly, await bench.JudgeAsync(stop));

        site.Write("backend/index.html", "version 3\n");
        await site.ComposeAsync("up", "--detach", "--build", "backend");
        Assert.Equal(Verdict.Foreign, await bench.JudgeAsync(stop));
    }

    [Fact]
    [Trait("Safety", "9")]
    public async Task A_file_that_is_mounted_alone_is_the_targets_in_the_container()
    {
        await using var site = await RunningAsync();
        site.Write("proxy.conf", "route 3\n");
        await site.CommitAsync("v3");
        await site.ComposeAsync("restart", "proxy");
        var bench = new ComposeBench(site);

        var plan = await bench.PlanAsync("v3", "v2");
        Assert.Contains(plan.Notes, note => note.Contains("proxy.conf", StringComparison.Ordinal));
        await bench.RunAsync(plan, "v2");

        Assert.Equal("route 1", (await site.ComposeAsync("exec", "-T", "proxy", "cat", "/etc/proxy.conf")).Trim());
        Assert.Empty((await bench.PlanAsync("v2", "v2")).Steps);
    }

    [Fact]
    [Trait("Safety", "12")]
    public async Task The_image_is_built_beside_from_the_targets_tree_with_the_live_environment()
    {
        await using var site = await RunningAsync();
        site.Write("backend/index.html", "someone's unsaved work\n");
        var running = await site.ContainerAsync("backend");
        var bench = new ComposeBench(site);
        var plan = await bench.PlanAsync("v2", "v1");
        await bench.PrepareTreeAsync("v1");
        await bench.DoAsync(plan.Steps.Single(step => step.Kind == "compose.image"));

        var commit = (await site.ReleaseAsync("v1")).Commit;
        var built = await site.DockerAsync("run", "--rm", $"rollbackops/{site.Name}-backend:{commit[..12]}", "cat", "/www/index.html");
        Assert.Equal("version 1", built.Trim());
        Assert.Equal(running.Id, (await site.ContainerAsync("backend")).Id);
        Assert.Equal("someone's unsaved work\n", await File.ReadAllTextAsync(Path.Combine(site.Folder, "backend/index.html"), TestContext.Current.CancellationToken));
        Assert.Equal(running.ImageId, (await site.DockerAsync("image", "inspect", "--format", "{{.Id}}", $"{site.Name}-backend")).Trim());
    }

    [Fact]
    [Trait("Safety", "12")]
    public async Task Where_building_is_not_allowed_a_missing_image_is_refused()
    {
        await using var site = await RunningAsync();
        var bench = new ComposeBench(site) { Strategy = new() { Name = "never", Back = [new("code"), new("services")], Build = BuildMode.Never } };
        var error = await Assert.ThrowsAsync<RollbackException>(() => bench.PlanAsync("v2", "v1"));
        Assert.Equal(RollbackErrorId.TargetMissing, error.Id);
    }

    [Fact]
    [Trait("Safety", "8")]
    public async Task Another_major_version_on_a_volume_that_is_there_is_refused()
    {
        await using var site = await RunningAsync();
        site.Write("docker-compose.yml", (await File.ReadAllTextAsync(Path.Combine(site.Folder, "docker-compose.yml"), TestContext.Current.CancellationToken))
            .Replace("db:\n    image: rollbackops-test/busybox:1", "db:\n    image: rollbackops-test/busybox:2", StringComparison.Ordinal));
        await site.CommitAsync("v3");
        await site.GitAsync("checkout", "--quiet", "v2");

        var error = await Assert.ThrowsAsync<RollbackException>(() => new ComposeBench(site).PlanAsync("v2", "v3"));

        Assert.Equal(RollbackErrorId.PlanImpossible, error.Id);
        Assert.Contains("another major version", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_never_gets_healthy_fails_with_its_reason_and_without_its_secrets()
    {
        await using var site = await RunningAsync();
        site.Write("backend/Dockerfile", "FROM rollbackops-test/busybox:1\nCMD [\"sh\",\"-c\",\"echo cannot open port, setting is $SETTING, API_TOKEN=hunter2222 >&2; sleep 1000000\"]\n");
        await site.CommitAsync("v3");
        await site.GitAsync("checkout", "--quiet", "v2");
        var bench = new ComposeBench(site) { HealthWithin = TimeSpan.FromSeconds(3) };
        var plan = await bench.PlanAsync("v2", "v3");

        var error = await Assert.ThrowsAsync<RollbackException>(() => bench.RunAsync(plan, "v3"));

        Assert.Equal(RollbackErrorId.NotInEffect, error.Id);
        Assert.Contains("'backend' did not come up within 3 s", error.Message, StringComparison.Ordinal);
        Assert.Contains("cannot open port", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2222", error.Message, StringComparison.Ordinal);
        Assert.Contains("logs --tail 100 backend", error.Next, StringComparison.Ordinal);
        Assert.Equal(Verdict.Partly, await bench.JudgeAsync(plan.Steps.Single(step => step.Kind == "compose.up")));
    }

    [Fact]
    public async Task A_service_that_ends_at_once_fails_with_its_exit_code()
    {
        await using var site = await RunningAsync();
        site.Write("backend/Dockerfile", "FROM rollbackops-test/busybox:1\nCMD [\"sh\",\"-c\",\"echo DATABASE_URL is missing; exit 7\"]\n");
        await site.CommitAsync("v3");
        await site.GitAsync("checkout", "--quiet", "v2");
        var bench = new ComposeBench(site);

        var plan = await bench.PlanAsync("v2", "v3");
        var error = await Assert.ThrowsAsync<RollbackException>(() => bench.RunAsync(plan, "v3"));

        Assert.Contains("exit code 7", error.Message, StringComparison.Ordinal);
        Assert.Contains("DATABASE_URL is missing", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task For_a_moved_database_its_users_pause_and_come_back_as_they_were()
    {
        await using var site = await RunningAsync();
        var backend = await site.ContainerAsync("backend");
        var bench = new ComposeBench(site)
        {
            Strategy = new() { Name = "database", Back = [new("main")] },
            Moved = [new PostgresPart("main") { Service = "db" }],
        };

        var plan = await bench.PauseAsync();
        Assert.Equal(["compose.stop", "compose.up"], plan.Steps.Select(step => step.Kind));
        Assert.All(plan.Steps, step => Assert.Equal(["main/switched"], step.For));
        Assert.Contains(plan.Steps[1].Needs, need => need is { Gift: "main/open", IfOffered: true });
        await bench.DoAsync(plan.Steps[0]);
        Assert.Equal("exited", (await site.ContainerAsync("backend")).State);
        Assert.Equal("running", (await site.ContainerAsync("proxy")).State);
        await bench.DoAsync(plan.Steps[1]);

        Assert.Equal(backend.Id, (await site.ContainerAsync("backend")).Id);
        Assert.Equal("healthy", (await site.ContainerAsync("backend")).Health);
    }

    [Fact]
    public async Task A_proxy_is_restarted_when_the_address_behind_it_changed()
    {
        await using var site = await RunningAsync();
        var bench = new ComposeBench(site);
        var plan = await bench.PlanAsync("v2", "v1");
        var steps = plan.Steps.OrderBy(step => step.Moment).ToList();
        await bench.PrepareTreeAsync("v1");
        await bench.DoAsync(steps[0]);
        await bench.DoAsync(steps[1]);
        // Another container takes the address that became free.
        var squatter = (await site.DockerAsync("run", "--detach", "--rm", "--network", $"{site.Name}_default", "rollbackops-test/busybox:1", "sleep", "1000000")).Trim();
        try
        {
            var proxy = await site.ContainerAsync("proxy");
            await bench.CheckOutAsync("v1");
            await bench.DoAsync(steps[2]);
            await bench.DoAsync(steps[3]);
            Assert.True((await site.ContainerAsync("proxy")).StartedAt > proxy.StartedAt);
            Assert.Contains(bench.Said, text => text.Contains("restarting proxy", StringComparison.Ordinal));
        }
        finally
        {
            await site.DockerAsync("rm", "--force", squatter);
        }
    }

    [Fact]
    public async Task Environment_files_of_services_do_not_hide_that_all_is_in_place()
    {
        await using var site = await ComposeSite.MakeAsync();
        var path = Path.Combine(site.Folder, "docker-compose.yml");
        site.Write("docker-compose.yml", (await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken))
            .Replace("build: ./backend\n", "build: ./backend\n    env_file: [.env]\n", StringComparison.Ordinal));
        await site.CommitAsync("v3");
        await site.ComposeAsync("up", "--detach", "--build", "--wait", "backend", "proxy");

        Assert.Empty((await new ComposeBench(site).PlanAsync("v3", "v3")).Steps);
    }

    [Fact]
    [Trait("Safety", "10")]
    public async Task An_environment_that_goes_back_makes_its_services_anew()
    {
        await using var site = await RunningAsync();
        site.Write(".env.good", "SETTING=goldfish88\n");
        var bench = new ComposeBench(site)
        {
            Strategy = new() { Name = "config", Back = [new("env"), new("services")] },
            More = [new FilesPart("env") { Files = new Dictionary<string, string?> { [".env"] = ".env.good" } }],
        };
        var plan = await bench.PlanAsync("v2", "v2");
        Assert.Equal(["compose.image", "compose.stop", "compose.tag", "compose.up"], plan.Steps.OrderBy(step => step.Moment).Select(step => step.Kind));
        Assert.DoesNotContain("fish", string.Join('\n', plan.Steps.Select(step => step.Detail.ToString()).Concat(plan.Notes)), StringComparison.Ordinal);

        foreach (var step in plan.Steps.OrderBy(step => step.Moment))
        {
            if (step.Moment == Moment.Switch)
                File.Copy(Path.Combine(site.Folder, ".env.good"), Path.Combine(site.Folder, ".env"), overwrite: true);
            await bench.DoAsync(step);
        }

        Assert.Equal("goldfish88", (await site.ContainerAsync("backend")).Environment["SETTING"]);
        Assert.Empty((await bench.PlanAsync("v2", "v2")).Steps);
    }

    [Fact]
    public async Task An_override_of_the_hosts_own_stays_as_it_is()
    {
        await using var site = await ComposeSite.MakeAsync();
        site.Write(".git/info/exclude", "docker-compose.override.yml\n");
        site.Write("docker-compose.override.yml", "services: { backend: { environment: { HOST_ONLY: \"1\" } } }\n");
        await site.ComposeAsync("-f", Path.Combine(site.Folder, "docker-compose.override.yml"), "up", "--detach", "--build", "--wait", "backend", "proxy");
        var bench = new ComposeBench(site);

        await bench.RunAsync(await bench.PlanAsync("v2", "v1"), "v1");

        Assert.Equal("version 1", await site.VersionAsync());
        var backend = await site.ContainerAsync("backend");
        Assert.Equal("1", backend.Environment["HOST_ONLY"]);
        Assert.Equal("one", backend.Environment["RELEASE"]);
    }

    [Fact]
    public async Task A_target_without_the_compose_file_is_refused()
    {
        await using var site = await RunningAsync();
        await site.GitAsync("mv", "docker-compose.yml", "compose.yml");
        await site.CommitAsync("v3");
        await site.GitAsync("checkout", "--quiet", "v2");
        var error = await Assert.ThrowsAsync<RollbackException>(() => new ComposeBench(site).PlanAsync("v2", "v3"));
        Assert.Contains("The release v3 has no Compose file docker-compose.yml", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_release_that_was_not_fetched_yet_is_refused_with_the_command_that_fetches_it()
    {
        await using var site = await ComposeSite.MakeAsync();
        await site.ComposeAsync("up", "--detach", "db");
        var bench = new ComposeBench(site);
        var ask = await bench.AskAsync("v2", "v1") with { To = new("v9", new('9', 40), null) };
        var error = await Assert.ThrowsAsync<RollbackException>(() => bench.Action.LookAsync(site.Part, ask, TestContext.Current.CancellationToken));
        Assert.Equal(RollbackErrorId.PlanImpossible, error.Id);
        Assert.Contains("fetch --tags", error.Next, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_containers_of_a_service_come_back_as_several()
    {
        await using var site = await RunningAsync();
        await site.ComposeAsync("up", "--detach", "--no-recreate", "--wait", "--scale", "backend=2", "backend");
        var bench = new ComposeBench(site);
        var plan = await bench.PlanAsync("v2", "v1");
        Assert.Contains(plan.Notes, note => note.Contains("keeps its 2 containers", StringComparison.Ordinal));
        await bench.RunAsync(plan, "v1");
        Assert.Equal(2, (await site.ComposeAsync("ps", "--quiet", "backend")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task An_image_that_only_has_a_name_is_missing_where_it_cannot_be_pulled()
    {
        await using var site = await RunningAsync();
        site.Write("docker-compose.yml", (await File.ReadAllTextAsync(Path.Combine(site.Folder, "docker-compose.yml"), TestContext.Current.CancellationToken))
            .Replace("build: ./backend", "image: 127.0.0.1:1/nobody/shop:1", StringComparison.Ordinal));
        await site.CommitAsync("v3");
        await site.GitAsync("checkout", "--quiet", "v2");
        var bench = new ComposeBench(site);
        var plan = await bench.PlanAsync("v2", "v3");
        var image = plan.Steps.Single(step => step.Kind == "compose.image");
        Assert.Equal("pull 127.0.0.1:1/nobody/shop:1", image.Does);

        var error = await Assert.ThrowsAsync<RollbackException>(() => bench.DoAsync(image));
        Assert.Equal(RollbackErrorId.Unreachable, error.Id);
        Assert.Contains("The service 'backend' needs 127.0.0.1:1/nobody/shop:1, and gets no answer from the registry", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logs_and_state_are_saved_without_secrets()
    {
        await using var site = await RunningAsync();
        await site.DockerAsync("exec", (await site.ContainerAsync("backend")).Name, "sh", "-c", "echo 'API_TOKEN=hunter2222 served' > /proc/1/fd/1; echo trouble > /proc/1/fd/2");
        var folder = Path.Combine(site.Folder, ".git", "evidence");
        var bench = new ComposeBench(site);

        await bench.Action.CaptureAsync(site.Part, await bench.AskAsync("v2", "v1"), folder, TestContext.Current.CancellationToken);

        var log = await File.ReadAllTextAsync(Path.Combine(folder, $"{site.Name}-backend-1.log"), TestContext.Current.CancellationToken);
        Assert.Contains("served", log, StringComparison.Ordinal);
        Assert.Contains("trouble", log, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2222", log, StringComparison.Ordinal);
        var state = await File.ReadAllTextAsync(Path.Combine(folder, "ps.json"), TestContext.Current.CancellationToken);
        Assert.Contains("\"healthy\"", state, StringComparison.Ordinal);
        Assert.DoesNotContain("swordfish77", state, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<string>> IdsAsync(ComposeSite site) =>
    [
        .. (await new DockerHost(new DockerCli(site.Runner)).ContainersAsync(site.Name, TestContext.Current.CancellationToken))
            .Select(container => $"{container.Id} {container.StartedAt:O}"),
    ];
}
