using System.Text.RegularExpressions;

namespace RollbackOps.Engine.Tools.Mongo;

/// <summary>
/// A connection string (<c>mongodb://user:password@host:port,host:port/database?options</c>, also <c>mongodb+srv://</c>), after
/// MongoDB's description of it. Pure.
/// </summary>
public static partial class MongoUrl
{
    /// <summary>The way that a connection string means.</summary>
    /// <param name="text">The connection string, with nothing left to resolve.</param>
    /// <exception cref="RollbackException">It is none, or names no database.</exception>
    public static MongoAccess Parse(string text)
    {
        if (Whole().Match(text.Trim()) is not { Success: true } match)
            throw Bad("can't be read");
        var (user, password, hosts) = (match.Groups["user"].Value, match.Groups["password"].Value, match.Groups["hosts"].Value);
        var database = Uri.UnescapeDataString(match.Groups["database"].Value);
        if (database.Length == 0)
            throw Bad("names no database");
        if (!MongoNames.IsDatabase(database) || MongoNames.IsServers(database))
            throw Bad($"names '{database}', which is no database of users");
        var options = match.Groups["options"].Value;
        // Without it, a user is looked for in the database that the connection string names.
        if (user.Length > 0 && !options.Contains("authSource=", StringComparison.OrdinalIgnoreCase) && !options.Contains("authMechanism=", StringComparison.OrdinalIgnoreCase))
            options = $"authSource={Uri.EscapeDataString(database)}{(options.Length > 0 ? "&" : "")}{options}";
        var who = user.Length == 0 ? "" : $"{user}{(match.Groups["password"].Success ? $":{password}" : "")}@";
        return new()
        {
            Uri = $"{match.Groups["scheme"].Value}{who}{hosts}/{(options.Length > 0 ? "?" : "")}{options}",
            Database = database,
            Password = password.Length > 0 ? password : null,
            Where = hosts,
        };
    }

    /// <summary>The connection string of a server in its own container.</summary>
    public static string Local(string? user, string? password) => user is null
        ? "mongodb://127.0.0.1:27017/"
        : $"mongodb://{Uri.EscapeDataString(user)}:{Uri.EscapeDataString(password ?? "")}@127.0.0.1:27017/?authSource=admin";

    private static RollbackException Bad(string why) => new(
        RollbackErrorId.RunbookInvalid,
        $"The connection string of the MongoDB database {why}.",
        "Write it as mongodb://user:password@host:port/database, with %-codes for odd characters in the password.");

    [GeneratedRegex(@"^(?<scheme>mongodb(\+srv)?://)(?:(?<user>[^:@/?]*)(?::(?<password>[^@/?]*))?@)?(?<hosts>[^/?@]+)(?:/(?<database>[^?]*))?(?:\?(?<options>.*))?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Whole();
}
