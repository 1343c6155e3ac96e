using System.Globalization;
using System.Text.RegularExpressions;
using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;

namespace RollbackOps.Engine.Backups;

/// <summary>Finds the release, or the time, that backups are compared with. Reads only.</summary>
/// <param name="actions">The actions, that of git among them.</param>
/// <param name="time">The clock.</param>
internal sealed partial class ComparedRelease(IReadOnlyList<IAction> actions, TimeProvider time)
{
    /// <summary>The release that runs, unless a run has proven it; null where there is none or it can't be looked at.</summary>
    public async Task<Release?> RunningAsync(Runbook runbook, IKnown known, CancellationToken cancel)
    {
        try
        {
            return await LookAsync(runbook, known, null, cancel) is { Current: { } running } && (known.IsBad(running.Commit) || known.ProvenBy(running.Commit) is null) ? running : null;
        }
        catch (RollbackException)
        {
            return null;
        }
    }

    /// <summary>The time or the release that a person named.</summary>
    /// <exception cref="RollbackException">It is neither, or nothing tells the release's time.</exception>
    public async Task<Release> NamedAsync(Runbook runbook, IKnown known, string named, CancellationToken cancel)
    {
        if (Day().IsMatch(named))
        {
            return DateTimeOffset.TryParse(named, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment)
                ? new(named, "", moment)
                : throw new RollbackException(RollbackErrorId.Usage, $"'--before {named}' is no time.", "Write one such as --before 2026-02-17T10:00:00Z, or name a release.");
        }

        var found = await LookAsync(runbook, known, named, cancel) ?? throw new RollbackException(
            RollbackErrorId.Usage, $"'--before {named}' is no time, and the runbook has no code whose releases could be looked at.", "Write a time such as --before 2026-02-17T10:00:00Z.");
        return found.Target is { Time: not null } release ? release : throw new RollbackException(
            RollbackErrorId.TargetMissing, $"Nothing here tells when the release {named} was made.", "Get it first (git fetch --tags), or write a time such as --before 2026-02-17T10:00:00Z.");
    }

    private async Task<Found?> LookAsync(Runbook runbook, IKnown known, string? named, CancellationToken cancel)
    {
        if (runbook.Parts.OfType<GitPart>().FirstOrDefault() is not { } code || actions.FirstOrDefault(action => action.Kind == code.Kind) is not { } git)
            return null;
        BackItem[] back = named is null ? [] : [new(code.Name)];
        return await git.LookAsync(
            code,
            new()
            {
                Runbook = runbook,
                Strategy = new() { Name = "backups", Back = back },
                Request = new() { Runbook = runbook.File, To = named },
                Back = back,
                Moved = [],
                Known = known,
                Now = time.GetUtcNow(),
            },
            cancel);
    }

    [GeneratedRegex("^[0-9]{4}-[0-9]{2}-[0-9]{2}", RegexOptions.CultureInvariant)]
    private static partial Regex Day();
}
