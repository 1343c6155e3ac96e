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
    private string? _lost;

    internal Journal(FileStream file, Redactor redactor, JournalLine? last)
    {
        _file = file;
        _redactor = redactor;
        _last = last;
    }

    /// <summary>Begins a journal. Its number is the epoch: a file that exists is never written anew.</summary>
    public static Journal Create(string path, Redactor redactor) =>
        new(new(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0), redactor, last: null);

    /// <summary>Goes on with a journal; a line that was torn when its writer died is taken off.</summary>
    public static Journal Continue(string path, Redactor redactor)
    {
        var (lines, whole) = JournalReader.ReadLines(path);
        var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        file.SetLength(whole);
        file.Seek(0, SeekOrigin.End);
        return new(file, redactor, lines[^1]);
    }

    /// <summary>Writes an event and waits until it is on the disk. Safe for several threads.</summary>
    /// <returns>The event as it was written: without secrets.</returns>
    /// <exception cref="JournalLostException">It can't be written. No line follows one that was lost.</exception>
    public RunEvent Append(RunEvent @event)
    {
        var written = EventRedaction.Of(@event, _redactor);
        var json = JsonSerializer.Serialize(written, EngineJson.Options);
        lock (_lock)
        {
            var line = JournalLine.After(_last, json);
            Write(Encoding.UTF8.GetBytes(line + "\n"));
            _last = line;
        }

        return written;
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private void Write(byte[] line)
    {
        if (_lost is not null)
            throw new JournalLostException(_file.Name, _lost);
        var whole = _file.Position;
        try
        {
            _file.Write(line);
            _file.Flush(flushToDisk: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _lost = error.Message;
            TakeOff(whole);
            throw new JournalLostException(_file.Name, _lost);
        }
    }

    // Half a line is taken off by the next writer too, where this one can't.
    private void TakeOff(long whole)
    {
        try
        {
            _file.SetLength(whole);
        }
        catch (IOException)
        {
        }
    }
}
