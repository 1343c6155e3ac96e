namespace RollbackOps.Engine.Runbooks.Checks;

/// <summary>A certificate as clients are served it.</summary>
public sealed record CertificateCheck : CheckSpec
{
    /// <inheritdoc/>
    public override string Kind => "certificate";

    /// <summary>The name that clients ask for, which the certificate must be for.</summary>
    public required string Host { get; init; }

    /// <summary>The port.</summary>
    public int Port { get; init; } = 443;

    /// <summary>The address that is connected to; null for the host's own.</summary>
    public string? Address { get; init; }

    /// <summary>More names that it must be for.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>For how many days it must still be valid.</summary>
    public int Days { get; init; } = 1;

    /// <summary>A PEM file with the authorities that are trusted; null for the machine's own.</summary>
    public string? Authority { get; init; }

    /// <summary>A PEM file whose first certificate it must be; null for any.</summary>
    public string? File { get; init; }
}
