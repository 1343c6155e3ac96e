using System.Globalization;
using Npgsql;

namespace RollbackOps.Engine.Tools.Postgres;

/// <summary>libpq's environment variables as Npgsql takes them. The result holds the password: never in a message.</summary>
internal static class PostgresConnections
{
    /// <summary>The settings that the variables mean; the first host's port is the port.</summary>
    public static NpgsqlConnectionStringBuilder Of(IReadOnlyDictionary<string, string?> variables)
    {
        string? Said(string name) => variables.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;
        var hosts = (Said("PGHOST") ?? "localhost").Split(',');
        var ports = (Said("PGPORT") ?? "5432").Split(',').Select(port => port.Length == 0 ? "5432" : port).ToList();
        var text = new NpgsqlConnectionStringBuilder
        {
            Host = hosts.Length == 1 ? hosts[0] : string.Join(',', hosts.Select((host, at) => $"{host}:{ports[at % ports.Count]}")),
            Port = int.Parse(ports[0], CultureInfo.InvariantCulture),
            Username = Said("PGUSER"),
            Password = Said("PGPASSWORD"),
            Database = Said("PGDATABASE") ?? Said("PGUSER"),
            SslMode = Enum.Parse<SslMode>((Said("PGSSLMODE") ?? "prefer").Replace("-", "", StringComparison.Ordinal), ignoreCase: true),
            RootCertificate = Said("PGSSLROOTCERT"),
            SslCertificate = Said("PGSSLCERT"),
            SslKey = Said("PGSSLKEY"),
            Enlist = false,
            PersistSecurityInfo = false,
        };
        if (hosts.Length > 1)
            text.TargetSessionAttributes = "primary";
        return text;
    }
}
