using System.Text.Json;
using RollbackOps.Engine.Tools;
using RollbackOps.Events;

namespace RollbackOps.Engine.Journals;

/// <summary>Reads journals, also while they are being written.</summary>
public static class JournalReader
{
    /// <summary>The events of a journal. What a crash left at its end is left out.</summary>
    /// <exception cref="RollbackException">A line was altered or is missing (<see cref="RollbackErrorId.JournalBroken"/>).</exception>
    public static IReadOnlyList<RunEvent> Read(string path) => Events(Look(path), path);

    /// <summary>The events that checked lines hold.</summary>
    /// <exception cref="RollbackException">As for <see cref="Read"/>; or one is of a kind that this version does not know.</exception>
    internal static IReadOnlyList<RunEvent> Events(JournalContent content, string where) => content is { IsBroken: true, Flaw: { } flaw }
        ? throw new RollbackException(
            RollbackErrorId.JournalBroken,
            flaw.Flaw == JournalFlaw.Missing
                ? $"Line {flaw.Line} of {where} is missing."
                : $"Line {flaw.Line} of {where} was altered, or a line before it is missing.",
            "Put a copy of this journal back if there is one (rollbackops history --verify names what is not whole). Else look at the system itself, end by hand what the run may have left half done, and only then move the journal away.")
        : [.. content.Lines.Select(line => Event(line, where))];

    /// <summary>The lines of a file, checked.</summary>
    internal static JournalContent Look(string path) => JournalContent.Of(ReadShared(path));

    private static RunEvent Event(JournalLine line, string where)
    {
        try
        {
            return JsonSerializer.Deserialize<RunEvent>(line.Event, EngineJson.Options)!;
        }
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            throw new RollbackException(
                RollbackErrorId.NotSupported, $"Line {line.Number} of {where} says something that this version does not know.", "Use the version that wrote it, or a newer one.", error);
        }
    }

    private static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
