namespace RollbackOps.Engine.Tools.Postgres.Loading;

/// <summary>
/// Whose turn it is. On each table work follows the dump's order where one thing rests on another, and keeps out of the way of what
/// the server would let it wait for. Where there is a choice, what asks for most comes first, so that it does not go on alone at
/// the end.
/// </summary>
/// <param name="rows">How many rows a table has.</param>
internal sealed class TableOrder(Func<string, long> rows)
{
    private readonly Dictionary<string, List<TableWork>> _tables = [];
    private readonly List<TableWork> _waiting = [];

    /// <summary>More work, behind all that there was.</summary>
    public void Add(TableWork work)
    {
        _waiting.Add(work);
        foreach (var (table, _) in work.Uses)
            (_tables.TryGetValue(table, out var works) ? works : _tables[table] = []).Add(work);
    }

    /// <summary>The next that can be begun, and now is; null where all that is left has to wait.</summary>
    public TableWork? Next()
    {
        TableWork? next = null;
        foreach (var work in _waiting)
        {
            if ((next is null || IsBefore(work, next)) && work.Uses.All(use => IsFree(work, use.Table, use.Use)))
                next = work;
            if (next?.Uses[0].Use == TableUse.Data)
                break;
        }

        if (next is not null)
        {
            next.IsBegun = true;
            _waiting.Remove(next);
        }

        return next;
    }

    /// <summary>Work is over: its tables are free of it.</summary>
    public void End(TableWork work)
    {
        foreach (var (table, _) in work.Uses)
        {
            var works = _tables[table];
            works.Remove(work);
            if (works.Count == 0)
                _tables.Remove(table);
        }
    }

    private bool IsBefore(TableWork one, TableWork other) =>
        one.Uses[0].Use < other.Uses[0].Use || (one.Uses[0].Use == other.Uses[0].Use && Toil(one) > Toil(other));

    private long Toil(TableWork work) => rows(work.Uses[0].Table) * work.Toil;

    private bool IsFree(TableWork work, string table, TableUse use)
    {
        var isEarlier = true;
        foreach (var other in _tables[table])
        {
            if (other == work)
            {
                isEarlier = false;
                continue;
            }

            var its = other.Uses.First(used => used.Table == table).Use;
            if (other.IsBegun ? !GoTogether(its, use) : isEarlier && RestsOn(use, its))
                return false;
        }

        return true;
    }

    private static bool RestsOn(TableUse later, TableUse earlier) => (earlier, later) switch
    {
        (TableUse.Data, TableUse.Data) or (TableUse.Index, TableUse.Index) => false,
        (TableUse.Proof or TableUse.Lookup, TableUse.Key or TableUse.Proof or TableUse.Lookup) => false,
        _ => true,
    };

    // As the server's locks do.
    private static bool GoTogether(TableUse one, TableUse other) => (one, other) switch
    {
        (TableUse.Data, TableUse.Data) or (TableUse.Index, TableUse.Index) => true,
        (TableUse.Lookup, not (TableUse.Alone or TableUse.Data)) or (not (TableUse.Alone or TableUse.Data), TableUse.Lookup) => true,
        _ => false,
    };
}
