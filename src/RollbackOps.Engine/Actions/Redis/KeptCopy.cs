using RollbackOps.Engine.Tools.Files;

namespace RollbackOps.Engine.Actions.Redis;

/// <summary>The file with the copied keys, known by its identity.</summary>
internal static class KeptCopy
{
    /// <summary>A file's identity; null where it is not there.</summary>
    public static string? Identity(string path) => FileFacts.Of(path)?.Identity.ToString();

    /// <summary>The copy, where it is there.</summary>
    public static IEnumerable<KeptThing> Find(FlushDetail detail, Work work)
    {
        foreach (var path in Places(detail, work))
        {
            if (Identity(path) is { } identity)
                yield return new()
                {
                    Run = work.Run,
                    Step = work.Step.Id,
                    What = $"the keys that the flush of database {detail.Database} at {detail.Where} removed, as {path}",
                    Identity = $"file:{identity}",
                    Bytes = new FileInfo(path).Length,
                };
        }
    }

    /// <summary>Deletes it for good; nothing where it is gone.</summary>
    public static void GiveUp(FlushDetail detail, KeptThing thing, Work work)
    {
        foreach (var path in Places(detail, work).Where(path => $"file:{Identity(path)}" == thing.Identity))
            File.Delete(path);
    }

    private static string[] Places(FlushDetail detail, Work work) => [detail.Copy(work.Kept), detail.Others(work.Kept)];
}
