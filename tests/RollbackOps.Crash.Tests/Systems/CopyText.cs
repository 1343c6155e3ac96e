using System.Text.RegularExpressions;

namespace RollbackOps.Crash.Tests.Systems;

/// <summary>Makes what is said of one copy comparable with what is said of another.</summary>
internal static partial class CopyText
{
    /// <summary>Without the copy's own place, without the number of the run, which is another one where the first did nothing, and without what a name is made unique by.</summary>
    public static string Same(string text, string folder) => Identity().Replace(RunNumber().Replace(text.Replace(folder, "", StringComparison.Ordinal), "RUN"), "_$1_X");

    [GeneratedRegex("00000[0-9]")]
    private static partial Regex RunNumber();

    [GeneratedRegex("_(kept|beside|partial)_[0-9a-f]+")]
    private static partial Regex Identity();
}
