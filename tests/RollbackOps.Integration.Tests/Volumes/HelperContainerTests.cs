using RollbackOps.Engine.Tools.Docker;
using RollbackOps.Engine.Tools.Processes;
using RollbackOps.Engine.Tools.Secrets;
using RollbackOps.Integration.Tests.Environment;

namespace RollbackOps.Integration.Tests.Volumes;

public sealed class HelperContainerTests
{
    private readonly ProcessRunner _runner = new(new Redactor(), TimeProvider.System);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_that_was_cut_off_is_gone_before_the_next_of_its_name_begins()
    {
        Needs.Docker();
        var helper = new HelperContainer(_runner);
        var run = new HelperRun { Name = $"rbhelper{Guid.NewGuid():N}"[..16], Image = "rollbackops-test/busybox:1", Mounts = [], Script = "echo $1", Arguments = ["done"] };
        for (var round = 0; round < 4; round++)
        {
            var cut = run with { Script = "cat", Input = (_, _) => throw new IOException("cut off") };
            await Assert.ThrowsAsync<IOException>(() => helper.RunAsync(cut, Cancel));

            Assert.Equal("done", (await helper.RunAsync(run, Cancel)).Trim());
        }
    }

    [Fact]
    public async Task It_has_no_network_and_pulls_nothing()
    {
        Needs.Docker();
        var helper = new HelperContainer(_runner);
        var run = new HelperRun { Name = $"rbhelper{Guid.NewGuid():N}"[..16], Image = "rollbackops-test/busybox:1", Mounts = [], Script = "ls /sys/class/net" };

        Assert.DoesNotContain("eth0", await helper.RunAsync(run, Cancel), StringComparison.Ordinal);
        var error = await Assert.ThrowsAsync<RollbackException>(() => helper.RunAsync(run with { Image = "rollbackops-test/nowhere:9" }, Cancel));
        Assert.Contains("No such image", error.Message, StringComparison.OrdinalIgnoreCase);
    }
}
