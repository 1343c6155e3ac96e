using System.Globalization;
using RollbackOps.Engine.Actions.Postgres.InPlace;
using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.Postgres;
using RollbackOps.Engine.Tools.Postgres.Dumps;

namespace RollbackOps.Engine.Actions.Postgres;

/// <summary>What makes the exchange of a database impossible, seen at planning.</summary>
public static class PostgresRefusals
{
    private static readonly string[] Neighbours = ["pg_cron", "timescaledb"];

    /// <summary>Throws the first reason that there is.</summary>
    /// <exception cref="RollbackException">The database can't be exchanged.</exception>
    public static void Throw(PostgresGoal goal, PlanRequest request, string part)
    {
        var facts = goal.Facts;
        var live = goal.Live;
        if (facts.Oid is null && request.Over is { } before)
            throw Refuse($"There is no database {live} on the server ({goal.Where}).", $"If run {before} has dropped it to restore a backup in its place, {OwnCommands.Undo(request)} prints the commands that bring it back; after them, type the same command again.");
        if (facts.Oid is null)
            throw Refuse($"There is no database {live} on the server ({goal.Where}).", $"Make it (CREATE DATABASE {SqlQuote.Identifier(live)}), or correct the runbook.");
        if (facts.Version < 130000)
            throw Refuse($"The server ({goal.Where}) is PostgreSQL {facts.Version / 10000}; 13 and newer can be rolled back.", "Restore by hand, or upgrade the server.");
        if (facts.InRecovery)
            throw Refuse($"The server ({goal.Where}) is a standby: nothing can be restored on it.", "Give the URL of the primary server.");
        if (!facts.Allows && request.Over is { } over)
            throw Refuse($"The database {live} lets nobody in: run {over} has fenced it and stands in the middle of its cutover, so what is live can't be looked at.", $"Go back to the state before that run: rollbackops undo {over}. Or lift its fence from database {goal.Maintenance}, then plan again: {PostgresStatements.Allow(live, true).Trim()}");
        if (!facts.Allows)
            throw Refuse($"The database {live} lets nobody in: an earlier run or a person has fenced it.", $"End that run, or lift the fence from another database: {PostgresStatements.Allow(live, true).Trim()}");
        Rights(goal);
        if (facts.Prepared.Count > 0)
            throw Refuse($"Transactions are prepared in database {live} and would block the exchange: {string.Join(", ", facts.Prepared)}.", $"End each in {live}: COMMIT PREPARED or ROLLBACK PREPARED {SqlQuote.Literal(facts.Prepared[0]).Trim()}.");
        if (facts.Slots.Count > 0)
            throw Refuse($"Logical replication slots read database {live} and would stay on the old one: {string.Join(", ", facts.Slots)}.", $"Pause the consumer and drop the slot (SELECT pg_drop_replication_slot({SqlQuote.Literal(facts.Slots[0]).Trim()})); make it again afterwards.");
        if (facts.Subscriptions.Count > 0)
            throw Refuse($"Subscriptions write into database {live} and would go on writing into the old one: {string.Join(", ", facts.Subscriptions)}.", $"Drop them in {live} first (ALTER SUBSCRIPTION … DISABLE; … SET (slot_name = NONE); DROP SUBSCRIPTION …), and make them again afterwards.");
        if (goal.Extensions.FirstOrDefault(Neighbours.Contains) is { } extension)
            throw Refuse($"Database {live} has the extension {extension}, which does not survive a restore beside and an exchange.", $"Restore it by {extension}'s own procedure.");
        if (goal.InContainer && goal.Dump.Kind == DumpKind.Folder)
            throw Refuse($"The backup {goal.Dump.Path} is a folder, and the server is in a container, which gets backups by its standard input.", "Name a backup in pg_dump's plain or custom format.");
        if (goal.SequencesOfOthers.Count > 0)
            throw Refuse($"The user {facts.User} may not read or set sequences of database {live} ({string.Join(", ", goal.SequencesOfOthers.Take(5))}), and the runbook says keep-sequences: ahead.", $"In {live}: GRANT SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA … TO {SqlQuote.Identifier(facts.User)}; or connect as a superuser.");
        Room(goal, part);
    }

    /// <summary>The bytes that the copy may need: what is live or what is in the file, whichever is more, and a fifth.</summary>
    public static long Needed(PostgresGoal goal) => (long)(Math.Max(goal.Facts.Size, goal.Dump.Bytes) * 1.2);

    private static void Rights(PostgresGoal goal)
    {
        var facts = goal.Facts;
        if (facts.Superuser)
            return;
        var user = SqlQuote.Identifier(facts.User);
        string[] missing =
        [
            .. facts.CreatesDatabases ? [] : new[] { $"ALTER ROLE {user} CREATEDB" },
            .. facts.Owns ? [] : new[] { $"GRANT {SqlQuote.Identifier(facts.Owner!)} TO {user}" },
            .. facts.Signals ? [] : new[] { $"GRANT pg_signal_backend TO {user}" },
        ];
        if (missing.Length > 0)
            throw Refuse($"The user {facts.User} may not exchange database {goal.Live}: that takes the right to make databases, membership in its owner {facts.Owner}, and the right to end other users' sessions.", $"As a superuser: {string.Join("; ", missing)}; or connect as a superuser.");
        if (facts.RolesWithSettings.Count > 0)
            throw Refuse($"Roles have settings of their own in database {goal.Live} ({string.Join(", ", facts.RolesWithSettings)}), and {facts.User} may not make them again.", "Connect as a superuser.");
    }

    private static void Room(PostgresGoal goal, string part)
    {
        if (goal.Point is not null)
            return;
        if (goal.InPlace is { } place)
            InPlaceRefusals.Throw(goal, place, part);
        else if (goal.Free is { } free && free < Needed(goal))
            throw Refuse(
                $"There is no room for two: the server of database {goal.Live} has {Megabytes(free)} free in {goal.Facts.Folder}, and the copy beside it needs about {Megabytes(Needed(goal))} ({Megabytes(Math.Max(goal.Facts.Size, goal.Dump.Bytes))} and a fifth); {Megabytes(Needed(goal) - free)} are missing.",
                $"Free space on the server's disk, then plan again. Or let it come back in its own place: give {part} the keys place: in-place and safety-dump: FOLDER in the runbook. It is then dumped to that folder, dropped, and restored while users wait, and can't be undone.");
    }

    /// <summary>A number of bytes for people.</summary>
    public static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_000_000.0:0.#} MB");

    internal static RollbackException Refuse(string message, string next) => new(RollbackErrorId.PlanImpossible, message, next);
}
