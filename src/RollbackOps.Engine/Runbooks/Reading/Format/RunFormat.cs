using RollbackOps.Engine.Runbooks.Reading.Shapes;

namespace RollbackOps.Engine.Runbooks.Reading.Format;

/// <summary>How the user's own commands are written.</summary>
internal static class RunFormat
{
    private const string Either = "an argument list such as [npm, run, build], or a map with run";

    /// <summary>An argument list.</summary>
    public static ListShape Arguments { get; } = new("an argument list such as [npm, run, build]", Texts.Argument);

    /// <summary>The keys that say what is run and where.</summary>
    public static Key[] Where { get; } =
    [
        new("run", Arguments, "The program and its arguments; never a shell string.") { Required = true },
        new("tree", new TextShape("current or target") { Words = ["current", "target"] }, "The tree it runs in: the live one, or the target's beside it."),
        new("folder", Texts.Path, "The folder within the tree."),
        new("env", Texts.Pairs, "Environment variables; values may hold secret references."),
    ];

    /// <summary>A command.</summary>
    public static EitherShape Run { get; } = new(
        Either,
        Arguments,
        new MapShape("run-map", [.. Where, new("limit", Texts.Duration, "How long it may take; 10m where it isn't given.")]))
    {
        Title = "run",
    };

    /// <summary>A command of an action, with its way back.</summary>
    public static EitherShape Command { get; } = new(
        Either,
        Arguments,
        new MapShape(
            "command-map",
            [
                .. Where,
                new("limit", Texts.Duration, "How long it may take; 10m where it isn't given."),
                new("undo", Run, "Takes it back."),
                new("is-done", Run, "Exits with 0 where the command is in effect."),
                new("no-return", Texts.Any, "Why it can't be undone."),
                new("gives", Texts.Names, "The gifts it makes: lines name=value of its output."),
                new("needs", new ListShape("a list of gifts", Texts.Any), "The gifts it waits for."),
                new("optional", Texts.Flag, "True where its failure is noted and the run goes on."),
                new("moves-data", Texts.Flag, "True where it puts other data before users."),
            ])
        {
            Choices = [new(Choice.AtMostOne, "undo", "no-return")],
        })
    {
        Title = "command",
    };
}
