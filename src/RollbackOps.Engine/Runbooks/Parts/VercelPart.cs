namespace RollbackOps.Engine.Runbooks.Parts;

/// <summary>A project on Vercel, whose production address leads to one of its deployments.</summary>
/// <param name="Name">Its name in the runbook.</param>
public sealed record VercelPart(string Name) : Part(Name)
{
    /// <inheritdoc/>
    public override string Kind => "vercel";

    /// <summary>The project's name or id.</summary>
    public required string Project { get; init; }

    /// <summary>The access token, as an unresolved reference.</summary>
    public required string Token { get; init; }

    /// <summary>The public address whose deployment users get.</summary>
    public required string Address { get; init; }

    /// <summary>The team's id or slug; null for the token's own account.</summary>
    public string? Team { get; init; }

    /// <summary>True where the deployment is promoted: what is pushed next goes live again. Else Vercel's rollback, after which it does not.</summary>
    public bool Promotes { get; init; }

    /// <summary>The address of the REST API.</summary>
    public string Api { get; init; } = "https://api.vercel.com";
}
