using System.Globalization;
using System.Text.RegularExpressions;

namespace RollbackOps.Engine.Tools.Docker.Diagnosis;

/// <summary>What a program's last words say of why it ended, as common frameworks and clients write them. Pure.</summary>
public static partial class LogCauses
{
    /// <summary>The first line that tells; null where none does.</summary>
    /// <param name="lines">What it wrote, oldest first.</param>
    /// <param name="variables">The names of its variables that have a value.</param>
    public static Cause? Of(IReadOnlyList<string> lines, IReadOnlySet<string> variables) =>
        lines.Select(line => Of(line, variables)).FirstOrDefault(cause => cause is not null);

    private static Cause? Of(string line, IReadOnlySet<string> variables)
    {
        if (Variable().Match(line) is { Success: true } variable && variable.Groups["name"].Value is var name && !variables.Contains(name))
            return new($"its variable {name} has no value", $"Set {name} in the service's environment or env_file; docker compose config shows what it gets.");
        if (Taken().Match(line) is { Success: true } taken)
            return new($"port {taken.Groups["port"].Value} within its network is taken", "Look for a second process in it, or for network_mode: host.");
        if (Unknown().Match(line) is { Success: true } unknown)
            return new($"it finds no host '{unknown.Groups["host"].Value}'", "Look at the name, and whether that service runs and is in the same network.");
        if (Refused().Match(line) is { Success: true } refused)
            return new($"nothing answers at {refused.Groups["where"].Value.TrimEnd('.', ',', ')', '`', '"')}{AndPort(refused)}", "Start what it connects to, or correct the address that it was given.");
        if (Password().Match(line) is { Success: true } password)
            return new($"the database refuses the password of user {password.Groups["user"].Value}", "Look whether the password was rotated: the variable or file has to hold the one of now.");
        if (Database().Match(line) is { Success: true } database)
            return new($"there is no database {database.Groups["name"].Value}", "Look at the name in its variables, and whether the database is under another name (rollbackops undo, or a fence).");
        return Artefact().Match(line) is { Success: true } artefact
            ? new($"its image lacks {artefact.Groups["name"].Value}", "Build the image anew; look whether the build step that makes it ran, or a mount hides it.")
            : null;
    }

    private static string AndPort(Match match) => match.Groups["port"] is { Success: true } port ? string.Create(CultureInfo.InvariantCulture, $":{port.Value}") : "";

    private const string Name = @"[""'`]?(?<name>[A-Z][A-Z0-9_]{2,})[""'`]?";

    [GeneratedRegex($@"(?:variable not found:? {Name}|(?:missing|required|undefined|unset)\b[^:]{{0,40}}\b(?:variables?|env(?:ironment)?)\b\W{{1,4}}{Name}|\b(?:variables?|env)\W{{1,4}}{Name}.{{0,20}}?\b(?:not set|not found|missing|required|undefined|unset|empty)|KeyError: {Name}|\b{Name}:? (?:is |was |must be |environment variable )*(?:not set|not defined|required|missing|unset|undefined|set\b|parameter not set|unbound variable))", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Variable();

    [GeneratedRegex(@"(?:EADDRINUSE|address already in use|bind\(\) to).*?:(?<port>\d{2,5})\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Taken();

    [GeneratedRegex(@"(?:getaddrinfo (?:ENOTFOUND|EAI_AGAIN) |could not translate host name ""|lookup |host not found in upstream "")(?<host>[A-Za-z0-9][A-Za-z0-9._-]*)(?:""|\b)(?!.*connection refused)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Unknown();

    [GeneratedRegex(@"(?:ECONNREFUSED (?<where>\S+)|connection to server at ""(?<where>[^""]+)""[^:]*?, port (?<port>\d+) failed: Connection refused|can't reach database server at [`""]?(?<where>[^`""\s]+)|dial tcp (?<where>\S+?): connect: connection refused|Connection refused.*?(?<where>[A-Za-z0-9._-]+:\d{2,5}))", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Refused();

    [GeneratedRegex(@"password authentication failed for user ""(?<user>[^""]+)""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Password();

    [GeneratedRegex(@"database ""(?<name>[^""]+)"" does not exist", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Database();

    [GeneratedRegex(@"(?:Cannot find module '(?<name>[^']+)'|No module named '(?<name>[^']+)'|can't open file '(?<name>[^']+)'|(?:open|access|stat|exec) (?<name>/\S+?):? (?:no such file or directory|not found)|(?<name>/\S+): (?:No such file or directory|not found))", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Artefact();
}
