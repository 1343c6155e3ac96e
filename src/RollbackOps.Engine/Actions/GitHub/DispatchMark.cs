using System.Text.Json;
using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.Files;

namespace RollbackOps.Engine.Actions.GitHub;

/// <summary>What a run remembers of a dispatch: that it was about to ask, and which run came of it.</summary>
/// <param name="Newest">The highest number of a run before it asked.</param>
/// <param name="Run">The run that came of it; null while it was not seen.</param>
public sealed record DispatchMark(long Newest, long? Run)
{
    /// <summary>The mark; null where nothing was asked.</summary>
    public static DispatchMark? Read(DeployDetail detail, Work work) =>
        File.Exists(Place(detail, work)) ? JsonSerializer.Deserialize<DispatchMark>(File.ReadAllText(Place(detail, work)), EngineJson.Options) : null;

    /// <summary>Remembers it, on the disk before anything else happens.</summary>
    public Task WriteAsync(DeployDetail detail, Work work, CancellationToken cancel) =>
        PrivateFiles.WriteAsync(Place(detail, work), JsonSerializer.Serialize(this, EngineJson.Options), cancel);

    /// <summary>Forgets it.</summary>
    public static void Remove(DeployDetail detail, Work work) =>
        CrashPoint.Around($"deleting {Place(detail, work)}", () => File.Delete(Place(detail, work)));

    private static string Place(DeployDetail detail, Work work) => Path.Combine(work.Scratch, $"{detail.Part}.dispatch.json");
}
