namespace RollbackOps.Quickstart;

/// <summary>Builds of the shop, one folder a commit.</summary>
internal static class Builds
{
    public static async Task<int> MakeAsync(string tree)
    {
        var build = FolderOf(tree);
        if (Directory.Exists(build))
            return 0;
        var half = $"{build}.half";
        await Shell.RunAsync(tree, "dotnet", "publish", "shop.csproj", "-c", "Release", "-o", half, "-nodeReuse:false", "-p:UseSharedCompilation=false", "-v:quiet");
        Directory.Move(half, build);
        return 0;
    }

    public static bool Exists(string tree) => Directory.Exists(FolderOf(tree));

    public static string FolderOf(string tree) => Path.Combine(Site.Builds, Commit(tree));

    private static string Commit(string tree) => Shell.RunAsync(tree, "git", "rev-parse", "HEAD").GetAwaiter().GetResult();
}
