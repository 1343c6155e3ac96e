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
        if (!variables.ContainsKey("PGUSER"))
            throw new RollbackException(RollbackErrorId.RunbookInvalid, "The URL in 'state:' names no user.", "Write it as postgresql://user:${env:…}@host:port/database.");
        var text = PostgresConnections.Of(variables.ToDictionary(pair => pair.Key, pair => (string?)pair.Value));
        text.ApplicationName = "rollbackops state";
        text.Timeout = Seconds;
        text.CommandTimeout = Seconds;
        text.KeepAlive = 0;
        text.TcpKeepAlive = true;
        text.MaxPoolSize = 20;
        var (host, port) = (variables.GetValueOrDefault("PGHOST", "localhost").Split(',')[0], text.Port);
        return new(text.ConnectionString, host, port, $"postgresql://{(text.Host!.Contains(',', StringComparison.Ordinal) ? text.Host : $"{host}:{port}")}/{text.Database}");
    }
}
