using RollbackOps.Engine.Tools.Databases;
using RollbackOps.Events;

namespace RollbackOps.Engine.Journals.Backups;

/// <summary>The journal of backups, folded: what is known of each that was not removed.</summary>
internal sealed class BackupRecords
{
    private readonly Dictionary<(string Database, string Path), RecordedBackup> _known = [];

    /// <summary>Folds events.</summary>
    public BackupRecords(IEnumerable<RunEvent> events)
    {
        foreach (var @event in events)
            Add(@event);
    }

    /// <summary>All of a database that this tool made, newest first.</summary>
    public IReadOnlyList<RecordedBackup> OwnOf(string database) =>
        [.. _known.Values.Where(backup => backup.Database == database && backup.IsOwn).OrderByDescending(backup => backup.TakenAt)];

    /// <summary>What is known of a file: by its path, else by its name and size, as another machine or folder may have it.</summary>
    public RecordedBackup? Find(string database, BackupFile file)
    {
        if (_known.TryGetValue((database, file.Path), out var known))
            return known;
        var same = _known.Values.Where(backup => backup.Database == database && Path.GetFileName(backup.Path) == file.Name && backup.Bytes == file.Bytes).ToList();
        return same is [var only] ? only : null;
    }

    private void Add(RunEvent @event)
    {
        switch (@event)
        {
            case BackupTaken taken:
                _known[(taken.Database, taken.Path)] = new()
                {
                    Database = taken.Database,
                    Path = taken.Path,
                    Bytes = taken.Bytes,
                    Sha256 = taken.Sha256,
                    At = taken.At,
                    TakenAt = taken.TakenAt,
                    Rows = taken.Rows,
                };
                break;
            case BackupTested tested when _known.TryGetValue((tested.Database, tested.Path), out var own) && own.IsOwn:
                // What was not what had been made is no proof of it, for or against.
                _known[(tested.Database, tested.Path)] = own.Sha256 == tested.Proof.Sha256 ? own with { Proof = tested.Proof } : own;
                break;
            case BackupTested tested:
                _known[(tested.Database, tested.Path)] = new()
                {
                    Database = tested.Database,
                    Path = tested.Path,
                    Bytes = tested.Bytes,
                    Sha256 = tested.Proof.Sha256,
                    At = tested.At,
                    Proof = tested.Proof,
                };
                break;
            case BackupRemoved removed:
                _known.Remove((removed.Database, removed.Path));
                break;
        }
    }
}
