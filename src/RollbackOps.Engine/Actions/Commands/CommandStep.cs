using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Actions.Commands;

/// <summary>
/// Runs one of the user's commands. In effect is what its <c>is-done</c> says; without one, what the run remembers, and
/// nothing can tell how far a command came that was started and not seen to end.
/// </summary>
/// <param name="runner">Runs it.</param>
/// <param name="commands">Builds it.</param>
public sealed class CommandStep(IRunner runner, UserCommands commands) : StepKind<CommandDetail, CommandState>
{
    /// <summary>The kind's name.</summary>
    public const string Name = "command.run";

    /// <inheritdoc/>
    public override string Kind => Name;

    /// <inheritdoc/>
    protected override async Task<CommandState> ReadAsync(CommandDetail detail, Work work, CancellationToken cancel)
    {
        var marker = CommandMarker.Read(work);
        if (detail.Spec.IsDone is not { } isDone)
            return new() { Phase = marker.Phase, Gifts = marker.Gifts };
        var result = await runner.TryAsync(Build(isDone, work, marker), cancel);
        var done = result.ExitCode == 0;
        var gifts = done ? WithThoseOf(marker, CommandGifts.Of(detail.Spec, result.Out)) : marker.Gifts;
        if (done && CommandGifts.Missing(detail.Spec, gifts) is [var missing, ..])
        {
            throw new RollbackException(
                RollbackErrorId.NotInEffect,
                $"{work.Step.Id} is in effect already, and its gift '{missing}' is not known.",
                $"Let its 'is-done' print a line {missing}=<value>.");
        }

        return new() { Phase = marker.Phase, Done = done, Gifts = gifts };
    }

    /// <inheritdoc/>
    protected override Verdict Judge(CommandDetail detail, CommandState before, CommandState now) => now switch
    {
        { Done: true } => Verdict.InEffect,
        { Done: false, Phase: CommandPhase.None } => Verdict.Before,
        { Done: false } => Verdict.Partly,
        { Phase: CommandPhase.Ended } => Verdict.InEffect,
        { Phase: CommandPhase.None } => Verdict.Before,
        _ when detail.Reads => Verdict.Before,
        { Phase: CommandPhase.Failed } when detail.Spec.Undo is not null => Verdict.Partly,
        _ => Verdict.Unknown,
    };

    /// <inheritdoc/>
    protected override async Task DoAsync(CommandDetail detail, CommandState before, Work work, CancellationToken cancel)
    {
        var none = new CommandMarker(CommandPhase.Started, new Dictionary<string, string>());
        var command = Build(detail.Spec.Do, work, none);
        none.Write(work);
        try
        {
            var result = await runner.RunAsync(command with { ErrorLine = line => work.Progress(line, null) }, cancel);
            var gifts = CommandGifts.Of(detail.Spec, result.Out);
            if (detail.Spec.IsDone is null && CommandGifts.Missing(detail.Spec, gifts) is [var missing, ..])
            {
                throw new RollbackException(
                    RollbackErrorId.NotInEffect, $"{work.Step.Id} ended without its gift '{missing}'.", $"Let the command print a line {missing}=<value>.");
            }

            new CommandMarker(CommandPhase.Ended, gifts).Write(work);
        }
        catch (RollbackException)
        {
            new CommandMarker(CommandPhase.Failed, none.Gifts).Write(work);
            throw;
        }
    }

    /// <inheritdoc/>
    protected override async Task UndoAsync(CommandDetail detail, CommandState before, Work work, CancellationToken cancel)
    {
        if (detail.Spec.Undo is not { } undo)
            return;
        var marker = CommandMarker.Read(work);
        var command = Build(undo, work, marker);
        (marker with { Phase = CommandPhase.Undoing }).Write(work);
        await runner.RunAsync(command, cancel);
        CommandMarker.Remove(work);
    }

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, string> Give(Step step, CommandDetail detail, CommandState now) =>
        CommandGifts.Missing(detail.Spec, now.Gifts) is [var missing, ..]
            ? throw new RollbackException(
                RollbackErrorId.NotInEffect,
                $"{step.Id} is said to be done, and its gift '{missing}' was lost when it was interrupted.",
                $"Give the command an 'is-done' that prints a line {missing}=<value>, and run again.")
            : step.Gives.ToDictionary(gift => gift, gift => now.Gifts.GetValueOrDefault(gift, "yes"));

    private Tools.Processes.Command Build(RunSpec spec, Work work, CommandMarker marker) =>
        commands.Build(spec, work.Runbook, gift => marker.Gifts.GetValueOrDefault(gift) ?? work.Gifts.Find(gift));

    private static Dictionary<string, string> WithThoseOf(CommandMarker marker, IReadOnlyDictionary<string, string> printed) =>
        marker.Gifts.Concat(printed).GroupBy(gift => gift.Key).ToDictionary(gift => gift.Key, gift => gift.Last().Value);
}
