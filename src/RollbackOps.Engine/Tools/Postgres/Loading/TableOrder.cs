namespace RollbackOps.Engine.Tools.Postgres.Loading;

/// <summary>
/// Who waits for whom on a table, in the dump's order: data waits for what shut the table before, an index for all of its data
/// too, and what needs the table alone for everything.
/// </summary>
internal sealed class TableOrder
{
    private readonly Dictionary<string, Queue> _tables = [];

    /// <summary>What has to end before something may be done with these tables; it joins their queues.</summary>
    /// <param name="tables">The tables, by name as the dump writes it.</param>
    /// <param name="use">What is done with them.</param>
    /// <param name="begin">Begins it, given what it waits for.</param>
    public Task Add(IReadOnlyList<string> tables, TableUse use, Func<Task, Task> begin)
    {
        var queues = tables.Distinct(StringComparer.Ordinal).Select(Of).ToList();
        var work = begin(Task.WhenAll(queues.SelectMany(queue => queue.Before(use)).ToList()));
        foreach (var queue in queues)
            queue.Add(use, work);
        return work;
    }

    /// <summary>Forgets the tables that nothing is done with any more.</summary>
    public void Forget()
    {
        foreach (var table in _tables.Where(table => table.Value.IsOver).Select(table => table.Key).ToList())
            _tables.Remove(table);
    }

    private Queue Of(string table) => _tables.TryGetValue(table, out var queue) ? queue : _tables[table] = new();

    private sealed class Queue
    {
        private readonly List<(TableUse Use, Task Work)> _entries = [];

        public bool IsOver => _entries.TrueForAll(entry => entry.Work.IsCompletedSuccessfully);

        public IEnumerable<Task> Before(TableUse use)
        {
            _entries.RemoveAll(entry => entry.Work.IsCompletedSuccessfully);
            return _entries.Where(entry => use == TableUse.Alone || entry.Use != use).Select(entry => entry.Work);
        }

        public void Add(TableUse use, Task work) => _entries.Add((use, work));
    }
}
