using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Docker;

namespace RollbackOps.Engine.Actions.Postgres.Fresh;

/// <summary>What a container's environment says of its server. Holds the password: never journaled, never in a message.</summary>
internal static class FreshWay
{
    private const string Data = "/var/lib/postgresql/data";

    /// <summary>The settings that a fresh server of the image gets: those of the service's.</summary>
    public static IReadOnlyDictionary<string, string?> Settings(ComposeContainer container) =>
        container.Environment.Where(pair => pair.Key.StartsWith("POSTGRES_", StringComparison.Ordinal) || pair.Key == "PGDATA").ToDictionary(pair => pair.Key, pair => (string?)pair.Value);

    /// <summary>The folder of its data.</summary>
    public static string DataOf(ComposeContainer container) => container.Environment.GetValueOrDefault("PGDATA", Data);

    /// <summary>The superuser that the image makes.</summary>
    public static string UserOf(PostgresPart part, ComposeContainer container) => part.User ?? container.Environment.GetValueOrDefault("POSTGRES_USER", "postgres");

    /// <summary>The database.</summary>
    public static string DatabaseOf(PostgresPart part, ComposeContainer container) => part.Database ?? container.Environment.GetValueOrDefault("POSTGRES_DB") ?? UserOf(part, container);
}
