using RollbackOps.Engine.Journals;
using RollbackOps.Events;
using RollbackOps.Integration.Tests.Cli;
using RollbackOps.Integration.Tests.Environment;

namespace RollbackOps.Integration.Tests.States;

/// <summary>A state folder on a real disk that gets full: a small tmpfs.</summary>
public sealed class FullDiskTests : IAsyncLifetime
{
    private readonly TinySystem _system = new();
    private bool _mounted;

    private string Disk => Path.Combine(_system.Folder, "state");

    private string Fill => Path.Combine(Disk, "fill");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_mounted)
            await Tool.ShellAsync("/", "umount", Disk);
        _system.Dispose();
    }

    [Fact]
    [Trait("Safety", "16")]
    public async Task Where_no_room_can_be_reserved_nothing_is_begun()
    {
        await MountAsync("700k");
        var result = await _system.RunAsync("run", "--strategy", "restore", "--yes");
        Assert.Equal(2, result.Code);
        Assert.Contains("is full: a run needs room for its journal there", result.Error, StringComparison.Ordinal);
        Assert.Contains("Make room", result.Error, StringComparison.Ordinal);
        Assert.Equal("", _system.Users());
        Assert.True(File.Exists(Path.Combine(_system.Folder, "running")));
        Assert.DoesNotContain("UNFINISHED", (await _system.RunAsync("history")).Out, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Safety", "16")]
    public async Task A_disk_that_gets_full_stops_the_run_before_the_next_effect_and_resume_works_once_there_is_room()
    {
        await MountAsync("6m");
        var runbook = Path.Combine(_system.Folder, "rollback.yaml");
        await File.WriteAllTextAsync(
            runbook,
            (await File.ReadAllTextAsync(runbook, Cancel)).Replace("stop: { run: [rm, -f, running]", "stop: { run: [sh, -c, \"dd if=/dev/zero of=state/fill bs=4k; rm -f running\"]", StringComparison.Ordinal),
            Cancel);

        var run = await _system.RunAsync("run", "--strategy", "restore", "--yes");
        Assert.True(run.Code == 5, run.All);
        Assert.Contains("is full: make room there first", run.Out, StringComparison.Ordinal);
        Assert.Contains("rollbackops resume", run.Out, StringComparison.Ordinal);
        Assert.Contains("INTERRUPTED", (await _system.RunAsync("history")).Out, StringComparison.OrdinalIgnoreCase);

        await FillAsync();
        var full = await _system.RunAsync("resume");
        Assert.True(full.Code == 5, full.All);
        Assert.Contains("Make room", full.Error, StringComparison.Ordinal);

        File.Delete(Fill);
        var resumed = await _system.RunAsync("resume");
        Assert.True(resumed.Code == 0, resumed.All);
        Assert.Equal("ann,bob", _system.Users());
        Assert.Equal(0, (await _system.RunAsync("history", "--verify")).Code);
    }

    [Fact]
    [Trait("Safety", "16")]
    public async Task The_last_lines_go_where_room_was_reserved_and_say_that_it_is_so()
    {
        await MountAsync("6m");
        var state = new FileState(StateFolder.In(Disk, "tiny", "production"));
        using (var held = state.Take(new("ann", "web1", 1), DateTimeOffset.UtcNow))
        {
            var lines = held.Create("000001");
            using var journal = new Journal(lines, new());
            journal.Append(new Noted("one"));
            await FillAsync();
            var count = 1;
            for (; !journal.NoRoom.IsCancellationRequested && count < 1000; count++)
                journal.Append(new Noted(new('x', 500)));
            Assert.True(journal.NoRoom.IsCancellationRequested, "the reserve was never needed");
            Assert.False(File.Exists(Path.Combine(_system.State, "reserve")));
            journal.Append(new Noted("last"));
            Assert.Equal(count + 1, state.Read("000001").Count);

            // What the reserve gave back is full too: no line is torn, and no other follows.
            await FillAsync();
            for (var i = 0; i < 1000 && Try(journal); i++)
            {
            }

            Assert.Equal(JournalLoss.NoRoom, Assert.Throws<JournalLostException>(() => journal.Append(new Noted("late"))).Loss);
            Assert.Null(state.Look("000001").Flaw);
        }

        Assert.Equal(RollbackErrorId.NoRoom, Assert.Throws<RollbackException>(() =>
        {
            using var held = state.Take(new("bob", "web1", 1), DateTimeOffset.UtcNow);
            held.Continue("000001");
        }).Id);
    }

    private static bool Try(Journal journal)
    {
        try
        {
            journal.Append(new Noted(new('x', 500)));
            return true;
        }
        catch (JournalLostException)
        {
            return false;
        }
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // What the reserve gave back, filled up too.
    private async Task FillAsync() => await Tool.EndAsync(new("sh", ["-c", $"cat /dev/zero >> {Fill}"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true });

    private async Task MountAsync(string size)
    {
        Needs.Root();
        Directory.CreateDirectory(Disk);
        await Tool.ShellAsync("/", "mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", Disk);
        _mounted = true;
    }
}
