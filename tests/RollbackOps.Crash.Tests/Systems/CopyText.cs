using System.Text.RegularExpressions;

namespace RollbackOps.Crash.Tests.Systems;

/// <summary>Makes what is said of one copy comparable with what is said of another.</summary>
internal static partial class CopyText
{
    /// <summary>Without the copy's own place, and without the number of the run, which is another one where the first did nothing.</summary>
    public static string Same(string text, string folder) => RunNumber().Replace(text.Replace(folder, "", StringComparison.Ordinal), "RUN");

    [GeneratedRegex("00000[0-9]")]
    private static partial Regex RunNumber();
}
