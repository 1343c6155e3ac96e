using System.Text;
using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.Files;

namespace RollbackOps.Engine.Journals;

/// <summary>A journal as a file of JSON lines, with one writer.</summary>
internal sealed class JournalFile : IJournalLines
{
    private const int Attempts = 50;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private readonly FileStream _file;
    private readonly SpaceReserve? _reserve;
    private readonly FileIdentity? _identity;
    private readonly CancellationTokenSource _noRoom = new();
    private long _length;
    private JournalLostException? _lost;

    internal JournalFile(FileStream file, JournalLine? last = null, SpaceReserve? reserve = null)
    {
        _file = file;
        _reserve = reserve;
        _identity = WriterLock.Identity(file.SafeFileHandle, file.Name);
        _length = file.Length;
        Last = last;
    }

    /// <inheritdoc/>
    public JournalLine? Last { get; }

    /// <inheritdoc/>
    public CancellationToken NoRoom => _noRoom.Token;

    /// <summary>Begins a journal: a file that exists is never written anew.</summary>
    public static JournalFile Create(string path, SpaceReserve? reserve = null) =>
        new(Locked(new(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0)), reserve: reserve);

    /// <summary>Goes on with a journal; what its writer left at the end when it died is taken off.</summary>
    /// <exception cref="RollbackException">It is broken, or another process still writes it.</exception>
    public static JournalFile Continue(string path, SpaceReserve? reserve = null)
    {
        var file = Locked(new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0));
        try
        {
            var content = JournalReader.Look(path);
            JournalReader.Events(content, path);
            file.SetLength(content.Whole);
            return new(file, content.Lines is [.., var last] ? last : null, reserve);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Write(JournalLine line)
    {
        if (_lost is not null)
            throw _lost.Again();
        try
        {
            if (IsTaken)
                throw new JournalLostException(_file.Name, "it is not as this process left it: another process went on with the run.", JournalLoss.Taken);
            CrashPoint.InHalves($"line {line.Number} of the journal", Encoding.UTF8.GetBytes(line + "\n"), Append);
        }
        catch (JournalLostException lost)
        {
            _lost = lost;
            throw;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            TakeOff();
            _lost = new(_file.Name, error.Message, DiskSpace.IsMissing(error) ? JournalLoss.NoRoom : JournalLoss.Unwritable);
            throw _lost.Again();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file.Dispose();
        _noRoom.Dispose();
    }

    private bool IsTaken => _file.Length != _length || FileFacts.OfTarget(_file.Name)?.Identity != _identity;

    private void Append(byte[] bytes)
    {
        try
        {
            Store(bytes);
        }
        catch (IOException error) when (DiskSpace.IsMissing(error) && _reserve?.GiveUp() == true)
        {
            Store(bytes);
            _noRoom.Cancel();
        }
    }

    private void Store(byte[] bytes)
    {
        _file.Position = _length;
        _file.Write(bytes);
        _file.Flush(flushToDisk: true);
        _length += bytes.Length;
    }

    // Half a line is taken off by the next writer too, where this one can't.
    private void TakeOff()
    {
        try
        {
            _file.SetLength(_length);
        }
        catch (IOException)
        {
        }
    }

    // The file's own lock: it holds also where someone has deleted that of the system while its holder was stopped.
    private static FileStream Locked(FileStream file)
    {
        // A child that was being started when its writer let go holds it until it is its own program, for some milliseconds.
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (WriterLock.TryTake(file.SafeFileHandle))
                return file;
            Thread.Sleep(Pause);
        }

        file.Dispose();
        throw new RollbackException(
            RollbackErrorId.RunUnfinished,
            $"Another process still writes the journal {file.Name}; it may be stopped.",
            $"Find it (fuser -v {file.Name}), and end it or let it go on; then type the same command again.");
    }
}
