using System.Globalization;
using System.Text.Json;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.Supabase;

namespace RollbackOps.Engine.Actions.Supabase;

/// <summary>Finds the project, and whether it can be brought back to the moment that was named. Reads only.</summary>
/// <param name="projects">Finds the way to projects.</param>
public sealed class SupabaseLook(SupabaseProjects projects)
{
    // Supabase handles the slot of Realtime by itself.
    private const string Slots = "SELECT coalesce(json_agg(slot_name), '[]') AS slots FROM pg_replication_slots WHERE slot_type = 'logical' AND slot_name NOT LIKE 'supabase_realtime%'";

    /// <summary>Looks.</summary>
    /// <exception cref="RollbackException">No moment was named, or it can't be brought back.</exception>
    public async Task<SupabaseFound> LookAsync(SupabasePart part, Ask ask, CancellationToken cancel)
    {
        RefuseWhatIsMissing(part, ask);
        var client = projects.Open(part, ask.Runbook);
        var status = await client.StatusAsync(cancel);
        var backups = await client.BackupsAsync(cancel);
        var moment = Named(part, ask, backups);
        if (!backups.PointInTime)
            throw Refuse($"Project {part.Project} has no point-in-time recovery.", "Enable it for the next time (a paid add-on); now restore a daily backup in the dashboard.");
        if (moment.ToUnixTimeSeconds() < (backups.Earliest ?? 0) || moment > ask.Now || moment.ToUnixTimeSeconds() > (backups.Latest ?? long.MaxValue))
            throw new RollbackException(RollbackErrorId.TargetMissing, $"Project {part.Project} can't be brought back to {moment:u}.", Window(part, backups));
        if (status != "ACTIVE_HEALTHY")
            throw Refuse($"Project {part.Project} is {status}, and is restored only from ACTIVE_HEALTHY.", "Wait for it, or see the project's dashboard.");
        var slots = await client.FirstAsync(Slots, cancel);
        return new()
        {
            Goal = new(part.Name, part.Project, moment),
            Status = status,
            Backups = backups,
            Slots = ToolAnswer.Of("Supabase", () => JsonSerializer.Deserialize<List<string>>(slots!, EngineJson.Options)!),
        };
    }

    private static void RefuseWhatIsMissing(SupabasePart part, Ask ask)
    {
        if ((part.Forward is not null ? "forward" : part.Backups is not null ? "backups" : ask.Strategy.EarlierBackups > 0 ? "earlier-backups" : null) is { } missing)
            throw new RollbackException(RollbackErrorId.NotSupported, $"'{missing}' is not for the Supabase project '{part.Name}', which goes back to a moment.", "Take it out of the runbook.");
    }

    private static DateTimeOffset Named(SupabasePart part, Ask ask, SupabaseBackups backups)
    {
        if (ask.Request.Backups.GetValueOrDefault(part.Name) is not { } text)
            throw new RollbackException(RollbackErrorId.TargetMissing, $"Nobody named the moment that project {part.Project} goes back to.", Window(part, backups));
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment)
            ? DateTimeOffset.FromUnixTimeSeconds(moment.ToUnixTimeSeconds())
            : throw new RollbackException(RollbackErrorId.Usage, $"'{text}' is no moment.", Window(part, backups));
    }

    private static string Window(SupabasePart part, SupabaseBackups backups)
    {
        string? Said(long? seconds) => seconds is { } at ? DateTimeOffset.FromUnixTimeSeconds(at).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) : null;
        var window = Said(backups.Earliest) is { } from ? $" It can be brought back to moments from {from} to {Said(backups.Latest) ?? "now"}." : "";
        return $"Name it in UTC: --backup {part.Name}={Said(backups.Latest) ?? "2026-02-17T09:59:00Z"}.{window}";
    }

    private static RollbackException Refuse(string message, string next) => new(RollbackErrorId.PlanImpossible, message, next);
}
