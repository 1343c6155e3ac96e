using System.Text.RegularExpressions;
using RollbackOps.Engine.Tests.House;

namespace RollbackOps.Engine.Tests.Module;

/// <summary>The module's files in the source tree.</summary>
internal static partial class ModuleFiles
{
    public static string Views => Path.Combine(Sources.Root, "module", "RollbackOps.format.ps1xml");

    /// <summary>The cmdlets that the manifest exports.</summary>
    public static IReadOnlyList<string> Exported => [.. Names().Matches(List("CmdletsToExport")).Select(name => name.Groups[1].Value)];

    /// <summary>What stands in a list of the manifest.</summary>
    public static string List(string key) =>
        Regex.Match(File.ReadAllText(Path.Combine(Sources.Root, "RollbackOps.psd1")), $@"\b{key}\s*=\s*@\((?<list>[^)]*)\)").Groups["list"].Value;

    public static string HelpOf(string cmdlet) => Path.Combine(Sources.Root, "module", "help", $"{cmdlet}.md");

    /// <summary>The titles under a chapter of a page.</summary>
    public static IReadOnlyList<string> Entries(string page, string chapter) =>
        [.. Titles().Matches(File.ReadAllText(page).Split($"\n## {chapter}\n").ElementAtOrDefault(1)?.Split("\n## ")[0] ?? "").Select(title => title.Groups[1].Value)];

    [GeneratedRegex("'([^']+)'")]
    private static partial Regex Names();

    [GeneratedRegex(@"^### (.+)$", RegexOptions.Multiline)]
    private static partial Regex Titles();
}
