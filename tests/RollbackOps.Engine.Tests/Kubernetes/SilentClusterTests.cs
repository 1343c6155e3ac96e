using RollbackOps.Engine.Tools.Kubernetes;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Tests.Kubernetes;

[Trait("Row", "A5")]
public sealed class SilentClusterTests
{
    [Fact]
    public async Task A_cluster_that_takes_the_connection_and_says_nothing_is_told_and_no_limit_of_a_step_is_blamed()
    {
        var command = WorkloadCommands.List(new("prod", "shop"), "deployment");
        var error = await Assert.ThrowsAsync<RollbackException>(() => new Kubectl(new Silent()).RunAsync(command, TestContext.Current.CancellationToken));
        Assert.Equal((RollbackErrorId.Unreachable, "The cluster of the context 'prod' does not answer: kubectl got nothing within 60 s."), (error.Id, error.Message));
        Assert.EndsWith("Try it: kubectl --context prod --namespace shop get pods; then run the same command again.", error.Next, StringComparison.Ordinal);
    }

    private sealed class Silent : IRunner
    {
        public Task<CommandResult> TryAsync(Command command, CancellationToken cancel) =>
            throw new RollbackException(RollbackErrorId.TimedOut, $"{command} took too long.", "raise the limit");

        public Task<CommandResult> RunAsync(Command command, CancellationToken cancel) => TryAsync(command, cancel);
    }
}
