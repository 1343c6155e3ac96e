using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Databases;
using RollbackOps.Engine.Tools.Postgres.Dumps;

namespace RollbackOps.Engine.Actions;

/// <summary>The dump that a plan brings back, and those that may be tried after it: none that was altered since this tool made it.</summary>
/// <param name="Choice">The backup, and why it is this one.</param>
/// <param name="Dump">Its dump.</param>
/// <param name="Earlier">The dumps that may be tried when it can't be used, newest first.</param>
internal sealed record ChosenDumps(BackupChoice Choice, DumpFile Dump, IReadOnlyList<DumpFile> Earlier)
{
    /// <summary>Looks at the one that was chosen, and at as many earlier ones as the strategy allows. Reads only.</summary>
    /// <param name="part">The database.</param>
    /// <param name="choice">The backup that was chosen.</param>
    /// <param name="backups">The backups that there are.</param>
    /// <param name="ask">What is planned.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="RollbackException">The chosen one can't be read, or was altered and none may be tried instead.</exception>
    public static async Task<ChosenDumps> LookAsync(DatabasePart part, BackupChoice choice, IReadOnlyList<BackupFile> backups, Ask ask, CancellationToken cancel)
    {
        var before = choice.Earlier(backups, ask.Request.Backups.ContainsKey(part.Name) ? 0 : ask.Strategy.EarlierBackups);
        var first = await DumpFile.LookAsync(choice.File.Path, cancel);
        var earlier = new List<(BackupFile File, DumpFile Dump)>();
        var altered = new List<BackupFile>();
        var unsure = before.Where(backup => ask.Left?.Time is { } released && backup.Time!.Latest >= released).ToList();
        foreach (var backup in before.Except(unsure))
        {
            // What is not what was made under its name never comes back unasked.
            var dump = await DumpFile.LookAsync(backup.Path, cancel);
            if (KnownBackups.IsChanged(backup, dump.Sha256))
                altered.Add(backup);
            else
                earlier.Add((backup, dump));
        }

        List<string> notes =
        [
            .. altered.Select(backup => $"The earlier backup {backup.Name} has another checksum than was recorded when it was made: it is left out."),
            .. unsure.Select(backup => $"Nothing tells whether the earlier backup {backup.Name} was taken before or after release {ask.Left!.Name}: it is left out."),
        ];
        if (!KnownBackups.IsChanged(choice.File, first.Sha256))
            return new(choice with { Notes = [.. notes, .. choice.Notes] }, first, [.. earlier.Select(one => one.Dump)]);
        if (earlier is not [var next, .. var rest])
            throw KnownBackups.Changed(part.Name, choice.File, first.Sha256, altered);
        return new(Instead(part, choice, first, next.File, notes, ask), next.Dump, [.. rest.Select(one => one.Dump)]);
    }

    private static BackupChoice Instead(DatabasePart part, BackupChoice choice, DumpFile altered, BackupFile next, List<string> notes, Ask ask)
    {
        var passed = $"The backup {choice.File.Path} is PASSED OVER: {KnownBackups.Differs(choice.File, altered.Sha256)}. The next earlier one comes back, as the strategy '{ask.Strategy.Name}' allows: {next.Name}.";
        var warning = ChosenBackup.After(part.Name, choice.File, ask.Running);
        var now = ChosenBackup.After(part.Name, next, ask.Running);
        return new(next, $"{choice.Why} that was not altered since it was made")
        {
            Notes = [passed, .. now is null ? Array.Empty<string>() : [now], .. notes, .. choice.Notes.Where(note => note != warning)],
        };
    }
}
