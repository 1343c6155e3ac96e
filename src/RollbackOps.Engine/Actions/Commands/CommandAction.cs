using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Actions.Commands;

/// <summary>The user's own commands, one a moment.</summary>
/// <param name="runner">Runs them.</param>
/// <param name="commands">Builds them.</param>
public sealed class CommandAction(IRunner runner, UserCommands commands) : PartAction<CommandPart, CommandFound>
{
    /// <inheritdoc/>
    public override string Kind => "command";

    /// <inheritdoc/>
    public override bool Pauses => true;

    /// <inheritdoc/>
    public override IReadOnlyList<IStepKind> StepKinds { get; } = [new CommandStep(runner, commands)];

    /// <inheritdoc/>
    protected override async Task<CommandFound> LookAsync(CommandPart part, Ask ask, CancellationToken cancel)
    {
        var goals = CommandPlan.Goals(part);
        if (ask.Back.Count == 0 || goals.Count == 0 || !goals.All(CanBeAsked))
            return new(false);
        foreach (var goal in goals)
        {
            if ((await runner.TryAsync(commands.Build(goal.IsDone!, ask.Runbook, _ => null), cancel)).ExitCode != 0)
                return new(false);
        }

        return new(true);
    }

    /// <inheritdoc/>
    protected override PartPlan Plan(CommandPart part, Ask ask, CommandFound found) => CommandPlan.Of(part, ask, found);

    // What is made during the run is not there while planning.
    private static bool CanBeAsked(CommandSpec goal) =>
        goal.IsDone is { Tree: Tree.Current } isDone && !UserCommands.GiftsOf(isDone).Any();
}
