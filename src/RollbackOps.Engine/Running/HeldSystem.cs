using RollbackOps.Engine.Journals;

namespace RollbackOps.Engine.Running;

/// <summary>Begins something under a system's lock.</summary>
internal static class HeldSystem
{
    /// <summary>Takes the lock and begins; what was begun releases it when it ends, and a failure to begin at once.</summary>
    public static async Task<T> BeginAsync<T>(ISystemState state, TimeProvider time, Func<IHold, Operator, Task<T>> begin)
    {
        var by = CurrentOperator.Get();
        var held = state.Take(by, time.GetUtcNow());
        try
        {
            return await begin(held, by);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }
}
