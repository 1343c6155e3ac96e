namespace RollbackOps.Engine.Actions.Traffic;

/// <summary>What an address answered.</summary>
/// <param name="Status">The status; 0 where no answer came.</param>
/// <param name="Headers">The headers; names in any case.</param>
/// <param name="Body">The beginning of the body.</param>
/// <param name="Failure">Why no answer came; null where one did.</param>
public sealed record PublicAnswer(int Status, IReadOnlyDictionary<string, string> Headers, string Body, string? Failure = null)
{
    /// <summary>What came, in words.</summary>
    public string InWords => Failure ?? $"status {Status}";

    /// <summary>A header's value; null where there is none.</summary>
    public string? Find(string header) => Headers.GetValueOrDefault(header);
}
