using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Postgres;

namespace RollbackOps.Engine.Actions.Postgres.Points;

/// <summary>What makes a point impossible, seen before anyone is kept out.</summary>
internal static class PointRefusals
{
    /// <summary>The error for a name that is no backup, or for none: with the points that there are. Pure.</summary>
    /// <param name="missing">The error for the backup.</param>
    /// <param name="part">The database.</param>
    /// <param name="named">What a person named; null for nothing.</param>
    /// <param name="points">The points, newest first.</param>
    public static RollbackException Missing(RollbackException missing, PostgresPart part, string? named, IReadOnlyList<TemplatePoint> points) => points switch
    {
        [] when part is { TemplatePoints: true, Backups: null } => new(
            missing.Id,
            $"{missing.Message} Nor has it a point that the server keeps.",
            $"Make one for the next time, while the database is as it should be: rollbackops backup {part.Name} --format template. For now, name a file: --backup {part.Name}=<file>",
            missing),
        [] => missing,
        [var newest, ..] => new(
            missing.Id,
            $"{missing.Message} {(named is null ? "Its points come back where they are named" : "Nor is it one of its points")}: {string.Join(", ", points.Select(point => point.Name))}.",
            named is null ? $"Name one: --backup {part.Name}={newest.Name}" : missing.Next.Replace("<file>", newest.Name, StringComparison.Ordinal),
            missing),
    };

    /// <summary>The error for a point that a run has taken, so that it is none any more. Pure.</summary>
    /// <param name="used">The point.</param>
    /// <param name="part">The database.</param>
    public static RollbackException Used(UsedPoint used, PostgresPart part) => new(
        RollbackErrorId.TargetMissing,
        $"The point {used.Name} is used up: {used.By} took it for the live database{(used.IsLive ? ", which it is now, with all that users have written since" : "")}. It can't come back once more.",
        $"Name another point, or a backup; rollbackops backups {part.Name} shows those that there are.");

    /// <summary>Throws the first reason that there is.</summary>
    /// <exception cref="RollbackException">No point can be made.</exception>
    public static void Throw(ServerFacts facts, string live, string where, long? free)
    {
        if (facts is not { Oid: not null, Allows: true })
            throw PostgresRefusals.Refuse($"Database {live} on the server ({where}) is not there, or lets nobody in.", $"Correct the runbook, or lift the fence from another database: {PostgresStatements.Allow(live, true).Trim()}");
        if (facts.InRecovery)
            throw PostgresRefusals.Refuse($"The server ({where}) is a standby: no point can be made on it.", "Give the URL of the primary server.");
        if (!facts.Superuser && !(facts.CreatesDatabases && facts.Owns && facts.Signals))
            throw PostgresRefusals.Refuse($"The user {facts.User} may not copy database {live} and end its sessions.", $"Connect as a superuser, or ALTER ROLE {SqlQuote.Identifier(facts.User)} CREATEDB and GRANT pg_signal_backend TO {SqlQuote.Identifier(facts.User)}.");
        if (facts.Prepared.Count > 0)
            throw PostgresRefusals.Refuse($"Transactions are prepared in database {live} and keep it from being copied: {string.Join(", ", facts.Prepared)}.", $"End each in {live}: COMMIT PREPARED or ROLLBACK PREPARED {SqlQuote.Literal(facts.Prepared[0]).Trim()}.");
        if (free is { } room && room < facts.Size * 1.2)
            throw PostgresRefusals.Refuse($"The server of database {live} has {PostgresRefusals.Megabytes(room)} free in {facts.Folder}, and a copy needs about {PostgresRefusals.Megabytes((long)(facts.Size * 1.2))}.", "Free space on the server's disk, or make a backup in another format.");
    }
}
