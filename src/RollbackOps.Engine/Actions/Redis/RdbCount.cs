using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.Files;
using RollbackOps.Engine.Tools.Redis;

namespace RollbackOps.Engine.Actions.Redis;

/// <summary>The keys that were counted in what is beside, in the run's folder. Where it is there, what is beside passed.</summary>
/// <param name="Keys">Keys by logical database.</param>
/// <param name="Expiring">How many of them have a time to live.</param>
internal sealed record RdbCount(IReadOnlyDictionary<string, long> Keys, IReadOnlyDictionary<string, long> Expiring)
{
    /// <summary>Reads it; null where it is not there.</summary>
    public static async Task<RdbCount?> FindAsync(Work work, string part, CancellationToken cancel) => File.Exists(Place(work, part))
        ? EngineJson.FromElement<RdbCount>(System.Text.Json.JsonElement.Parse(await File.ReadAllTextAsync(Place(work, part), cancel)))
        : null;

    /// <summary>Writes it whole.</summary>
    public static Task WriteAsync(Work work, string part, RedisInfo info, CancellationToken cancel) =>
        PrivateFiles.WriteAsync(Place(work, part), EngineJson.ToElement(new RdbCount(info.Keys, info.Expiring)).GetRawText(), cancel);

    /// <summary>Deletes it.</summary>
    public static void Forget(Work work, string part) => File.Delete(Place(work, part));

    private static string Place(Work work, string part) => Path.Combine(work.Scratch, $"{part}.rdb.json");
}
