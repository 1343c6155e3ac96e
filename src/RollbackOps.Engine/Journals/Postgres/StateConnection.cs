using System.Globalization;
using Npgsql;
using RollbackOps.Engine.Tools.Postgres;

namespace RollbackOps.Engine.Journals.Postgres;

/// <summary>A state's URL as Npgsql takes it. Holds the password: never in a message.</summary>
/// <param name="Text">The connection string.</param>
/// <param name="Host">The first host.</param>
/// <param name="Port">Its port.</param>
/// <param name="Where">The place without a secret.</param>
internal sealed record StateConnection(string Text, string Host, int Port, string Where)
{
    private const int Seconds = 5;

    /// <summary>Reads a URL.</summary>
    /// <param name="url">The URL; may hold references.</param>
    /// <param name="resolve">Resolves a reference.</param>
    /// <param name="hide">Hears the password.</param>
    /// <exception cref="RollbackException">It is no URL of a PostgreSQL database.</exception>
    public static StateConnection Of(string url, Func<string, string> resolve, Action<string> hide)
    {
        var variables = PostgresUrl.Parse(url, resolve);
        var password = variables.GetValueOrDefault("PGPASSWORD");
        if (password is not null)
            hide(password);
        var hosts = variables.GetValueOrDefault("PGHOST", "localhost").Split(',');
        var ports = variables.GetValueOrDefault("PGPORT", "5432").Split(',').Select(port => port.Length == 0 ? "5432" : port).ToList();
        var port = int.Parse(ports[0], CultureInfo.InvariantCulture);
        var user = variables.GetValueOrDefault("PGUSER") ?? throw new RollbackException(
            RollbackErrorId.RunbookInvalid, "The URL in 'state:' names no user.", "Write it as postgresql://user:${env:…}@host:port/database.");
        var database = variables.GetValueOrDefault("PGDATABASE", user);
        var text = new NpgsqlConnectionStringBuilder
        {
            Host = hosts.Length == 1 ? hosts[0] : string.Join(',', hosts.Select((host, at) => $"{host}:{ports[at % ports.Count]}")),
            Port = port,
            Username = user,
            Password = password,
            Database = database,
            SslMode = Enum.Parse<SslMode>(variables.GetValueOrDefault("PGSSLMODE", "prefer").Replace("-", "", StringComparison.Ordinal), ignoreCase: true),
            RootCertificate = variables.GetValueOrDefault("PGSSLROOTCERT"),
            SslCertificate = variables.GetValueOrDefault("PGSSLCERT"),
            SslKey = variables.GetValueOrDefault("PGSSLKEY"),
            ApplicationName = "rollbackops state",
            Timeout = Seconds,
            CommandTimeout = Seconds,
            KeepAlive = 0,
            TcpKeepAlive = true,
            Enlist = false,
            MaxPoolSize = 20,
            PersistSecurityInfo = false,
        };
        if (hosts.Length > 1)
            text.TargetSessionAttributes = "primary";
        return new(text.ConnectionString, hosts[0], port, $"postgresql://{string.Join(',', hosts.Select((host, at) => $"{host}:{ports[at % ports.Count]}"))}/{database}");
    }
}
