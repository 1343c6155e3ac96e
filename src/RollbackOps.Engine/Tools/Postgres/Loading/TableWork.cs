namespace RollbackOps.Engine.Tools.Postgres.Loading;

/// <summary>Something that is done with tables, on a connection of its own.</summary>
/// <param name="Uses">The tables, by name as the dump writes it, and what is done with each; the first has the rows.</param>
/// <param name="Toil">How much each of the rows asks for, compared with others.</param>
internal sealed record TableWork(IReadOnlyList<(string Table, TableUse Use)> Uses, int Toil = 1)
{
    /// <summary>Whether it is its turn.</summary>
    public bool IsBegun { get; set; }

    /// <summary>The connection, as soon as it is its turn.</summary>
    public TaskCompletionSource<Lane> Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
