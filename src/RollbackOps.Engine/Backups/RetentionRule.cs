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
        var proven = Proven(own);
        return [.. Over(rule, own, now).Where(backup => backup != proven)];
    }

    /// <summary>The one that no rule keeps and that stays, because no later one is proven; null for none.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="own">The backups that this tool made, newest first.</param>
    /// <param name="now">The time.</param>
    public static RecordedBackup? KeptForItsProof(Retention rule, IReadOnlyList<RecordedBackup> own, DateTimeOffset now)
    {
        var proven = Proven(own);
        return proven is not null && Over(rule, own, now).Contains(proven) ? proven : null;
    }

    private static RecordedBackup? Proven(IReadOnlyList<RecordedBackup> own) => own.FirstOrDefault(backup => backup.Proof?.Holds == true);

    private static IEnumerable<RecordedBackup> Over(Retention rule, IReadOnlyList<RecordedBackup> own, DateTimeOffset now) =>
        own.Where((backup, place) => place > 0
            && (rule.Keep is not { } keep || place >= keep)
            && (rule.Days is not { } days || backup.TakenAt < now.AddDays(-days)));
}
