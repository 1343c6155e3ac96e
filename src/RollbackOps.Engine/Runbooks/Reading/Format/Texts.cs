using RollbackOps.Engine.Runbooks.Reading.Shapes;

namespace RollbackOps.Engine.Runbooks.Reading.Format;

/// <summary>The texts of the format.</summary>
internal static class Texts
{
    private const string PortPattern = "([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])";

    /// <summary>Any text that isn't empty.</summary>
    public static TextShape Any { get; } = new("text");

    /// <summary>Any text, also an empty one in quotes.</summary>
    public static TextShape Argument { get; } = new("text") { MayBeEmpty = true };

    /// <summary>A name of the user's.</summary>
    public static TextShape Name { get; } = new("a name of letters, digits, '.', '_' and '-'")
    {
        Pattern = "^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$",
        Least = 0,
    };

    /// <summary>A Docker volume's name.</summary>
    public static TextShape VolumeName { get; } = new("a volume's name of letters, digits, '.', '_' and '-'")
    {
        Pattern = "^[A-Za-z0-9][A-Za-z0-9._-]{0,200}$",
        Least = 0,
    };

    /// <summary>Yes or no.</summary>
    public static TextShape Flag { get; } = new("true or false") { Words = ["true", "false"] };

    /// <summary>A duration.</summary>
    public static TextShape Duration { get; } = new("a duration such as 30s, 5m, 2h, 7d or 1m30s")
    {
        Pattern = DurationText.Pattern,
        Types = ["string"],
    };

    /// <summary>A pod, as kubectl takes one.</summary>
    public static TextShape Pod { get; } = new("a pod such as db-0 or statefulset/db")
    {
        Pattern = "^[a-z0-9][a-z0-9./-]{0,126}$",
    };

    /// <summary>A file or folder.</summary>
    public static TextShape Path { get; } = new("a path");

    /// <summary>A glob.</summary>
    public static TextShape Glob { get; } = new("a path with * or ?");

    /// <summary>A part, or a path within the code.</summary>
    public static TextShape BackItem { get; } = new("a part such as code, or code/path");

    /// <summary>A rule for a number of rows.</summary>
    public static TextShape Rows { get; } = new("a number of rows such as 5 or \">= 1\"")
    {
        Pattern = "^((>=|<=|=|>|<) *)?[0-9]{1,18}$",
        Types = ["string", "integer"],
        Least = 0,
    };

    /// <summary>A PostgreSQL URL.</summary>
    public static TextShape PostgresUrl { get; } = new("a URL such as \"${env:DATABASE_URL}\" or postgres://…, or a map with service or pod")
    {
        Pattern = "^(postgres(ql)?://[^ ]|\\$\\{)",
        MayHoldSecret = true,
        Types = ["string"],
    };

    /// <summary>A Redis URL.</summary>
    public static TextShape RedisUrl { get; } = new("a URL such as \"${env:REDIS_URL}\" or redis://…, or a map with service")
    {
        Pattern = "^(rediss?://[^ ]|\\$\\{)",
        MayHoldSecret = true,
        Types = ["string"],
    };

    /// <summary>A MongoDB connection string.</summary>
    public static TextShape MongoUrl { get; } = new("a connection string such as \"${env:MONGODB_URI}\" or mongodb://…, or a map with service")
    {
        Pattern = "^(mongodb(\\+srv)?://[^ ]|\\$\\{)",
        MayHoldSecret = true,
        Types = ["string"],
    };

    /// <summary>The reference of a Supabase project.</summary>
    public static TextShape SupabaseProject { get; } = new("a project's reference of twenty letters")
    {
        Pattern = "^[a-z]{20}$",
        Types = ["string"],
    };

    /// <summary>A reference to a secret, never the secret.</summary>
    public static TextShape SecretReference { get; } = new("a reference such as \"${env:NAME}\"")
    {
        Pattern = "^\\$\\{(env|file|secret):[^}]+\\}$",
        MayHoldSecret = true,
        Types = ["string"],
    };

    /// <summary>An HTTP address.</summary>
    public static TextShape HttpUrl { get; } = new("an address such as http://localhost:3000/health")
    {
        Pattern = "^(https?://[^ /]|\\$\\{)",
        MayHoldSecret = true,
        Types = ["string"],
    };

    /// <summary>The address of a web API, which a token is sent to.</summary>
    public static TextShape ApiUrl { get; } = new("an address that begins with https:// (http:// on this machine alone)")
    {
        Pattern = "^(https://[^ /]|http://(localhost|127\\.0\\.0\\.1|\\[::1\\])[:/]|\\$\\{)",
        MayHoldSecret = true,
        Types = ["string"],
    };

    /// <summary>A host and a port.</summary>
    public static TextShape HostAndPort { get; } = new("host:port")
    {
        Pattern = $"^[^ ]+:{PortPattern}$",
        Types = ["string"],
    };

    /// <summary>A port.</summary>
    public static TextShape Port { get; } = new("a port from 1 to 65535")
    {
        Pattern = $"^{PortPattern}$",
        Types = ["string", "integer"],
        Least = 1,
        Most = 65535,
    };

    /// <summary>An HTTP status.</summary>
    public static TextShape Status { get; } = new("a status from 100 to 599")
    {
        Pattern = "^[1-5][0-9]{2}$",
        Types = ["string", "integer"],
        Least = 100,
        Most = 599,
    };

    /// <summary>A number from 1 to 99.</summary>
    public static TextShape Times { get; } = new("a number from 1 to 99")
    {
        Pattern = "^[1-9][0-9]?$",
        Types = ["string", "integer"],
        Least = 1,
        Most = 99,
    };

    /// <summary>A number from 0 to 99.</summary>
    public static TextShape Few { get; } = new("a number from 0 to 99")
    {
        Pattern = "^(0|[1-9][0-9]?)$",
        Types = ["string", "integer"],
        Least = 0,
        Most = 99,
    };

    /// <summary>A number from 1 to 9999.</summary>
    public static TextShape Many { get; } = new("a number from 1 to 9999")
    {
        Pattern = "^[1-9][0-9]{0,3}$",
        Types = ["string", "integer"],
        Least = 1,
        Most = 9999,
    };

    /// <summary>Names, one or more.</summary>
    public static ListShape Names { get; } = new("a list of names", Name);

    /// <summary>Texts by name, such as environment variables.</summary>
    public static NamesShape Pairs { get; } = new("a map of names and texts", Any, Argument);
}
