namespace RollbackOps.Engine.Tools.Http;

/// <summary>How a web API is reached, resolved at the moment of use. Holds the token: never journaled, never in a message.</summary>
public sealed class ApiAccess
{
    /// <summary>Whose API it is, e.g. <c>GitHub</c>.</summary>
    public required string Service { get; init; }

    /// <summary>What it is asked about, e.g. <c>repository acme/shop</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>Its address, without a slash at the end.</summary>
    public required string Api { get; init; }

    /// <summary>The access token.</summary>
    public required string Token { get; init; }

    /// <summary>What the token needs, to be typed next where it is refused.</summary>
    public required string TokenNeeds { get; init; }

    /// <summary>Where the service says that it is down.</summary>
    public required string StatusPage { get; init; }

    /// <summary>Headers that go with every request.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
}
