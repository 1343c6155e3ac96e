using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace RollbackOps.Engine.Journals;

/// <summary>One line of a journal: an event, its number, and a hash that chains it to the line before.</summary>
/// <param name="Number">The line's number, from 1.</param>
/// <param name="Hash">SHA-256 over the hash before, the number and the event, in hex.</param>
/// <param name="Event">The event as JSON, as written.</param>
internal sealed record JournalLine(int Number, string Hash, string Event)
{
    /// <summary>The line that follows a line (or none) and holds an event.</summary>
    public static JournalLine After(JournalLine? last, string @event)
    {
        var number = (last?.Number ?? 0) + 1;
        return new(number, Chain(last?.Hash, number, @event), @event);
    }

    /// <summary>Reads a line; null where it is not just as a line of a journal is written.</summary>
    public static JournalLine? Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            var line = new JournalLine(
                root.GetProperty("n").GetInt32(),
                root.GetProperty("hash").GetString()!,
                root.GetProperty("event").GetRawText());
            return line.ToString() == text ? line : null;
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Whether the line follows another (or none) and is as it was written.</summary>
    public bool Follows(JournalLine? last) => this == After(last, Event);

    /// <summary>The line as it is written.</summary>
    public override string ToString() => $$"""{"n":{{Number}},"hash":"{{Hash}}","event":{{Event}}}""";

    private static string Chain(string? before, int number, string @event) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{before}\n{number}\n{@event}")));
}
