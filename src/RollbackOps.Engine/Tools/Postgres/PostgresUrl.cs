using System.Text.RegularExpressions;

namespace RollbackOps.Engine.Tools.Postgres;

/// <summary>
/// A connection URL (<c>postgresql://user:password@host:port/database?sslmode=…</c>) as libpq's environment variables. Passwords
/// may hold any character, percent-encoded or, where that is unambiguous, as they are.
/// </summary>
public static partial class PostgresUrl
{
    private static readonly Dictionary<string, string> Parameters = new(StringComparer.OrdinalIgnoreCase)
    {
        ["host"] = "PGHOST",
        ["port"] = "PGPORT",
        ["user"] = "PGUSER",
        ["password"] = "PGPASSWORD",
        ["dbname"] = "PGDATABASE",
        ["sslmode"] = "PGSSLMODE",
        ["sslcert"] = "PGSSLCERT",
        ["sslkey"] = "PGSSLKEY",
        ["sslrootcert"] = "PGSSLROOTCERT",
        ["sslcrl"] = "PGSSLCRL",
        ["connect_timeout"] = "PGCONNECT_TIMEOUT",
        ["target_session_attrs"] = "PGTARGETSESSIONATTRS",
        ["channel_binding"] = "PGCHANNELBINDING",
        ["gssencmode"] = "PGGSSENCMODE",
        ["krbsrvname"] = "PGKRBSRVNAME",
    };

    /// <summary>The environment variables that the URL means. What other tools put into the query (<c>schema</c>) is left out.</summary>
    /// <param name="url">The URL; may hold references, which become what <paramref name="resolve"/> says, character by character.</param>
    /// <param name="resolve">Resolves a secret reference.</param>
    /// <exception cref="RollbackException">It is no PostgreSQL URL.</exception>
    public static IReadOnlyDictionary<string, string> Parse(string url, Func<string, string> resolve)
    {
        var references = new List<string>();
        var whole = Reference().Match(url) is { Success: true } match && match.Length == url.Trim().Length;
        var text = whole ? resolve(url.Trim()).Trim() : Reference().Replace(url.Trim(), found =>
        {
            references.Add(found.Value);
            return $"\u0001{references.Count - 1}\u0002";
        });
        string Plain(string part) => Placeholder().Replace(Uri.UnescapeDataString(part), found => resolve(references[int.Parse(found.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture)]));
        return Read(text).ToDictionary(pair => pair.Key, pair => Plain(pair.Value));
    }

    /// <summary>The URL that the variables mean, for another database of the same server. Holds the password.</summary>
    public static string Build(IReadOnlyDictionary<string, string?> variables, string database)
    {
        string? Of(string name) => variables.GetValueOrDefault(name) is { Length: > 0 } value ? Uri.EscapeDataString(value) : null;
        var user = Of("PGUSER") is { } name ? name + (Of("PGPASSWORD") is { } password ? $":{password}" : "") + "@" : "";
        var hosts = (variables.GetValueOrDefault("PGHOST") ?? "").Split(',');
        var ports = (variables.GetValueOrDefault("PGPORT") ?? "").Split(',');
        var folder = hosts[0].StartsWith('/');
        var address = string.Join(',', hosts.Select((host, at) => Address(host) + (ports[at % ports.Length] is { Length: > 0 } port ? $":{port}" : "")));
        var rest = Parameters.Where(pair => pair.Value.StartsWith("PGSSL", StringComparison.Ordinal) || (folder && pair.Key == "host"))
            .Where(pair => Of(pair.Value) is not null)
            .Select(pair => $"{pair.Key}={Of(pair.Value)}");
        var query = string.Join('&', rest);
        return $"postgresql://{user}{address}/{Uri.EscapeDataString(database)}{(query.Length > 0 ? $"?{query}" : "")}";
    }

    private static string Address(string host) =>
        host.StartsWith('/') ? "localhost" : host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host;

    private static Dictionary<string, string> Read(string text)
    {
        var scheme = Scheme().Match(text);
        if (!scheme.Success)
            throw Bad("does not begin with postgresql://");
        var (rest, query) = Split(text[scheme.Length..], Query());
        var found = new Dictionary<string, string>();
        var at = rest.LastIndexOf('@');
        if (at >= 0)
        {
            var user = rest[..at].Split(':', 2);
            Set(found, "user", user[0]);
            if (user.Length == 2)
                Set(found, "password", user[1]);
        }

        var address = rest[(at + 1)..].Split('/', 2);
        Hosts(found, address[0]);
        if (address.Length == 2)
            Set(found, "dbname", address[1]);
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)))
            Set(found, pair[0], pair.Length == 2 ? pair[1] : "");
        return found;
    }

    private static void Hosts(Dictionary<string, string> found, string text)
    {
        var hosts = text.Split(',').Select(host => Host().Match(host)).ToList();
        if (hosts.Any(host => !host.Success))
            throw Bad("holds a host or port that can't be read");
        Set(found, "host", string.Join(',', hosts.Select(host => host.Groups["host"].Value.Trim('[', ']'))));
        if (hosts.Any(host => host.Groups["port"].Length > 0))
            Set(found, "port", string.Join(',', hosts.Select(host => host.Groups["port"].Value)));
    }

    private static void Set(Dictionary<string, string> found, string parameter, string value)
    {
        if (value.Length > 0 && Parameters.TryGetValue(parameter, out var variable))
            found[variable] = value;
    }

    private static (string Address, string Query) Split(string text, Regex query) =>
        query.Match(text) is { Success: true } match ? (text[..match.Index], match.Value[1..]) : (text, "");

    private static RollbackException Bad(string why) => new(
        RollbackErrorId.RunbookInvalid,
        $"The URL of the PostgreSQL database {why}.",
        "Write it as postgresql://user:password@host:port/database, with %-codes for odd characters in the password.");

    [GeneratedRegex(@"\$\{(?:env|file|secret):[^}]+\}", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();

    [GeneratedRegex("\u0001(\\d+)\u0002", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"^postgres(?:ql)?(?:\+[a-z0-9]+)?://", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Scheme();

    // Only what reads as parameters to the end is the query; a question mark before it belongs to the password.
    [GeneratedRegex(@"\?(?:[A-Za-z_]+=[^&@]*(?:&|$))*$", RegexOptions.CultureInvariant)]
    private static partial Regex Query();

    [GeneratedRegex(@"^(?<host>\[[^\]]*\]|[^:]*)(?::(?<port>\d*))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Host();
}
