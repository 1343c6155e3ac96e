namespace RollbackOps.Engine.Runbooks.Parts;

/// <summary>The database of a Supabase project, reached through the Management API.</summary>
/// <param name="Name">Its name in the runbook.</param>
public sealed record SupabasePart(string Name) : DatabasePart(Name)
{
    /// <inheritdoc/>
    public override string Kind => "supabase";

    /// <summary>The project's reference: twenty letters.</summary>
    public required string Project { get; init; }

    /// <summary>The access token, as an unresolved reference.</summary>
    public required string Token { get; init; }

    /// <summary>The address of the Management API.</summary>
    public string Api { get; init; } = "https://api.supabase.com";
}
