namespace RollbackOps.Engine.Actions;

/// <summary>What steps made that others need, by name.</summary>
/// <param name="values">The gifts so far.</param>
public sealed class Gifts(IReadOnlyDictionary<string, string> values)
{
    /// <summary>No gifts.</summary>
    public static Gifts None { get; } = new(new Dictionary<string, string>());

    /// <summary>The gift's value; planning has made sure that it is given before it is needed.</summary>
    public string this[string gift] => values.TryGetValue(gift, out var value)
        ? value
        : throw new InvalidOperationException($"The gift '{gift}' was not made.");

    /// <summary>The gift's value; null where it was not made.</summary>
    public string? Find(string gift) => values.GetValueOrDefault(gift);
}
