using System.Security.Cryptography;

namespace RollbackOps.Engine.Tools.Processes;

/// <summary>
/// What every child of a run carries in its environment, so that a successor finds what a dead holder left running. Each
/// run of this process has its own: it is set within the run's task and seen by all that the task calls.
/// </summary>
public sealed class RunMark
{
    /// <summary>The variable with the run: <c>system/environment/number@opened</c>.</summary>
    public const string RunVariable = "ROLLBACKOPS_RUN";

    /// <summary>The variable with the holder.</summary>
    public const string HolderVariable = "ROLLBACKOPS_HOLDER";

    /// <summary>
    /// The variable with the process id of the program that the holder started, in its own environment and in that of all
    /// that comes from it. What a program left running on purpose when it ended is told by it from what was cut off.
    /// </summary>
    public const string ChildVariable = "ROLLBACKOPS_CHILD";

    private readonly AsyncLocal<string?> _run = new();

    /// <summary>The variables that a command line hands on into a container: <c>-e</c> for each.</summary>
    public static IReadOnlyList<string> HandedOn { get; } = [RunVariable, HolderVariable];

    /// <summary>The run under way; null outside of runs.</summary>
    public string? Run => _run.Value;

    /// <summary>This process's own number: random, because process ids come again.</summary>
    public string Holder { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    /// <summary>Sets the run, for all that the caller calls from now on.</summary>
    /// <param name="system">The system.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="run">The run's number.</param>
    /// <param name="opened">When it was opened: the same number exists in every state folder.</param>
    public void Set(string system, string environment, string run, DateTimeOffset opened) =>
        _run.Value = $"{system}/{environment}/{run}@{opened.UtcDateTime:yyyyMMdd'T'HHmmss.fffffff'Z'}";

    /// <summary>The variables for a child; none outside of runs.</summary>
    public IReadOnlyDictionary<string, string> Variables => Run is { } run
        ? new Dictionary<string, string> { [RunVariable] = run, [HolderVariable] = Holder }
        : new Dictionary<string, string>();
}
