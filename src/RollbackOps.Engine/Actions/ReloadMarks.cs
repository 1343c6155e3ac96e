using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.Files;

namespace RollbackOps.Engine.Actions;

/// <summary>What a run notes about loading the files: that it began, and that it was proven.</summary>
/// <param name="kept">The run's folder for what it keeps.</param>
/// <param name="part">The part's name.</param>
public sealed class ReloadMarks(string kept, string part)
{
    private readonly string _begun = Path.Combine(kept, $"{part}.reloading");
    private readonly string _proven = Path.Combine(kept, $"{part}.reloaded");

    /// <summary>True where loading began.</summary>
    public bool WasBegun => File.Exists(_begun);

    /// <summary>True where it was proven.</summary>
    public bool WasProven => File.Exists(_proven);

    /// <summary>Notes that it begins.</summary>
    public Task BeginAsync(CancellationToken cancel) => PrivateFiles.WriteAsync(_begun, "", cancel);

    /// <summary>Notes that it was proven.</summary>
    public Task ProveAsync(CancellationToken cancel) => PrivateFiles.WriteAsync(_proven, "", cancel);

    /// <summary>Forgets both.</summary>
    public void Remove()
    {
        CrashPoint.Around($"deleting {_proven}", () => File.Delete(_proven));
        CrashPoint.Around($"deleting {_begun}", () => File.Delete(_begun));
    }
}
