using System.Collections;
using System.Management.Automation;

namespace RollbackOps.PowerShell.Reporting;

/// <summary>What a person asked for by parameters, and the plan as that person reads it.</summary>
internal static class PlanRequests
{
    public const string PreviousRelease = "previous-release";

    /// <summary>The request; a backup may be a file, from PowerShell's location, or a name.</summary>
    public static PlanRequest Of(string runbook, string? environment, string strategy, string[] only, string? to, string? over, Hashtable backups, Func<string, string> fileOrName) => new()
    {
        Runbook = runbook,
        Environment = environment,
        Strategy = strategy,
        Only = only,
        To = to,
        Over = over,
        Backups = backups.Cast<DictionaryEntry>().ToDictionary(pair => $"{pair.Key}", pair => fileOrName($"{pair.Value}")),
    };

    /// <summary>
    /// A plan or a result with its text beside it, which the format view shows: the text is made by the engine, which format views
    /// can't call.
    /// </summary>
    public static PSObject Readable(object told, string text)
    {
        var shown = PSObject.AsPSObject(told);
        shown.Members.Add(new PSNoteProperty("Text", text));
        return shown;
    }
}
