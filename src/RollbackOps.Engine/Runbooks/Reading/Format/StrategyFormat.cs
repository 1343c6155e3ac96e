using RollbackOps.Engine.Runbooks.Reading.Shapes;

namespace RollbackOps.Engine.Runbooks.Reading.Format;

/// <summary>How strategies are written.</summary>
internal static class StrategyFormat
{
    private static Key Back { get; } =
        new("back", new ListShape("a list of parts such as [code, services]", Texts.BackItem), "What goes back; the order follows.");

    private static Key Services { get; } = new("services", Texts.Names, "The services that go back; all that may be touched where it isn't given.");

    private static MapShape Wave { get; } = new(
        "wave",
        Back,
        Services,
        new("wait", Texts.Duration, "How long to wait before its checks."),
        new("checks", new ListShape("a list of checks' names", Texts.Any), "The names of its checks, or of its services: their containers are healthy. All that are measured before opening where none is named."))
    {
        Choices = [new(Choice.AtLeastOne, "back", "services")],
    };

    /// <summary>Strategies, by name.</summary>
    public static NamesShape Strategies { get; } = new(
        "a map of named strategies",
        Texts.Name,
        new MapShape(
            "strategy",
            Back,
            Services,
            new("stop", Word("first"), "first: users are shielded before anything is prepared."),
            new("on-failure", Word("undo", "hold", "undo-wave"), "What happens when something fails after the cutover began; undo where it isn't given."),
            new("build", Word("cached", "no-cache", "never"), "How images that do not exist are built; cached where it isn't given."),
            new("earlier-backups", Texts.Few, "How many earlier backups may be tried when counts look wrong."),
            new("place", Word("beside", "in-place", "fresh"), "in-place: databases are dropped before their backups are restored (no return), where there is no room for two; fresh: they are restored on fresh servers on fresh volumes, where theirs are down, corrupt or of the wrong version; beside where it isn't given."),
            new("shut", Word("safe-mode"), "safe-mode: users get its page from before the cutover until they come back; where nothing goes back, until it is switched off."),
            new("fresh", new ListShape("a list of code, volumes, images", Word("code", "volumes", "images")), "What is made anew (a rebuild). images: built without cache, even where there are some; volumes: databases of Compose services come back on fresh servers on fresh volumes, and a volume without backups begins empty."),
            new("trial", Texts.Flag, "true: before anything changes, the services that go back are started beside the live ones, as a project of their own without published ports or a way out, on copies of what was restored, and must stay up; true with fresh, else false."),
            new("waves", new ListShape("a list of waves", Wave), "One part after another."))
        {
            Choices = [new(Choice.AtLeastOne, "back", "shut", "waves"), new(Choice.AtMostOne, "back", "waves")],
        });

    private static TextShape Word(params string[] words) => new(string.Join(" or ", words)) { Words = words };
}
