using RollbackOps.Integration.Tests.Cli;

namespace RollbackOps.Integration.Tests.Volumes;

[Trait("Row", "O5")]
[Trait("Safety", "24")]
public sealed class VolumeTests
{
    [Theory]
    [InlineData("tar -c -z -f - .", "uploads-20260217.tar.gz", "volume: uploads")]
    [InlineData("tar -c -f - *", "uploads-20260217.tar", "volume: { name: uploads }, used-by: [app, other]")]
    [InlineData("cd / && tar -c -z -f - data", "uploads-20260217.tar.gz", "volume: { name: uploads, strip: 1, image: \"rollbackops-test/redis:7\" }")]
    public async Task The_content_comes_back_under_the_same_name_and_undo_brings_the_other_back(string archive, string name, string part)
    {
        await using var stack = await VolumeStack.MakeAsync(part, archive, name);
        var (broken, other) = (await stack.SeenAsync(), await stack.StartedAsync("other"));
        var plan = await stack.RunAsync("plan", "--strategy", "uploads");
        Assert.True(plan.Code == 0, plan.All);
        Assert.Single(await stack.VolumesAsync());

        var run = await stack.RunAsync("run", "--strategy", "uploads", "--yes");

        Assert.True(run.Code == 0, run.All);
        var seen = await stack.SeenAsync();
        Assert.StartsWith($"good\n70:71 640 2\n{(archive.EndsWith('*') ? "0:0 755" : "70:70 750")} ", seen, StringComparison.Ordinal);
        Assert.Contains($"/{new string('y', 90)}\n", seen, StringComparison.Ordinal);
        Assert.EndsWith("link -> /etc/passwd", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("since", seen, StringComparison.Ordinal);
        Assert.Equal(part.Contains("other", StringComparison.Ordinal), other != await stack.StartedAsync("other"));
        Assert.Equal(2, (await stack.VolumesAsync()).Length);
        Assert.Contains("in place", (await stack.RunAsync("run", "--strategy", "uploads", "--yes")).All, StringComparison.OrdinalIgnoreCase);

        await stack.ShellAsync("echo kept > /data/users");
        var undo = await stack.RunAsync("undo", "--yes");
        Assert.True(undo.Code == 0, undo.All);
        Assert.Equal(broken, await stack.SeenAsync());
        var left = Assert.Single(await stack.VolumesAsync(), volume => volume.Contains("-back-", StringComparison.Ordinal));
        Assert.Equal("kept", await stack.DockerAsync("run", "--rm", "--network", "none", "--volume", $"{left}:/left", "rollbackops-test/busybox:1", "cat", "/left/users"));
    }

    [Fact]
    public async Task A_run_whose_checks_fail_brings_the_old_content_back_and_keeps_what_users_may_have_written_to()
    {
        await using var stack = await VolumeStack.MakeAsync();
        var broken = await stack.SeenAsync();
        await File.WriteAllTextAsync(Path.Combine(stack.Folder, "must-fail"), "", TestContext.Current.CancellationToken);

        var run = await stack.RunAsync("run", "--strategy", "uploads", "--yes");

        Assert.True(run.Code == 3, run.All);
        Assert.Equal(broken, await stack.SeenAsync());
        var left = Assert.Single(await stack.VolumesAsync(), volume => volume != stack.Volume);
        Assert.Contains($"as volume {left}", run.All, StringComparison.Ordinal);
        var settled = await stack.RunAsync("settle", "1", "--yes");
        Assert.True(settled.Code == 0, settled.All);
        Assert.Equal([stack.Volume], await stack.VolumesAsync());
    }

    [Fact]
    public async Task A_container_that_would_go_on_writing_is_named_and_nothing_is_touched()
    {
        await using var stack = await VolumeStack.MakeAsync();
        var guest = await stack.DockerAsync("run", "--detach", "--rm", "--name", $"{stack.Name}-guest", "--network", "none", "--stop-signal", "SIGKILL", "--volume", $"{stack.Volume}:/v", "rollbackops-test/busybox:1", "sleep", "1000");
        try
        {
            var plan = await stack.RunAsync("plan", "--strategy", "uploads");

            Assert.Equal(2, plan.Code);
            Assert.Contains($"in use by {stack.Name}-guest", plan.All, StringComparison.Ordinal);
            Assert.Contains($"docker stop {stack.Name}-guest", plan.All, StringComparison.Ordinal);
        }
        finally
        {
            await stack.DockerAsync("stop", guest);
        }
    }

    [Fact]
    public async Task A_container_that_comes_up_after_planning_ends_the_run_and_nothing_is_lost()
    {
        await using var stack = await VolumeStack.MakeAsync();
        // The service's stop is when the guest comes: a command of the runbook's brings it.
        var file = Path.Combine(stack.Folder, "rollback.yaml");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Replace("checks:\n", $$"""
            actions:
              guest:
                type: command
                stop: { run: [docker, run, --detach, --rm, --name, "{{stack.Name}}-late", --network, none, --stop-signal, SIGKILL, --volume, "{{stack.Volume}}:/v", "rollbackops-test/busybox:1", sleep, "1000"], undo: [docker, stop, "{{stack.Name}}-late"] }
            checks:

            """, StringComparison.Ordinal).Replace("back: [uploads]", "back: [uploads, guest]", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var broken = await stack.SeenAsync();

        var run = await stack.RunAsync("run", "--strategy", "uploads", "--yes");

        Assert.True(run.Code == 3, run.All);
        Assert.Contains($"in use by {stack.Name}-late", run.All, StringComparison.Ordinal);
        Assert.Equal(broken, await stack.SeenAsync());
        Assert.Equal([stack.Volume], await stack.VolumesAsync());
    }

    [Fact]
    public async Task A_damaged_archive_is_refused_while_users_notice_nothing()
    {
        await using var stack = await VolumeStack.MakeAsync();
        var file = Directory.GetFiles(Path.Combine(stack.Folder, "backups")).Single();
        var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(file, bytes[..^9], TestContext.Current.CancellationToken);
        var app = await stack.StartedAsync("app");

        var run = await stack.RunAsync("run", "--strategy", "uploads", "--yes");

        Assert.True(run.Code == 2, run.All);
        Assert.Contains("cut off", run.All, StringComparison.Ordinal);
        Assert.Equal(app, await stack.StartedAsync("app"));
        Assert.Equal([stack.Volume], await stack.VolumesAsync());
    }

    [Fact]
    public async Task An_archive_that_leads_out_of_the_volume_is_refused_and_no_container_or_volume_is_left()
    {
        await using var stack = await VolumeStack.MakeAsync();
        var file = Directory.GetFiles(Path.Combine(stack.Folder, "backups")).Single();
        await Tool.ShellAsync(stack.Folder, "sh", "-c", $"touch out && mkdir in && cd in && tar -c -z -P -f {file} ../out");

        var run = await stack.RunAsync("run", "--strategy", "uploads", "--yes");

        Assert.True(run.Code == 2, run.All);
        Assert.Contains("../out", run.All, StringComparison.Ordinal);
        Assert.Equal([stack.Volume], await stack.VolumesAsync());
        Assert.Equal("", await stack.DockerAsync("ps", "--all", "--quiet", "--filter", $"name=rollbackops-{stack.Name}"));
    }

    [Fact]
    public async Task What_is_kept_is_given_up_when_it_is_settled()
    {
        await using var stack = await VolumeStack.MakeAsync();
        Assert.Equal(0, (await stack.RunAsync("run", "--strategy", "uploads", "--yes")).Code);

        var settled = await stack.RunAsync("settle", "1", "--yes");

        Assert.True(settled.Code == 0, settled.All);
        Assert.Equal([stack.Volume], await stack.VolumesAsync());
        Assert.Equal("good", await stack.ShellAsync("cat /data/state"));
    }

    [Fact]
    public async Task A_volume_or_image_that_is_not_there_is_told_and_nothing_is_pulled()
    {
        await using var stack = await VolumeStack.MakeAsync("volume: { name: uploads, image: \"rollbackops-test/nowhere:9\" }");
        var image = await stack.RunAsync("plan", "--strategy", "uploads");
        var file = Path.Combine(stack.Folder, "rollback.yaml");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Replace("name: uploads", "name: upload", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var volume = await stack.RunAsync("plan", "--strategy", "uploads");

        Assert.Contains("rollbackops-test/nowhere:9 for helper containers is not on this Docker host", image.All, StringComparison.Ordinal);
        Assert.Contains($"There is no volume upload, and none {stack.Name}_upload", volume.All, StringComparison.Ordinal);
        Assert.Equal((2, 2), (image.Code, volume.Code));
    }
}
