namespace RollbackOps.Engine.Tools.Docker.Swarm;

/// <summary>Calls a manager for many things at the same time, and never for more than it bears.</summary>
internal static class AtOnce
{
    /// <summary>The most outside calls at a time.</summary>
    public const int Most = 8;

    /// <summary>Does the same for each; the first failure ends the others.</summary>
    public static Task ForEachAsync<T>(IEnumerable<T> all, Func<T, CancellationToken, Task> one, CancellationToken cancel) =>
        Parallel.ForEachAsync(all, new ParallelOptions { MaxDegreeOfParallelism = Most, CancellationToken = cancel }, async (item, token) => await one(item, token));

    /// <summary>What each gives, in their order.</summary>
    public static async Task<IReadOnlyList<TResult>> SelectAsync<T, TResult>(IReadOnlyList<T> all, Func<T, CancellationToken, Task<TResult>> one, CancellationToken cancel)
    {
        var results = new TResult[all.Count];
        await ForEachAsync(all.Index(), async (pair, token) => results[pair.Index] = await one(pair.Item, token), cancel);
        return results;
    }
}
