using System.Text;
using System.Text.Json;
using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.Secrets;
using RollbackOps.Events;

namespace RollbackOps.Engine.Journals;

/// <summary>The append-only record of one run: JSON lines, chained by hash, on the disk before the call returns.</summary>
public sealed class Journal : IDisposable
{
    private readonly FileStream _file;
    private readonly Redactor _redactor;
    private readonly Lock _lock = new();
    private JournalLine? _last;

    private Journal(FileStream file, Redactor redactor, JournalLine? last)
    {
        _file = file;
        _redactor = redactor;
        _last = last;
    }

    /// <summary>Begins a journal. Its number is the epoch: a file that exists is never written anew.</summary>
    public static Journal Create(string path, Redactor redactor) =>
        new(new(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read), redactor, last: null);

    /// <summary>Goes on with a journal; a line that was torn when its writer died is taken off.</summary>
    public static Journal Continue(string path, Redactor redactor)
    {
        var (lines, whole) = JournalReader.ReadLines(path);
        var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        file.SetLength(whole);
        file.Seek(0, SeekOrigin.End);
        return new(file, redactor, lines[^1]);
    }

    /// <summary>Writes an event and waits until it is on the disk. Safe for several threads.</summary>
    /// <returns>The event as it was written: without secrets.</returns>
    public RunEvent Append(RunEvent @event)
    {
        var written = EventRedaction.Of(@event, _redactor);
        var json = JsonSerializer.Serialize(written, EngineJson.Options);
        lock (_lock)
        {
            var line = JournalLine.After(_last, json);
            _file.Write(Encoding.UTF8.GetBytes(line + "\n"));
            _file.Flush(flushToDisk: true);
            _last = line;
        }

        return written;
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
