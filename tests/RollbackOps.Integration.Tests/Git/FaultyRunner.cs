using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Integration.Tests.Git;

/// <summary>Runs programs until it is told to stop, as if this process were killed before or after its n-th child.</summary>
public sealed class FaultyRunner(IRunner inner) : IRunner
{
    private int _left = int.MaxValue;
    private bool _after;

    public List<Command> Ran { get; } = [];

    /// <summary>The next <paramref name="calls"/> calls work; the one after them fails, before or after it was made.</summary>
    public void FailAfter(int calls, bool afterIt) => (_left, _after) = (calls, afterIt);

    public void Heal() => _left = int.MaxValue;

    public Task<CommandResult> RunAsync(Command command, CancellationToken cancel) => CallAsync(inner.RunAsync, command, cancel);

    public Task<CommandResult> TryAsync(Command command, CancellationToken cancel) => CallAsync(inner.TryAsync, command, cancel);

    private async Task<CommandResult> CallAsync(
        Func<Command, CancellationToken, Task<CommandResult>> run, Command command, CancellationToken cancel)
    {
        if (_left == 0 && !_after)
            throw new KilledException();
        var result = await run(command, cancel);
        Ran.Add(command);
        if (_left == 0)
            throw new KilledException();
        if (_left != int.MaxValue)
            _left--;
        return result;
    }
}
