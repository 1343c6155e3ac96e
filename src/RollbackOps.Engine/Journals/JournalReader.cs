using System.Text;
using System.Text.Json;
using RollbackOps.Engine.Tools;
using RollbackOps.Events;

namespace RollbackOps.Engine.Journals;

/// <summary>Reads journals, also while they are being written.</summary>
public static class JournalReader
{
    /// <summary>The events of a journal. A torn last line is left out.</summary>
    /// <exception cref="RollbackException">A line was altered or is missing (<see cref="RollbackErrorId.JournalBroken"/>).</exception>
    public static IReadOnlyList<RunEvent> Read(string path) =>
        [.. ReadLines(path).Lines.Select(line => JsonSerializer.Deserialize<RunEvent>(line.Event, EngineJson.Options)!)];

    /// <summary>The lines, checked, and the length of the file up to the end of the last whole one.</summary>
    internal static (IReadOnlyList<JournalLine> Lines, long Whole) ReadLines(string path)
    {
        var bytes = ReadShared(path);
        var lines = new List<JournalLine>();
        var start = 0;
        while (Array.IndexOf(bytes, (byte)'\n', start) is var end and >= 0)
        {
            var line = JournalLine.Parse(Encoding.UTF8.GetString(bytes, start, end - start));
            if (line is null || !line.Follows(lines.LastOrDefault()))
                throw new RollbackException(
                    RollbackErrorId.JournalBroken,
                    $"Line {lines.Count + 1} of {path} was altered, or a line before it is missing.",
                    "Don't trust this journal: compare it with a copy, and look at the system itself before you run anything.");
            lines.Add(line);
            start = end + 1;
        }

        return (lines, start);
    }

    private static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
