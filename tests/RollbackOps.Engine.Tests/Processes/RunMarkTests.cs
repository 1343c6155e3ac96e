using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Tests.Processes;

public sealed class RunMarkTests
{
    [Fact]
    public async Task Two_runs_of_one_process_never_take_each_others_mark()
    {
        var mark = new RunMark();
        var both = new TaskCompletionSource();
        var first = RunAsync("000001");
        var second = RunAsync("000002");
        both.SetResult();

        Assert.StartsWith("shop/production/000001@", await first, StringComparison.Ordinal);
        Assert.StartsWith("shop/production/000002@", await second, StringComparison.Ordinal);
        Assert.Empty(mark.Variables);

        async Task<string> RunAsync(string number)
        {
            mark.Set("shop", "production", number, DateTimeOffset.UnixEpoch);
            await both.Task;
            return mark.Variables[RunMark.RunVariable];
        }
    }

    [Fact]
    public void The_same_number_of_another_state_folder_is_another_run()
    {
        var mark = new RunMark();
        mark.Set("shop", "production", "000001", DateTimeOffset.UnixEpoch);
        var first = mark.Run;
        mark.Set("shop", "production", "000001", DateTimeOffset.UnixEpoch.AddTicks(1));
        Assert.NotEqual(first, mark.Run);
    }

    [Fact]
    public void Every_holder_is_another() => Assert.NotEqual(new RunMark().Holder, new RunMark().Holder);
}
