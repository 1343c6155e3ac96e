using RollbackOps.Events;

namespace RollbackOps.Engine.Running;

/// <summary>An error of a step as the journal has it. A full disk and a missing right are foreseen; what else is not an error of ours is not.</summary>
internal static class StepFailure
{
    private const int DiskFull = 28;

    /// <summary>The failure.</summary>
    public static StepFailed Of(Step step, string begins, Exception error) => error switch
    {
        RollbackException known => new(step.Id, known.Id, $"{begins}{known.Message}", known.Next),
        IOException full when (full.HResult & 0xFFFF) is DiskFull or 0x70 => Of(step, begins, error, RollbackErrorId.NoRoom, "Free some room there, then run the same command again."),
        IOException or UnauthorizedAccessException => Of(step, begins, error, RollbackErrorId.ToolFailed, "Mend what the message names (rights, a mount, a file in the way), then run the same command again."),
        _ => Of(step, begins, error, RollbackErrorId.ToolFailed, "Report this: the error was not foreseen."),
    };

    private static StepFailed Of(Step step, string begins, Exception error, RollbackErrorId id, string next) =>
        new(step.Id, id, begins.Length > 0 ? $"{begins}{error.Message}" : $"'{step.Id}' ({step.Does}) failed: {error.Message}", next);
}
