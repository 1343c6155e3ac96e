using System.Text;

namespace RollbackOps.Engine.Checks;

/// <summary>What came back from an HTTP request.</summary>
/// <param name="Status">The status.</param>
/// <param name="Body">The body as text, at most <see cref="Largest"/> bytes of it.</param>
/// <param name="IsCut">True where the body is longer.</param>
/// <param name="Took">How long it took.</param>
internal sealed record HttpAnswer(int Status, string Body, bool IsCut, TimeSpan Took)
{
    /// <summary>How much of a body is read: 1 MiB.</summary>
    public const int Largest = 1 << 20;

    /// <summary>The beginning of the body in one line.</summary>
    public string Beginning
    {
        get
        {
            var line = string.Join(' ', Body.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            return line.Length == 0 ? "an empty body" : line.Length > 200 ? line[..200] + "…" : line;
        }
    }

    /// <summary>Reads a body as far as it is looked at.</summary>
    public static async Task<(string Body, bool IsCut)> ReadAsync(HttpContent content, CancellationToken cancel)
    {
        await using var stream = await content.ReadAsStreamAsync(cancel);
        var buffer = new byte[Largest + 1];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancel);
        return (Encoding.UTF8.GetString(buffer, 0, Math.Min(length, Largest)), length > Largest);
    }
}
