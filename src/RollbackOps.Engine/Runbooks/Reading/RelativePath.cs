namespace RollbackOps.Engine.Runbooks.Reading;

/// <summary>Paths that must stay within a tree.</summary>
internal static class RelativePath
{
    /// <summary>True where a path is relative and never goes up.</summary>
    public static bool StaysWithin(string path) =>
        !Path.IsPathRooted(path) && !path.Split('/', '\\').Contains("..");
}
