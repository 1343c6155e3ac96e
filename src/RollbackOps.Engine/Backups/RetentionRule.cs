using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Databases;

namespace RollbackOps.Engine.Backups;

/// <summary>Which backups may go. Pure.</summary>
internal static class RetentionRule
{
    /// <summary>Those that no rule keeps. The newest stays, and so does the last one that is proven.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="own">The backups that this tool made, newest first.</param>
    /// <param name="now">The time.</param>
    public static IReadOnlyList<RecordedBackup> Due(Retention rule, IReadOnlyList<RecordedBackup> own, DateTimeOffset now)
    {
        var proven = own.FirstOrDefault(backup => backup.Proof?.Holds == true);
        return
        [
            .. own.Where((backup, place) => place > 0
                && backup != proven
                && (rule.Keep is not { } keep || place >= keep)
                && (rule.Days is not { } days || backup.TakenAt < now.AddDays(-days))),
        ];
    }
}
