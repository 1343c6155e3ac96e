namespace RollbackOps.Engine.Tools.Processes;

/// <summary>
/// Ends what an earlier holder of the same run left running on this machine when it was killed: its children with all that
/// came from them, and what they run in containers of a local engine. Left alone is what a program left running on
/// purpose when it ended, such as a service.
/// Linux only, and only what this user may look at: <c>/proc</c> tells. On other systems, for containers of a remote
/// engine, and for root's containers seen by another user, nothing is found and nothing happens.
/// </summary>
/// <param name="mark">The run's mark.</param>
/// <param name="time">The clock.</param>
public sealed class Orphans(RunMark mark, TimeProvider time)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The run's mark.</summary>
    public RunMark Mark => mark;

    /// <summary>Ends them and waits until they are gone.</summary>
    /// <exception cref="RollbackException">One can't be ended (<see cref="RollbackErrorId.NotInEffect"/>).</exception>
    public async Task EndAsync(CancellationToken cancel)
    {
        if (mark.Run is not { } run || Find(run) is not { Count: > 0 } heads)
            return;
        var family = new ProcessFamily(heads);
        family.Signal(Signal.Terminate);
        if (await family.AreGoneAsync(Grace, time, cancel))
            return;
        for (var began = time.GetTimestamp(); time.GetElapsedTime(began) < Patience;)
        {
            var refused = family.Signal(Signal.Kill);
            if (await family.AreGoneAsync(TimeSpan.FromMilliseconds(200), time, CancellationToken.None))
                return;
            if (refused.Count > 0)
                break;
        }

        var left = family.Alive();
        if (left.Count > 0)
            throw Immortal(left);
    }

    private IReadOnlyList<ProcessEntry> Find(string run)
    {
        var table = ProcessTable.Read();
        var own = Line(Environment.ProcessId, table).ToHashSet();
        return [.. table.Values.Where(entry => !entry.HasEnded && !own.Contains(entry.Id) && IsOrphan(entry) && !Line(entry.Id, table).Contains(Environment.ProcessId))];

        bool IsOrphan(ProcessEntry entry) => ProcessTable.Environment(entry.Id) is var marks && IsAnothers(marks)
            && (!marks.TryGetValue(RunMark.ChildVariable, out var child) || (int.TryParse(child, out var id) && IsAtWork(id, marks)));

        bool IsAnothers(IReadOnlyDictionary<string, string> marks) =>
            marks.GetValueOrDefault(RunMark.RunVariable) == run && marks.TryGetValue(RunMark.HolderVariable, out var holder) && holder != mark.Holder;

        // The program that the holder started itself: while it runs, so does what was asked of it.
        bool IsAtWork(int child, IReadOnlyDictionary<string, string> marks) =>
            table.TryGetValue(child, out var entry) && !entry.HasEnded && ProcessTable.Environment(child) is var own
            && new[] { RunMark.RunVariable, RunMark.HolderVariable, RunMark.ChildVariable }.All(name => own.GetValueOrDefault(name) == marks[name]);
    }

    // A process, its parent, and so on.
    private static IEnumerable<int> Line(int id, IReadOnlyDictionary<int, ProcessEntry> table)
    {
        for (var seen = new HashSet<int>(); seen.Add(id) && table.TryGetValue(id, out var entry); id = entry.Parent)
            yield return id;
    }

    private static RollbackException Immortal(IReadOnlyList<ProcessEntry> left) => new(
        RollbackErrorId.NotInEffect,
        $"What an earlier process of this run started is still running and can't be ended: {string.Join(", ", left.Select(entry => $"{entry.Name} (process {entry.Id})"))}.",
        $"End it as its owner or as root (sudo kill -9 {string.Join(' ', left.Select(entry => entry.Id))}), then resume.");
}
