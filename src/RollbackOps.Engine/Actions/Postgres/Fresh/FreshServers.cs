namespace RollbackOps.Engine.Actions.Postgres.Fresh;

/// <summary>The servers that runs of this system made.</summary>
internal static class FreshServers
{
    /// <summary>Whether a run made a server of a part, by what its folder says.</summary>
    /// <param name="work">Any run of the system.</param>
    /// <param name="part">The part.</param>
    /// <param name="systemId">The cluster's identity.</param>
    /// <param name="cancel">Ends it.</param>
    public static async Task<bool> IsOneAsync(Work work, string part, string systemId, CancellationToken cancel)
    {
        if (Path.GetDirectoryName(work.Kept) is not { } runs || !Directory.Exists(runs))
            return false;
        foreach (var kept in Directory.EnumerateDirectories(runs))
        {
            if (await RunFiles.FindAsync<FreshMark>(RunFiles.Fresh(work with { Kept = kept }, part), cancel) is { } made && made.SystemId == systemId)
                return true;
        }

        return false;
    }
}
