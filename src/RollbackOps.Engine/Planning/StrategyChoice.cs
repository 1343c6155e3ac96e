using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;

namespace RollbackOps.Engine.Planning;

/// <summary>Finds the strategy that was asked for, and refuses what this version does not have.</summary>
public static class StrategyChoice
{
    /// <summary>The strategy, narrowed to the parts that were asked for.</summary>
    public static Strategy Of(Runbook runbook, PlanRequest request)
    {
        var strategy = runbook.Strategies.FirstOrDefault(known => known.Name == request.Strategy)
            ?? throw new RollbackException(
                RollbackErrorId.Usage,
                $"{runbook.File} has no strategy '{request.Strategy}'.",
                $"Name one of: {string.Join(", ", runbook.Strategies.Select(known => known.Name))}.");
        RefuseWhatIsMissing(runbook, strategy);
        RefuseStrayBackups(strategy, request);
        return request.Only.Count == 0 ? strategy : Narrowed(strategy, request.Only);
    }

    private static Strategy Narrowed(Strategy strategy, IReadOnlyList<string> only)
    {
        var unknown = only.FirstOrDefault(name => strategy.Back.All(item => item.Part != name));
        return unknown is null
            ? strategy with { Back = [.. strategy.Back.Where(item => only.Contains(item.Part))] }
            : throw new RollbackException(
                RollbackErrorId.Usage,
                $"The strategy '{strategy.Name}' has no part '{unknown}'.",
                $"Name one of: {string.Join(", ", strategy.Back.Select(item => item.Part).Distinct())}.");
    }

    // A backup that is named for nothing would be ignored, and another restored.
    private static void RefuseStrayBackups(Strategy strategy, PlanRequest request)
    {
        if (request.Backups.Keys.FirstOrDefault(name => strategy.Back.All(item => item.Part != name)) is not { } stray)
            return;
        throw new RollbackException(
            RollbackErrorId.Usage,
            $"A backup is named for '{stray}', which the strategy '{strategy.Name}' does not bring back.",
            $"It brings back: {string.Join(", ", strategy.Back.Select(item => item.Part).Distinct())}.");
    }

    private static void RefuseWhatIsMissing(Runbook runbook, Strategy strategy)
    {
        string? missing = strategy switch
        {
            { Waves.Count: > 0 } => "waves",
            { Fresh.Count: > 0 } => "fresh",
            { Shut: not null } => "shut",
            { EarlierBackups: > 0 } when runbook.Parts.OfType<SqlitePart>().Any(part => strategy.Back.Any(item => item.Part == part.Name)) => "earlier-backups for SQLite",
            { EarlierBackups: > 0 } when runbook.Parts.OfType<RedisPart>().Any(part => strategy.Back.Any(item => item.Part == part.Name)) => "earlier-backups for Redis",
            { EarlierBackups: > 0 } when runbook.Parts.OfType<MongoPart>().Any(part => strategy.Back.Any(item => item.Part == part.Name)) => "earlier-backups for MongoDB",
            { EarlierBackups: > 0 } when runbook.Parts.OfType<VolumePart>().Any(part => strategy.Back.Any(item => item.Part == part.Name)) => "earlier-backups for a volume",
            { OnFailure: OnFailure.UndoWave } => "on-failure: undo-wave",
            _ => null,
        };
        if (missing is not null)
            throw new RollbackException(
                RollbackErrorId.NotSupported,
                $"The strategy '{strategy.Name}' in {runbook.File} uses '{missing}', which this version does not have.",
                "Choose another strategy, or take it out of this one.");
        if (strategy.Back.Count == 0)
            throw new RollbackException(
                RollbackErrorId.RunbookInvalid,
                $"The strategy '{strategy.Name}' in {runbook.File} names nothing that goes back.",
                $"Write what goes back, e.g. back: [{string.Join(", ", runbook.Parts.Take(1).Select(part => part.Name))}].");
    }
}
