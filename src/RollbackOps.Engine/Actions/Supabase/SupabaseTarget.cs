namespace RollbackOps.Engine.Actions.Supabase;

/// <summary>The project and the moment that it goes back to.</summary>
/// <param name="Part">The part's name in the runbook.</param>
/// <param name="Project">The project's reference.</param>
/// <param name="Moment">The moment, to the second.</param>
public sealed record SupabaseTarget(string Part, string Project, DateTimeOffset Moment)
{
    /// <summary>The gift that says that the project is marked.</summary>
    public string MarkedGift => $"{Part}/marked";

    /// <summary>What the ledger calls the project.</summary>
    public string Identity => $"supabase:{Project}";

    /// <summary>What the ledger calls the moment.</summary>
    public string Source => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"pitr:{Moment.ToUnixTimeSeconds()}");
}
