using System.Text.Json;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Tools.Mongo;

/// <summary>
/// The command lines of mongosh, mongodump and mongorestore. The connection string, which holds the password, goes by the
/// environment, or as a configuration file that is never on a disk: a pipe.
/// </summary>
public static class MongoCommands
{
    /// <summary>The variable with the connection string.</summary>
    public const string UriVariable = "ROLLBACKOPS_MONGO_URI";

    /// <summary>The variable with the configuration file's text.</summary>
    public const string ConfigVariable = "ROLLBACKOPS_MONGO_CONFIG";

    // mongorestore's standard input is the archive there: the file comes by another pipe.
    private const string WithConfig = """
        exec "$0" --config=/dev/fd/3 "$@" 3<<END
        $ROLLBACKOPS_MONGO_CONFIG
        END
        """;

    /// <summary>Runs a script in mongosh.</summary>
    public static Command Shell(MongoAccess access, string script, TimeSpan limit) =>
        In(access, UriVariable, access.Uri, ["mongosh", "--quiet", "--norc", "--nodb", "--eval", script], limit);

    /// <summary>Dumps the database to standard output.</summary>
    public static Command Dump(MongoAccess access, TimeSpan limit) => Tool(access, ["mongodump", $"--db={access.Database}", "--archive", "--gzip"], limit);

    /// <summary>Restores the database of the archive that standard input brings into a database, in place of the collections of the same names.</summary>
    public static Command Restore(MongoAccess access, string database, bool isGzip, TimeSpan limit) => Tool(
        access,
        [
            "mongorestore", "--archive", .. isGzip ? ["--gzip"] : Array.Empty<string>(), "--drop", "--stopOnError", $"--nsInclude={access.Database}.*",
            .. database == access.Database ? Array.Empty<string>() : [$"--nsFrom={access.Database}.*", $"--nsTo={database}.*"],
        ],
        limit);

    /// <summary>The configuration file of the tools: YAML, in which a JSON text is a text.</summary>
    public static string Config(MongoAccess access) => $"uri: {JsonSerializer.Serialize(access.Uri, PlainJson)}";

    private static readonly JsonSerializerOptions PlainJson = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static Command Tool(MongoAccess access, string[] words, TimeSpan limit) => In(access, ConfigVariable, Config(access), ["sh", "-c", WithConfig, .. words], limit);

    private static Command In(MongoAccess access, string variable, string value, string[] words, TimeSpan limit)
    {
        var env = new Dictionary<string, string?> { [variable] = value };
        string[] handed = [variable, .. RunMark.HandedOn];
        return access.Container is { } container
            ? new() { Program = "docker", Arguments = ["exec", "-i", .. handed.SelectMany(name => new[] { "-e", name }), container.Id, .. words], Env = env, Limit = limit }
            : new() { Program = words[0], Arguments = words[1..], Env = env, Limit = limit };
    }
}
