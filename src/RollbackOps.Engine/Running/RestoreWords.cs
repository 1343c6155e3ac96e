using System.Text.RegularExpressions;

namespace RollbackOps.Engine.Running;

/// <summary>Where one database alone is restored, its backup is named by <c>--from</c>. Pure.</summary>
internal static partial class RestoreWords
{
    /// <summary>What to type next, in the words of the command that was typed.</summary>
    public static string Of(string next, PlanRequest request) =>
        request.Only.Count == 0 ? next : Backup().Replace(next.Replace("a backup with --backup", "a backup with --from"), "--from ");

    [GeneratedRegex(@"--backup [^\s=]+=")]
    private static partial Regex Backup();
}
