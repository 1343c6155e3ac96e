using System.Runtime.CompilerServices;

namespace RollbackOps.Engine.Tests.House;

/// <summary>The project's own source files.</summary>
internal static class Sources
{
    public static string Root { get; } = Path.GetFullPath("../../..", Path.GetDirectoryName(Here())!);

    /// <summary>The C# files below a folder, by path relative to it, with forward slashes.</summary>
    public static IEnumerable<(string Path, string[] Lines)> Below(string folder)
    {
        var root = Path.Combine(Root, folder);
        return Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(file => (Path: Path.GetRelativePath(root, file).Replace('\\', '/'), file))
            .Where(file => !file.Path.Split('/').Any(part => part is "obj" or "bin"))
            .Select(file => (file.Path, File.ReadAllLines(file.file)));
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
