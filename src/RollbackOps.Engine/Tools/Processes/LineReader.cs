using System.Runtime.CompilerServices;
using System.Text;

namespace RollbackOps.Engine.Tools.Processes;

/// <summary>Reads lines of which none fills the memory.</summary>
internal static class LineReader
{
    private const int Longest = 1024 * 1024;

    /// <summary>The lines of a text; one that is longer than 1 Mi characters is only named.</summary>
    public static async IAsyncEnumerable<string> ReadAsync(TextReader reader, [EnumeratorCancellation] CancellationToken cancel)
    {
        var (buffer, line, length) = (new char[16 * 1024], new StringBuilder(), 0L);
        var afterReturn = false;
        while (await reader.ReadAsync(buffer.AsMemory(), cancel) is > 0 and var read)
        {
            foreach (var c in buffer.Take(read))
            {
                // A line break of two characters ends one line.
                if (c == '\n' && afterReturn)
                {
                    afterReturn = false;
                    continue;
                }

                afterReturn = c == '\r';
                if (c is '\n' or '\r')
                {
                    yield return Said(line, length);
                    (line, length) = (line.Clear(), 0);
                    continue;
                }

                if (length++ < Longest)
                    line.Append(c);
            }
        }

        if (length > 0)
            yield return Said(line, length);
    }

    // Not its beginning: half a secret could not be recognized.
    private static string Said(StringBuilder line, long length) =>
        length <= Longest ? line.ToString() : $"(a line of {length} characters was left out)";
}
