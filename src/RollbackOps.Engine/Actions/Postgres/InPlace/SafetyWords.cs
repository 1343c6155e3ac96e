using RollbackOps.Engine.Tools.Kubernetes;
using RollbackOps.Engine.Tools.Postgres;

namespace RollbackOps.Engine.Actions.Postgres.InPlace;

/// <summary>What a person types to get the old database back from its safety dump. Pure.</summary>
public static class SafetyWords
{
    /// <summary>After the old database was dropped and the new one could not be made.</summary>
    public static string BringBack(PostgresAccess access, InPlaceDetail detail, string path) =>
        $"Mend what the message names, then run the same command again. Or bring the old database back by hand: {Restore(access, path)}, then from database {detail.Target.Maintenance}: {Rename(detail)}";

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
