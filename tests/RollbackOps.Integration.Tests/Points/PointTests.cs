using RollbackOps.Integration.Tests.Environment;

namespace RollbackOps.Integration.Tests.Points;

/// <summary>Recorded, broken, gone back to: rollback points of images and configuration files.</summary>
public sealed class PointTests : IAsyncLifetime
{
    public ValueTask InitializeAsync()
    {
        Needs.Docker();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    [Trait("Row", "O3")]
    [Trait("Row", "A4")]
    [Trait("Safety", "10")]
    public async Task The_images_of_a_point_come_back_and_a_plain_up_changes_nothing()
    {
        await using var site = await PointSite.MakeAsync("live");
        await RightAsync(site, 0, "checkpoint", "--name", "good");
        await site.ReleaseAsync("2");
        // Whoever cleans up takes all that nothing names.
        await site.ShellAsync($"docker image rm {site.Name}:1");

        var plan = await RightAsync(site, 0, "plan");
        Assert.Contains("keep sha256:", plan, StringComparison.Ordinal);
        Assert.Contains($"the tag {site.Name}:live will name the image of good", plan, StringComparison.Ordinal);
        Assert.Equal("version 2, version 2", await site.ServedAsync());
        await RightAsync(site, 0, "run", "--yes");

        Assert.Equal("version 1, version 1", await site.ServedAsync());
        var ids = await site.IdsAsync();
        await site.UpAsync();
        Assert.Equal(ids, await site.IdsAsync());
        Assert.Contains("already in place", await RightAsync(site, 0, "run", "--yes"), StringComparison.Ordinal);
        Assert.Equal(ids, await site.IdsAsync());
        await RightAsync(site, 0, "undo", "--yes");
        Assert.Equal("version 2, version 2", await site.ServedAsync());
    }

    [Fact]
    [Trait("Row", "A4")]
    [Trait("Row", "S8")]
    public async Task The_environment_file_of_a_point_brings_its_own_images_back()
    {
        await using var site = await PointSite.MakeAsync("${TAG}");
        await RightAsync(site, 0, "checkpoint", "--name", "good");
        site.Write(".env", "TAG=1\nGREETING=broken\n");
        await site.ReleaseAsync("2");

        var plan = await RightAsync(site, 0, "plan", "--strategy", "all");
        Assert.DoesNotContain("will name the image", plan, StringComparison.Ordinal);
        await RightAsync(site, 0, "run", "--strategy", "all", "--yes");

        Assert.Equal("TAG=1\nGREETING=hello\n", site.Read(".env"));
        Assert.Equal("version 1, version 1", await site.ServedAsync());
        Assert.Equal("hello", await site.ShellAsync($"docker compose -p {site.Name} exec -T web sh -c 'echo $GREETING'"));
        var ids = await site.IdsAsync();
        await site.UpAsync();
        Assert.Equal(ids, await site.IdsAsync());
    }

    [Fact]
    public async Task A_state_in_which_a_check_does_not_hold_is_recorded_as_nothing()
    {
        await using var site = await PointSite.MakeAsync("live");
        site.Write("broken", "");

        Assert.Contains("no known-good state", await RightAsync(site, 2, "checkpoint"), StringComparison.Ordinal);

        Assert.Contains("There is no rollback point", await RightAsync(site, 0, "points"), StringComparison.Ordinal);
        Assert.Empty(await site.ShellAsync($"docker image ls -q 'rollbackops/points/{site.Name}-*'"));
    }

    [Fact]
    public async Task Without_a_name_the_newest_good_one_that_does_not_run_comes_back_and_what_a_run_left_is_bad()
    {
        await using var site = await PointSite.MakeAsync("live");
        await RightAsync(site, 0, "checkpoint", "--name", "first");
        await site.ReleaseAsync("2");
        await RightAsync(site, 0, "checkpoint", "--name", "second");

        await RightAsync(site, 0, "run", "--yes");

        Assert.Equal("version 1, version 1", await site.ServedAsync());
        Assert.Matches("second .* BAD", await RightAsync(site, 0, "points"));
        Assert.Matches("first .* good", await RightAsync(site, 0, "points"));
        await RightAsync(site, 0, "run", "--to", "second", "--yes");
        Assert.Equal("version 2, version 2", await site.ServedAsync());
        Assert.Contains("Name one of: second, first", await RightAsync(site, 2, "plan", "--to", "third"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_forgotten_is_kept_no_more()
    {
        await using var site = await PointSite.MakeAsync("live");
        await RightAsync(site, 0, "checkpoint", "--name", "good");
        Assert.Equal(2, (await site.ShellAsync($"docker image ls -q 'rollbackops/points/{site.Name}-*'")).Split('\n').Length);
        var copy = Assert.Single(Directory.EnumerateFiles(Path.Combine(site.Folder, "state"), "*.env", SearchOption.AllDirectories));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(copy));

        await RightAsync(site, 0, "forget", "good", "--what-if");
        Assert.True(File.Exists(copy));
        await RightAsync(site, 0, "forget", "good", "--yes");

        Assert.False(File.Exists(copy));
        Assert.Empty(await site.ShellAsync($"docker image ls -q 'rollbackops/points/{site.Name}-*'"));
        Assert.Equal("version 1, version 1", await site.ServedAsync());
    }

    private static async Task<string> RightAsync(PointSite site, int code, params string[] arguments)
    {
        var result = await site.ToolAsync(arguments);
        Assert.True(result.Code == code, result.All);
        return result.All;
    }
}
