using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.Kubernetes;
using RollbackOps.Engine.Tools.Postgres;

namespace RollbackOps.Engine.Actions.Postgres.InPlace;

/// <summary>What a person types to get the old database back from its safety dump. Pure.</summary>
public static class SafetyWords
{
    /// <summary>After the old database was dropped and the new one could not be made.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="detail">The database.</param>
    /// <param name="restore">The command that restores the safety dump.</param>
    public static string BringBack(PlanRequest request, InPlaceDetail detail, string restore) =>
        $"If the server is at fault, mend it, then run the same command again. For another backup, or none, bring the old database back by hand first: {restore}, then from database {detail.Target.Maintenance}: {Rename(detail)} After that {OwnCommands.Undo(request)} ends the run, and {OwnCommands.Restore(request, detail.Target.Part)} takes another backup.";

    /// <summary>The commands that put the old database in the place of what was restored, which is kept beside it.</summary>
    public static string GoBack(InPlaceDetail detail, string restore) =>
        $"{restore}, then with nobody in {detail.Target.Live}, from database {detail.Target.Maintenance}: ALTER DATABASE {SqlQuote.Identifier(detail.Target.Live)} RENAME TO {SqlQuote.Identifier(PostgresNames.Replaced(detail.Target.Live, detail.Target.Oid))}; {Rename(detail)}";

    /// <summary>The command that restores the safety dump, under the name that the database had when it was dumped.</summary>
    public static string Restore(PostgresAccess access, string path)
    {
        var user = access.Variables.GetValueOrDefault("PGUSER") is { } name ? $" -U {Word(name)}" : "";
        if (access.Pod is { } pod)
            return $"kubectl {string.Join(' ', KubectlCommands.Exec(pod, [], "pg_restore", "-U", access.Variables["PGUSER"]!, "--create", "--exit-on-error", "-d", "postgres").Select(Word))} < {Word(path)}";
        return access.Container is { } container
            ? $"docker exec -i {container[..Math.Min(12, container.Length)]} pg_restore{user} --create --exit-on-error -d postgres < {Word(path)}"
            : $"pg_restore{Place(access)}{user} --create --exit-on-error -d postgres {Word(path)}";
    }

    /// <summary>The statement that gives it its name again.</summary>
    public static string Rename(InPlaceDetail detail) => $"ALTER DATABASE {SqlQuote.Identifier(detail.Aside)} RENAME TO {SqlQuote.Identifier(detail.Target.Live)};";

    private static string Place(PostgresAccess access) =>
        $"{(access.Variables.GetValueOrDefault("PGHOST") is { } host ? $" -h {Word(host)}" : "")}{(access.Variables.GetValueOrDefault("PGPORT") is { } port ? $" -p {Word(port)}" : "")}";

    private static string Word(string text) => text.All(c => char.IsLetterOrDigit(c) || "/._:@%+-".Contains(c)) ? text : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
