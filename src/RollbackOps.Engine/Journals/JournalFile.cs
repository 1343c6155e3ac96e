using System.Text;

namespace RollbackOps.Engine.Journals;

/// <summary>A journal as a file of JSON lines.</summary>
internal sealed class JournalFile : IJournalLines
{
    private readonly FileStream _file;
    private string? _lost;

    internal JournalFile(FileStream file, JournalLine? last = null)
    {
        _file = file;
        Last = last;
    }

    /// <inheritdoc/>
    public JournalLine? Last { get; }

    /// <summary>Begins a journal: a file that exists is never written anew.</summary>
    public static JournalFile Create(string path) =>
        new(new(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0));

    /// <summary>Goes on with a journal; a line that was torn when its writer died is taken off.</summary>
    public static JournalFile Continue(string path)
    {
        var (lines, whole) = JournalReader.ReadLines(path);
        var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        file.SetLength(whole);
        file.Seek(0, SeekOrigin.End);
        return new(file, lines[^1]);
    }

    /// <inheritdoc/>
    public void Write(JournalLine line)
    {
        if (_lost is not null)
            throw new JournalLostException(_file.Name, _lost);
        var whole = _file.Position;
        try
        {
            _file.Write(Encoding.UTF8.GetBytes(line + "\n"));
            _file.Flush(flushToDisk: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _lost = error.Message;
            TakeOff(whole);
            throw new JournalLostException(_file.Name, _lost);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

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
