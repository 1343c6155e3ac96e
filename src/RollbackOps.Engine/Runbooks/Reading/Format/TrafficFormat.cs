using RollbackOps.Engine.Runbooks.Reading.Shapes;

namespace RollbackOps.Engine.Runbooks.Reading.Format;

/// <summary>How the traffic of users is written.</summary>
internal static class TrafficFormat
{
    private static MapShape Upstream { get; } = new(
        "upstream",
        new Key("servers", new ListShape("a list of servers such as [10.1.10.143:8086]", Server()), "Its servers, as nginx takes them.") { Required = true },
        new Key("answers", Texts.HttpUrl, "An address of its own that must answer before it gets the traffic; its ports must accept a connection where it isn't given."),
        new Key("header", Texts.Any, "A header that the public address has then: a name, or \"Name: value\"."),
        new Key("contains", Texts.Any, "Text that the public address's body contains then."),
        new Key("status", Texts.Status, "The status that the public address has then; 200 to 299 where it isn't given."))
    {
        Choices = [new(Choice.AtLeastOne, "header", "contains", "status")],
    };

    private static MapShape SafeMode { get; } = new(
        "safe-mode",
        new Key("file", Texts.Path, "The file that nginx includes in its server block; it is there, and holds nothing else.") { Required = true },
        new Key("page", Texts.Path, "The HTML file that users get; a page of the tool's own where it isn't given."),
        new Key("status", new TextShape("a status from 400 to 599") { Pattern = "^[45][0-9]{2}$", Types = ["string", "integer"], Least = 400, Most = 599 }, "The status that users get; 503 where it isn't given."),
        new Key("retry-after", Texts.Duration, "When users are told to come back; 5m where it isn't given."),
        new Key("allow", new ListShape("a list of addresses and networks such as [10.0.0.0/8, 127.0.0.1]", Texts.Any), "The addresses that are let through: operators."),
        new Key("pass", new ListShape("a list of paths such as [/health]", new TextShape("a path such as /health") { Pattern = "^/[^\\s\"'\\\\$;{}]*$", Types = ["string"] }), "The paths that are let through for everybody."));

    private static MapShape Nginx { get; } = new(
        "nginx",
        new Key("service", Texts.Name, "The Compose service that it runs in; on this host where it isn't given."),
        new Key("run", RunFormat.Arguments, "How it is called, e.g. [nginx, -c, /srv/nginx.conf]; nginx where it isn't given."),
        new Key("reload", RunFormat.Arguments, "What makes it load its configuration, on this host; its own signal where it isn't given."),
        new Key("in-place", Texts.Flag, "True where its files keep their inodes; a file that its container mounts alone does so in any case."))
    {
        Choices = [new(Choice.AtMostOne, "service", "reload")],
    };

    /// <summary>The traffic.</summary>
    public static MapShape Traffic { get; } = new(
        "traffic",
        new Key("nginx", Nginx, "The nginx that users come through.") { Required = true },
        new Key("url", Texts.HttpUrl, "The address that users have, which proves what they get.") { Required = true },
        new Key("file", Texts.Path, "The file with the upstream block that is switched."),
        new Key("block", Texts.Any, "The upstream block's name; the file's only one where it isn't given."),
        new Key("upstreams", new NamesShape("a map of named upstreams", Texts.Name, Upstream), "The stacks that traffic may be sent to, by name."),
        new Key("safe-mode", SafeMode, "How users are shielded."))
    {
        Choices = [new(Choice.AtLeastOne, "upstreams", "safe-mode")],
    };

    private static TextShape Server() => new("a server such as 10.1.10.143:8086 or unix:/run/app.sock") { Pattern = "^[^\\s;{}\"'#$\\\\]+$" };
}
