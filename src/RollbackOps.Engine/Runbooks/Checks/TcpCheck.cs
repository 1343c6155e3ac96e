namespace RollbackOps.Engine.Runbooks.Checks;

/// <summary>A port that must accept a connection.</summary>
public sealed record TcpCheck : CheckSpec
{
    /// <inheritdoc/>
    public override string Kind => "tcp";

    /// <summary>The host.</summary>
    public required string Host { get; init; }

    /// <summary>The port.</summary>
    public required int Port { get; init; }
}
