namespace RollbackOps.Engine.Tools.Supabase;

/// <summary>How a project is reached, resolved at the moment of use. Holds the token: never journaled, never in a message.</summary>
public sealed class SupabaseAccess
{
    /// <summary>The address of the Management API.</summary>
    public required string Api { get; init; }

    /// <summary>The project's reference.</summary>
    public required string Project { get; init; }

    /// <summary>The access token.</summary>
    public required string Token { get; init; }
}
