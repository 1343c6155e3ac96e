using System.Text.Json;

namespace RollbackOps.Engine.Tools;

/// <summary>Reads what programs answer. An answer that nobody can read is the program's failure, whatever its exit code.</summary>
public static class ToolAnswer
{
    /// <summary>Reads an answer.</summary>
    /// <param name="program">Who gave it.</param>
    /// <param name="read">Reads it.</param>
    /// <exception cref="RollbackException">It can't be read (<see cref="RollbackErrorId.ToolFailed"/>); the message holds nothing of it.</exception>
    public static T Of<T>(string program, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is JsonException or FormatException or OverflowException or InvalidOperationException or ArgumentException or KeyNotFoundException or IndexOutOfRangeException or InvalidDataException or EndOfStreamException)
        {
            throw new RollbackException(
                RollbackErrorId.ToolFailed,
                $"{program} said that it succeeded, and its answer can't be read: it was cut off, or is none.",
                $"Find out what answers in its place ('command -v {program}'), then run the same command again.",
                error);
        }
    }
}
