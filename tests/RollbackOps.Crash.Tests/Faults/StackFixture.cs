namespace RollbackOps.Crash.Tests.Faults;

/// <summary>One Compose project for all faults of a class, made when the first one asks for it.</summary>
public sealed class StackFixture : IAsyncDisposable
{
    private Stack? _stack;

    internal async Task<Stack> RenewAsync(Fault? fault)
    {
        if (_stack is null)
        {
            _stack = new();
            await _stack.MakeAsync();
        }

        _stack.Target = "v1.0.0";
        await _stack.RenewAsync(fault);
        return _stack;
    }

    public async ValueTask DisposeAsync()
    {
        if (_stack is not null)
            await _stack.DisposeAsync();
    }
}
