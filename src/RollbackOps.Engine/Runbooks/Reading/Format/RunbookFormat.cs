using RollbackOps.Engine.Runbooks.Reading.Shapes;

namespace RollbackOps.Engine.Runbooks.Reading.Format;

/// <summary>The whole format of a runbook.</summary>
internal static class RunbookFormat
{
    private static readonly Key[] Content =
    [
        new("code", PartFormat.Code, "The code."),
        new("config", PartFormat.Config, "Configuration files, by name."),
        new("databases", PartFormat.Databases, "Databases, by name."),
        new("services", PartFormat.Services, "The services."),
        new("traffic", TrafficFormat.Traffic, "The nginx that users come through: upstreams, safe-mode."),
        new("actions", PartFormat.Actions, "Your own commands by moment, by name."),
        new("checks", CheckFormat.Checks, "The checks; a list is those before users come back."),
        new("strategies", StrategyFormat.Strategies, "The named ways back."),
        new("health", Health(), "How health is waited for."),
        new("keep", Texts.Duration, "How long kept things are kept; 7d where it isn't given."),
        new("state", State(), "The state folder (the system-wide one where it isn't given), or the URL of a PostgreSQL database for a team, never on a server that is rolled back; its password is a reference."),
        .. NotYet.Select(Key.NotYet),
    ];

    private static string[] NotYet => ["triggers", "decisions", "notices", "evidence"];

    /// <summary>The runbook.</summary>
    public static MapShape Root { get; } = new(
        "runbook",
        [
            new("system", Texts.Name, "The system's name.") { Required = true },
            new("environment", Texts.Name, "The environment's name; production where it isn't given."),
            new("environments", Environments(), "What is different in each environment."),
            .. Content,
        ])
    {
        Choices = [new(Choice.AtLeastOne, "code", "services", "databases", "config", "traffic", "actions")],
    };

    private static NamesShape Environments() => new(
        "a map of environments and what is different in each",
        Texts.Name,
        new OverShape(new("environment", Content), "system", "environment", "environments"));

    private static MapShape Health() => new(
        "health",
        new Key("within", Texts.Duration, "How long health is waited for; 60s where it isn't given."),
        new Key("in-a-row", Texts.Times, "How often in a row a check must hold; 3 where it isn't given."));

    private static TextShape State() => new("a folder, or a URL such as postgresql://ops:${env:STATE_PASSWORD}@db.example.org/ops") { MayHoldSecret = true };
}
