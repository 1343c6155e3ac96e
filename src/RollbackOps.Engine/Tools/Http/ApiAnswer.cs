using System.Text.Json;

namespace RollbackOps.Engine.Tools.Http;

/// <summary>An answer that says that it succeeded, or one of those that the asker can do something with.</summary>
/// <param name="Service">Who gave it.</param>
/// <param name="Status">The status.</param>
/// <param name="Text">The body, as it is: never shown.</param>
/// <param name="Headers">The headers, by name in lower case.</param>
public sealed record ApiAnswer(string Service, int Status, string Text, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>Reads it as JSON.</summary>
    /// <exception cref="RollbackException">It is none, or lacks what is read of it (<see cref="RollbackErrorId.ToolFailed"/>).</exception>
    public T Read<T>(Func<JsonElement, T> read) => ToolAnswer.Of(Service, () =>
    {
        using var document = JsonDocument.Parse(Text);
        return read(document.RootElement);
    });
}
