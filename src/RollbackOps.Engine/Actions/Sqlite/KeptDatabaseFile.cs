using RollbackOps.Engine.Tools.Files;
using RollbackOps.Engine.Tools.Sqlite;

namespace RollbackOps.Engine.Actions.Sqlite;

/// <summary>A database file that a run keeps or has left, with what SQLite wrote beside it: known by its identity.</summary>
public static class KeptDatabaseFile
{
    /// <summary>The file, where it is there and not live.</summary>
    /// <param name="place">Where it is.</param>
    /// <param name="identity">Its identity; null where any file of that name, which is the run's own, is meant.</param>
    /// <param name="live">The live file's path.</param>
    /// <param name="what">What it is.</param>
    /// <param name="work">The run.</param>
    public static KeptThing? Find(string place, string? identity, string live, string what, Work work)
    {
        if (Identity(place) is not { } now || (identity ?? now) != now || now == Identity(live))
            return null;
        return new()
        {
            Run = work.Run,
            Step = work.Step.Id,
            What = $"{what}, as {place}",
            Identity = SqliteSources.Identity(now),
            Bytes = All(place).Where(File.Exists).Sum(file => new FileInfo(file).Length),
        };
    }

    /// <summary>Deletes it for good; nothing where it is gone.</summary>
    /// <exception cref="RollbackException">It is live or open by now.</exception>
    public static void GiveUp(KeptThing thing, string place, string live)
    {
        if (Identity(place) is not { } now || SqliteSources.Identity(now) != thing.Identity)
            return;
        if (now == Identity(live))
            throw new RollbackException(RollbackErrorId.ChangedByOthers, $"The database {place} is not deleted: it is live by now, as {live}.", "Leave it.");
        SqliteShut.RefuseHolders(place);
        // The database first: what is left of it after a crash can't be taken for the whole.
        foreach (var file in All(place))
            File.Delete(file);
    }

    private static IEnumerable<string> All(string place) => SqliteFiles.Sidecars.Select(sidecar => place + sidecar).Prepend(place);

    private static string? Identity(string path) => FileFacts.OfTarget(path)?.Identity.ToString();
}
