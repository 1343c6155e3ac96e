using RollbackOps.Engine.Tools.Supabase;

namespace RollbackOps.Engine.Actions.Supabase;

/// <summary>What was found of a project; nothing where it does not go back.</summary>
public sealed record SupabaseFound : Found
{
    /// <summary>Where it goes; null where it does not go back.</summary>
    public SupabaseTarget? Goal { get; init; }

    /// <summary>Its status.</summary>
    public string Status { get; init; } = "";

    /// <summary>What can be restored.</summary>
    public SupabaseBackups Backups { get; init; } = new(false, null, null);

    /// <summary>Replication slots that Supabase does not handle by itself.</summary>
    public IReadOnlyList<string> Slots { get; init; } = [];
}
