using System.Text.Json;
using RollbackOps.Engine.Journals;
using RollbackOps.Engine.Tools;
using RollbackOps.Events;

namespace RollbackOps.Engine.Tests.Running.Walk;

/// <summary>A real journal file in which each line may be the last, or half a line.</summary>
internal sealed class WalkLines(IJournalLines lines, string file, WalkWorld world) : IJournalLines
{
    public JournalLine? Last => lines.Last;

    public CancellationToken NoRoom => lines.NoRoom;

    public void Write(JournalLine line)
    {
        try
        {
            world.Write(JsonSerializer.Deserialize<RunEvent>(line.Event, EngineJson.Options)!, () => lines.Write(line), () => Tear(line));
        }
        catch (KilledException)
        {
            lines.Dispose();
            throw;
        }
    }

    public void Dispose() => lines.Dispose();

    private void Tear(JournalLine line)
    {
        lines.Dispose();
        var text = line.ToString();
        File.AppendAllText(file, text[..(text.Length / 2)]);
    }
}
