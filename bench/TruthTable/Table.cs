namespace RollbackOps.Bench.TruthTable;

/// <summary>The cells as Markdown.</summary>
internal sealed class Table(IReadOnlyList<Cell> cells)
{
    /// <summary>A row a procedure.</summary>
    public string Procedures() => Render("procedure", TruthTable.Procedures.All.Select(procedure => procedure.Name), cell => cell.Procedure.Name);

    /// <summary>A row a fault.</summary>
    public string OfFaults() => Render("fault", Faults.All.Select(fault => fault.Name), cell => cell.Fault.Name);

    private string Render(string what, IEnumerable<string> names, Func<Cell, string> nameOf)
    {
        var rows = names.Select(name => Row(name, cell => nameOf(cell) == name)).Append(Row("**all**", _ => true));
        return $"| {what} | script: exit code true | left broken | `rollbackops`: exit code true | left broken |\n|---|---|---|---|---|\n{string.Join('\n', rows)}\n";
    }

    private string Row(string name, Func<Cell, bool> isIn) =>
        $"| {name} | {Of(cells.Where(cell => cell.Side == Side.Script && isIn(cell)).ToList())} | {Of(cells.Where(cell => cell.Side == Side.Tool && isIn(cell)).ToList())} |";

    private static string Of(List<Cell> some) => some.Count == 0
        ? "- | -"
        : $"{some.Count(cell => cell.IsTrue)} of {some.Count} | {some.Count(cell => cell.Reality == Reality.Broken)}";
}
