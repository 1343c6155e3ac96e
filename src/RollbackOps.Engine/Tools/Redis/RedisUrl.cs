using System.Globalization;
using System.Text.RegularExpressions;

namespace RollbackOps.Engine.Tools.Redis;

/// <summary>
/// A connection URL (<c>redis://user:password@host:port/database</c>, <c>rediss://</c> for TLS) as redis-cli's arguments, after
/// the registration of the scheme with IANA. Pure.
/// </summary>
public static partial class RedisUrl
{
    /// <summary>The way that a URL means.</summary>
    /// <param name="url">The URL; may hold references, which become what <paramref name="resolve"/> says, character by character.</param>
    /// <param name="resolve">Resolves a secret reference.</param>
    /// <exception cref="RollbackException">It is no Redis URL.</exception>
    public static RedisAccess Parse(string url, Func<string, string> resolve)
    {
        var references = new List<string>();
        var text = Reference().Match(url.Trim()) is { Success: true } only && only.Length == url.Trim().Length
            ? resolve(url.Trim()).Trim()
            : Reference().Replace(url.Trim(), found =>
            {
                references.Add(found.Value);
                return $"\u0001{references.Count - 1}\u0002";
            });
        string Plain(string part) => Placeholder().Replace(Uri.UnescapeDataString(part), found => resolve(references[int.Parse(found.Groups["at"].ValueSpan, CultureInfo.InvariantCulture)]));
        if (Whole().Match(text) is not { Success: true } match)
            throw Bad("can't be read");
        var (host, port) = (Plain(match.Groups["host"].Value).Trim('[', ']'), Plain(match.Groups["port"].Value));
        if (host.Length == 0)
            throw Bad("names no host");
        var number = Plain(match.Groups["database"].Value);
        if (!int.TryParse(number.Length == 0 ? "0" : number, NumberStyles.None, CultureInfo.InvariantCulture, out var database))
            throw Bad("ends with something else than the number of a logical database");
        var (user, password) = (Plain(match.Groups["user"].Value), Plain(match.Groups["password"].Value));
        port = port.Length == 0 ? "6379" : port;
        return new()
        {
            Arguments =
            [
                "-h", host, "-p", port,
                .. user.Length > 0 && user != "default" ? ["--user", user] : Array.Empty<string>(),
                .. match.Groups["tls"].Success ? ["--tls"] : Array.Empty<string>(),
            ],
            Database = database,
            Password = password.Length > 0 ? password : null,
            Where = $"{host}:{port}",
        };
    }

    private static RollbackException Bad(string why) => new(
        RollbackErrorId.RunbookInvalid,
        $"The URL of the Redis server {why}.",
        "Write it as redis://user:password@host:port/database, with %-codes for odd characters in the password.");

    [GeneratedRegex(@"\$\{(?:env|file|secret):[^}]+\}", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();

    [GeneratedRegex("\u0001(?<at>[0-9]+)\u0002", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Placeholder();

    // A password may hold an @ that nobody escaped: it reaches to the last one.
    [GeneratedRegex(@"^redis(?<tls>s)?://(?:(?<user>[^:@/]*)(?::(?<password>.*))?@)?(?<host>\[[^\]]*\]|[^:/?#@]*)(?::(?<port>[0-9]+|\u0001[0-9]+\u0002))?(?:/(?<database>[^?#]*))?(?:[?#].*)?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Whole();
}
