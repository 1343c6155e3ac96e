namespace RollbackOps.Engine.Tools.Postgres.Loading;

/// <summary>Passes on what is built over tables, and what they are measured by.</summary>
/// <param name="work">What is under way.</param>
/// <param name="bytes">How many bytes a table's rows had in the dump.</param>
/// <param name="large">From how many on a table is large: what is small is not worth more than one statement.</param>
/// <param name="texts">Asks for the columns of large tables that are compared by a collation, which takes longer: table and column.</param>
internal sealed class PostDataFeed(LoadWork work, Func<string, long> bytes, long large, Func<Task<IReadOnlySet<(string Table, string Column)>>> texts) : IDisposable
{
    private const int Outstanding = 256;
    private const int OfText = 3;
    private const long Huge = 2L * 1024 * 1024 * 1024;
    private static readonly DumpStatementText MuchMemory = new("SET maintenance_work_mem = '64MB'", 0);
    private static readonly DumpStatementText AsBefore = new("RESET maintenance_work_mem", 0);

    private readonly SemaphoreSlim _turns = new(Outstanding);
    private readonly Dictionary<string, List<(DumpStatementText Sql, int Set)>> _attached = [];
    private IReadOnlySet<(string Table, string Column)>? _texts;

    /// <summary>Takes a statement.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="needs">What it does with which tables.</param>
    /// <param name="set">How many settings come before it.</param>
    public async Task AddAsync(DumpStatementText sql, PostData needs, int set)
    {
        var table = needs.Tables[0];
        var splits = bytes(table) >= large;
        if (splits && needs is { Use: TableUse.Alone, MaySplit: true } && UniqueKey.Of(sql) is { } unique)
        {
            await BeginAsync([(table, TableUse.Index)], Built(table, unique.Build), set, await ToilAsync(table, needs));
            (_attached.TryGetValue(table, out var waiting) ? waiting : _attached[table] = []).Add((unique.Attach, set));
            return;
        }

        if (needs.Use == TableUse.Index)
        {
            await BeginAsync([(table, TableUse.Index)], Built(table, sql), set, splits ? await ToilAsync(table, needs) : 1);
            return;
        }

        foreach (var shut in needs.Tables)
            await AttachAsync(shut);
        if (splits && needs.Use == TableUse.Key && ForeignKey.Of(sql) is { } foreign)
        {
            await BeginAsync(Used(needs.Tables, TableUse.Key, TableUse.Key), [foreign.Add], set);
            await BeginAsync(Used(needs.Tables, TableUse.Proof, TableUse.Lookup), foreign.Prove, set);
        }
        else
        {
            await BeginAsync(Used(needs.Tables, needs.Use, needs.Use), [sql], set);
        }
    }

    /// <summary>Measures a table for the planner, once all else is done with it.</summary>
    public Task MeasureAsync(string table, DumpStatementText sql) => BeginAsync([(table, TableUse.Measure)], [sql], set: 0);

    /// <summary>Passes on what waits for the rest of its table.</summary>
    public async Task FlushAsync()
    {
        foreach (var table in _attached.Keys.ToList())
            await AttachAsync(table);
    }

    /// <inheritdoc/>
    public void Dispose() => _turns.Dispose();

    private async Task AttachAsync(string table)
    {
        if (!_attached.Remove(table, out var keys))
            return;
        foreach (var (sql, set) in keys)
            await BeginAsync([(table, TableUse.Alone)], [sql], set);
    }

    private async Task<int> ToilAsync(string table, PostData needs)
    {
        _texts ??= await texts();
        return needs.Inner.Any(word => _texts.Contains((table, word.Trim('"')))) ? OfText : 1;
    }

    // A table's keys are sorted in pieces that the processor's cache holds; of a huge one there would be too many to merge at once.
    private IReadOnlyList<DumpStatementText> Built(string table, DumpStatementText index) => bytes(table) < Huge ? [index] : [MuchMemory, index, AsBefore];

    private static IReadOnlyList<(string Table, TableUse Use)> Used(IReadOnlyList<string> tables, TableUse first, TableUse others) =>
        [.. tables.Distinct(StringComparer.Ordinal).Select((table, at) => (table, at == 0 ? first : others))];

    // What is outstanding waits for nothing that was not read yet, and so always comes to its end.
    private async Task BeginAsync(IReadOnlyList<(string Table, TableUse Use)> uses, IReadOnlyList<DumpStatementText> statements, int set, int toil = 1)
    {
        await _turns.WaitAsync(work.Stop);
        work.Begin(new(uses, toil), async lane =>
        {
            foreach (var statement in statements)
                await lane.RunAsync(statement, set, work.Stop);
            _turns.Release();
        });
    }
}
