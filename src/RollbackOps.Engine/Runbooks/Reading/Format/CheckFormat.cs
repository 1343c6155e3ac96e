using RollbackOps.Engine.Runbooks.Reading.Shapes;

namespace RollbackOps.Engine.Runbooks.Reading.Format;

/// <summary>How checks are written.</summary>
internal static class CheckFormat
{
    /// <summary>The kinds of check, each a key of its own.</summary>
    public static string[] Kinds { get; } = ["http", "sql", "containers", "log", "tcp", "certificate", "command", "ask"];

    private static MapShape Http { get; } = new(
        "http",
        new("url", Texts.HttpUrl, "The address.") { Required = true },
        new("method", new TextShape("a method such as GET") { Pattern = "^[A-Z]{3,10}$", Types = ["string"] }, "The method; GET where it isn't given."),
        new("headers", Texts.Pairs, "Headers; values may hold secret references."),
        new("body", Texts.Any, "The body that is sent."),
        new("status", Texts.Status, "The status that must come; 200 to 299 where it isn't given."),
        new("json", Texts.Pairs, "JSON fields by path (data.version) and the text they must have."),
        new("contains", Texts.Any, "Text that the body must contain."),
        new("under", Texts.Duration, "How long the answer may take."));

    private static MapShape Sql { get; } = new(
        "sql",
        new("database", Texts.Name, "The database's name in the runbook; may be left out where there is one."),
        new("query", Texts.Any, "The query.") { Required = true },
        new("expect", Texts.Any, "Its first value, or a comparison such as \">= 1\"."));

    private static MapShape Log { get; } = new(
        "log",
        new("service", Texts.Name, "The Compose service."),
        new("file", Texts.Path, "The log file."),
        new("pattern", Texts.Any, "A regular expression."),
        new("level", Texts.Any, "A level such as ERROR, found as a word."),
        new("none-for", Texts.Duration, "For how long there must have been none; 5m where it isn't given."))
    {
        Choices = [new(Choice.ExactlyOne, "service", "file"), new(Choice.ExactlyOne, "pattern", "level")],
    };

    private static MapShape Tcp { get; } = new(
        "tcp",
        new("host", Texts.Any, "The host.") { Required = true },
        new("port", Texts.Port, "The port.") { Required = true });

    private static MapShape Certificate { get; } = new(
        "certificate",
        new("host", Texts.Any, "The name that clients ask for, which it must be for.") { Required = true },
        new("port", Texts.Port, "The port; 443 where it isn't given."),
        new("address", Texts.Any, "The address that is connected to; the host's own where it isn't given."),
        new("names", new ListShape("a list of names", Texts.Any), "More names that it must be for."),
        new("days", Texts.Many, "For how many days it must still be valid; 1 where it isn't given."),
        new("authority", Texts.Path, "A PEM file with the authorities that are trusted; the machine's own where it isn't given."),
        new("file", Texts.Path, "A PEM file whose first certificate it must be: the one that was put in place."));

    private static MapShape Command { get; } = new(
        "check-command",
        [.. RunFormat.Where, new("contains", Texts.Any, "Text that its output must contain.")]);

    private static MapShape Containers { get; } = new(
        "containers",
        new Key("services", Texts.Names, "The services; all of the project where it isn't given.") { Required = true });

    private static ListShape List { get; } = new(
        "a list of checks",
        new MapShape(
            "check",
            new("http", new EitherShape("an address, or a map with url", Texts.HttpUrl, Http), "An HTTP request and what its answer must be."),
            new("sql", new EitherShape("a query, or a map with query", Texts.Any, Sql), "A query that must answer."),
            new("containers", new EitherShape("healthy, or a map with services", new TextShape("healthy, or a map with services") { Words = ["healthy"] }, Containers), "All containers are up, and healthy where they say so."),
            new("log", Log, "Lines that a log must not have had for some time."),
            new("tcp", new EitherShape("host:port, or a map with host and port", Texts.HostAndPort, Tcp), "A port that must accept a connection."),
            new("certificate", new EitherShape("host:port, or a map with host", Texts.HostAndPort, Certificate), "A certificate as clients are served it: its names, its chain, how long it is valid."),
            new("command", new EitherShape("an argument list, or a map with run", RunFormat.Arguments, Command), "A command that must exit with 0."),
            new("ask", Texts.Any, "A question to a person that the run waits for."),
            new("name", Texts.Any, "The check's name."),
            new("writes", Texts.Flag, "True where it changes something: run by nothing but a run."),
            new("limit", Texts.Duration, "How long one measuring may take; 10s where it isn't given."))
        {
            Choices = [new(Choice.ExactlyOne, Kinds)],
        });

    /// <summary>The checks: a list, or two by their time.</summary>
    public static EitherShape Checks { get; } = new(
        "a list of checks, or a map with before-open and after-open",
        List,
        new MapShape(
            "checks",
            new("before-open", List, "The checks that must hold before users come back."),
            new("after-open", List, "The checks that only users' traffic can answer.")));
}
