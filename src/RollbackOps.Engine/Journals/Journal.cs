using System.Text.Json;
using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.Secrets;
using RollbackOps.Events;

namespace RollbackOps.Engine.Journals;

/// <summary>The append-only record of one run: JSON lines, chained by hash, safe before the call returns.</summary>
/// <param name="lines">Where they are stored.</param>
/// <param name="redactor">Takes secrets out of what is said to people.</param>
internal sealed class Journal(IJournalLines lines, Redactor redactor) : IDisposable
{
    private readonly Lock _lock = new();
    private JournalLine? _last = lines.Last;

    /// <inheritdoc cref="IJournalLines.NoRoom"/>
    public CancellationToken NoRoom => lines.NoRoom;

    /// <summary>Writes an event and waits until it is safe. For several threads.</summary>
    /// <returns>The event as it was written: without secrets.</returns>
    /// <exception cref="JournalLostException">It can't be written. No line follows one that was lost.</exception>
    public RunEvent Append(RunEvent @event)
    {
        var written = EventRedaction.Of(@event, redactor);
        var json = JsonSerializer.Serialize(written, EngineJson.Options);
        lock (_lock)
        {
            var line = JournalLine.After(_last, json);
            lines.Write(line);
            _last = line;
        }

        return written;
    }

    /// <inheritdoc/>
    public void Dispose() => lines.Dispose();
}
