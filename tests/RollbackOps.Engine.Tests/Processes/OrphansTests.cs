using System.Diagnostics;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Tests.Processes;

/// <summary>A successor ends what a killed holder of the same run left running, and nothing else.</summary>
[Trait("Safety", "19")]
public sealed class OrphansTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rollbackops-orphans-").FullName;
    private readonly RunMark _dead = Mark("000007");
    private readonly List<ProcessEntry> _left = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        foreach (var entry in _left)
            ProcessCalls.TrySend(entry, Signal.Kill);
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_command_that_was_under_way_is_ended_with_all_that_came_from_it()
    {
        var ids = await LeaveAsync("echo $$ >> pids; sh -c 'trap \"\" TERM; echo $$ >> pids; while :; do sleep 0.1; done' & setsid sh -c 'echo $$ >> pids; sleep 300' & wait", 3);

        await new Orphans(Mark("000007"), TimeProvider.System).EndAsync(Cancel);

        Assert.All(ids, id => Assert.False(Alive.Is(id)));
    }

    [Fact]
    public async Task A_service_that_an_ended_command_started_goes_on()
    {
        var ids = await LeaveAsync("echo $$ >> pids; sleep 300 & echo $! >> pids; setsid sh -c 'echo $$ >> pids; exec sleep 300' & sleep 0.1", 3);
        await Alive.EndsAsync(ids[0]);

        await new Orphans(Mark("000007"), TimeProvider.System).EndAsync(Cancel);

        Assert.All(ids[1..], id => Assert.True(Alive.Is(id)));
    }

    [Fact]
    public async Task Another_runs_and_the_holders_own_are_left_alone()
    {
        var id = (await LeaveAsync("echo $$ >> pids; exec sleep 300", 1))[0];

        await new Orphans(Mark("000008"), TimeProvider.System).EndAsync(Cancel);
        await new Orphans(new RunMark(), TimeProvider.System).EndAsync(Cancel);
        await new Orphans(_dead, TimeProvider.System).EndAsync(Cancel);

        Assert.True(Alive.Is(id));
    }

    [Fact]
    public async Task A_child_of_this_process_is_no_orphan()
    {
        using var child = Process.Start(Start("exec sleep 300"))!;
        _left.Add(ProcessTable.Find(child.Id)!.Value);

        await new Orphans(Mark("000007"), TimeProvider.System).EndAsync(Cancel);

        Assert.False(child.HasExited);
    }

    [Fact]
    public async Task A_process_id_that_came_again_gets_no_signal()
    {
        using var child = Process.Start("sleep", "300");
        var entry = ProcessTable.Find(child.Id)!.Value;
        _left.Add(entry);

        Assert.True(ProcessCalls.TrySend(entry with { Start = entry.Start - 1 }, Signal.Kill));
        Assert.True(Alive.Is(child.Id));

        Assert.True(ProcessCalls.TrySend(entry, Signal.Kill));
        await Alive.EndsAsync(child.Id);
    }

    // Starts it as a holder would that is gone at once: the child's parent is then the machine's first process.
    private async Task<int[]> LeaveAsync(string script, int count)
    {
        var start = Start(script);
        var gone = new ProcessStartInfo("sh", ["-c", "\"$@\" > /dev/null 2>&1 < /dev/null &", "sh", start.FileName, .. start.ArgumentList]) { WorkingDirectory = _folder };
        foreach (var (name, value) in start.Environment)
            gone.Environment[name] = value;
        using var holder = Process.Start(gone)!;
        await holder.WaitForExitAsync(Cancel);
        var ids = await Alive.WrittenAsync(Path.Combine(_folder, "pids"), count);
        _left.AddRange(ids.Select(ProcessTable.Find).OfType<ProcessEntry>());
        return ids;
    }

    private ProcessStartInfo Start(string script) =>
        OwnSession.Of(new Command { Program = "sh", Arguments = ["-c", script], Folder = _folder }, _dead.Variables)!;

    // Its own number: other tests look for orphans at the same time.
    private static RunMark Mark(string number)
    {
        var mark = new RunMark();
        mark.Set("orphans", $"tests-{Environment.ProcessId}", number, DateTimeOffset.UnixEpoch);
        return mark;
    }
}
