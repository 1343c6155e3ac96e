using RollbackOps.Engine.Runbooks.Parts;

namespace RollbackOps.Engine.Backups;

/// <summary>What to say where no backup is listed, and what to type next. Pure.</summary>
internal static class NoBackups
{
    /// <summary>One line.</summary>
    /// <param name="parts">The databases whose backups were looked for.</param>
    /// <param name="kinds">The kinds of which backups are made.</param>
    /// <param name="before">The time or release that they had to be from before; null for none.</param>
    public static string Says(IReadOnlyList<DatabasePart> parts, IReadOnlyList<IBackupKind> kinds, string? before)
    {
        if (before is not null)
            return $"There is no backup that fits: none is known to be from before {before}, and a new one can't be. rollbackops backups shows those that there are.";
        if (parts.FirstOrDefault(part => kinds.Any(kind => kind.Kind == part.Kind)) is { } made)
            return $"There is no backup that fits. rollbackops backup {made.Name} makes one.";
        return parts is [var first, ..]
            ? $"There is no backup that fits, and this version makes none of the kind '{first.Kind}': back '{first.Name}' up with its own tool, to {first.Backups!.Files}."
            : "There is no backup that fits: no database in the runbook says where its backups are. Add backups: to one.";
    }
}
