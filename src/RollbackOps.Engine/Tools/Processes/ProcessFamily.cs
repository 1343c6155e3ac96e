namespace RollbackOps.Engine.Tools.Processes;

/// <summary>
/// Some processes with all that descends from them or is in a session that one of them began (Linux). What was once seen
/// stays known, also when its parent has gone.
/// </summary>
/// <param name="heads">The processes that it begins with.</param>
internal sealed class ProcessFamily(IEnumerable<ProcessEntry> heads)
{
    private readonly Dictionary<int, ProcessEntry> _known = heads.ToDictionary(head => head.Id);

    /// <summary>Those that run.</summary>
    public IReadOnlyList<ProcessEntry> Alive()
    {
        var table = ProcessTable.Read();
        while (table.Values.Where(entry => !IsKnown(entry.Id, table) && (IsKnown(entry.Parent, table) || IsOfSession(entry, table))).ToList() is { Count: > 0 } more)
            foreach (var entry in more)
                _known[entry.Id] = entry;
        return [.. _known.Keys.Where(id => IsKnown(id, table)).Select(id => table[id]).Where(entry => !entry.HasEnded)];
    }

    /// <summary>Sends all of them a signal.</summary>
    /// <returns>Those that refused it.</returns>
    public IReadOnlyList<ProcessEntry> Signal(Signal signal) => [.. Alive().Where(entry => !ProcessCalls.TrySend(entry, signal))];

    /// <summary>Waits until none is left; false where some are after the time, or at once when it is cut short.</summary>
    public async Task<bool> AreGoneAsync(TimeSpan within, TimeProvider time, CancellationToken cutShort)
    {
        var began = time.GetTimestamp();
        while (Alive().Count > 0)
        {
            if (cutShort.IsCancellationRequested || time.GetElapsedTime(began) >= within)
                return false;
            await Task.Delay(TimeSpan.FromMilliseconds(20), time, cutShort).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return true;
    }

    private bool IsKnown(int id, IReadOnlyDictionary<int, ProcessEntry> table) =>
        _known.TryGetValue(id, out var known) && table.TryGetValue(id, out var now) && now.Start == known.Start;

    // A session keeps its number while anyone is in it: no other process gets the same id meanwhile.
    private bool IsOfSession(ProcessEntry entry, IReadOnlyDictionary<int, ProcessEntry> table) =>
        _known.TryGetValue(entry.Session, out var leader) && leader.Start <= entry.Start
        && (!table.TryGetValue(entry.Session, out var now) || now.Start == leader.Start);
}
