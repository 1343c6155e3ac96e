using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Journals;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Tools.Files;

namespace RollbackOps.Engine.Running;

/// <summary>All that one run works with.</summary>
internal sealed record RunScene
{
    public required Plan Plan { get; init; }

    /// <summary>The runbook in force: the journal's.</summary>
    public required Runbook Runbook { get; init; }

    public required string Run { get; init; }

    public required ISystemState State { get; init; }

    public StateFolder Folder => State.Folder;

    public required RunRecord Record { get; init; }

    public required RunVoice Voice { get; init; }

    public required IReadOnlyDictionary<string, IStepKind> Kinds { get; init; }

    public required IAnswers Answers { get; init; }

    public required Interruption Interruption { get; init; }

    public required TimeProvider Time { get; init; }

    public OnFailure OnFailure => Runbook.Strategies.First(strategy => strategy.Name == Plan.Strategy).OnFailure;

    /// <summary>When users first noticed something of this run; null before the cutover. What was in effect already is not its doing.</summary>
    public DateTimeOffset? CutoverBegan => Plan.Steps
        .Where(step => step.Touch == Touch.Users)
        .Select(step => Record.Find(step.Id) is { IsOwn: true } record ? record.StartedAt : (DateTimeOffset?)null)
        .Min();

    /// <summary>When users first noticed something of the wave that a step belongs to, else of the one before it; null before the cutover.</summary>
    public DateTimeOffset? NoticedSince(Step step) => Plan.Steps
        .Where(other => other.Touch == Touch.Users && other.Wave > 0 && other.Wave <= step.Wave)
        .GroupBy(other => other.Wave)
        .Select(wave => wave.Min(other => Record.Find(other.Id) is { IsOwn: true } record ? record.StartedAt : (DateTimeOffset?)null))
        .Max() ?? CutoverBegan;

    /// <summary>Whether an error stops the run where it is, and is no failure of a step.</summary>
    public bool IsStop(Exception error) => error is AnswerAwaitedException or JournalLostException
        || IsFull(error)
        || (error is OperationCanceledException && Interruption.IsAsked);

    /// <summary>Whether a step could not write what it needs because the state's own disk is full.</summary>
    public bool IsFull(Exception error) => DiskSpace.IsMissing(error) && DiskSpace.Free(Folder.Root) is < 64 * 1024;

    public IStepKind KindOf(Step step) => Kinds.GetValueOrDefault(step.Kind)
        ?? throw new RollbackException(
            RollbackErrorId.NotSupported,
            $"The step '{step.Id}' is of the kind '{step.Kind}', which this version does not know.",
            "Go on with the version that began the run.");
}
