using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;

namespace RollbackOps.Engine.Planning;

/// <summary>Finds the strategy that was asked for, and refuses what this version does not have.</summary>
public static class StrategyChoice
{
    /// <summary>The strategy, narrowed to the parts that were asked for.</summary>
    public static Strategy Of(Runbook runbook, PlanRequest request)
    {
        var known = runbook.Strategies.FirstOrDefault(known => known.Name == request.Strategy);
        if (known is null or { Implied: true } && request.Strategy == Strategy.Database)
            NothingToRestore.Refuse(runbook, known, request);
        var strategy = WithPoints(known ?? throw Unknown(runbook, request), runbook, request);
        RefuseWhatIsMissing(runbook, strategy);
        RefuseStrayBackups(strategy, request);
        return request.Only.Count == 0 ? strategy : new NarrowedStrategy(runbook, strategy, request.Only).Make();
    }

    // A database that has points alone comes back where one of them is named.
    private static Strategy WithPoints(Strategy strategy, Runbook runbook, PlanRequest request) => strategy is not { Implied: true, Name: Strategy.Database } ? strategy : strategy with
    {
        Back = [.. strategy.Back.Concat(runbook.Parts.OfType<PostgresPart>().Where(part => NothingToRestore.IsNamedPoint(part, request)).Select(part => new BackItem(part.Name))).Distinct()],
    };

    private static RollbackException Unknown(Runbook runbook, PlanRequest request) => new(
        RollbackErrorId.Usage,
        $"{runbook.File} has no strategy '{request.Strategy}'.",
        runbook.Strategies.Count == 0
            ? "It has none at all: add code:, services: or a database with backups: to it, or write one under strategies:."
            : $"Name one of: {string.Join(", ", runbook.Strategies.Select(known => known.Name))}.");

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
            _ when strategy.Renews(Strategy.FreshCode) => "fresh: [code]",
            { EarlierBackups: > 0 } when runbook.Parts.OfType<SqlitePart>().Any(part => strategy.Back.Any(item => item.Part == part.Name)) => "earlier-backups for SQLite",
            { EarlierBackups: > 0 } when runbook.Parts.OfType<RedisPart>().Any(part => strategy.Back.Any(item => item.Part == part.Name)) => "earlier-backups for Redis",
            { EarlierBackups: > 0 } when runbook.Parts.OfType<MongoPart>().Any(part => strategy.Back.Any(item => item.Part == part.Name)) => "earlier-backups for MongoDB",
            { EarlierBackups: > 0 } when runbook.Parts.OfType<VolumePart>().Any(part => strategy.Back.Any(item => item.Part == part.Name)) => "earlier-backups for a volume",
            _ => null,
        };
        if (missing is not null)
            throw new RollbackException(
                RollbackErrorId.NotSupported,
                $"The strategy '{strategy.Name}' in {runbook.File} uses '{missing}', which this version does not have.",
                "Choose another strategy, or take it out of this one.");
        if ((strategy.Shut is not null || strategy.LiftsSafeMode) && runbook.Parts.OfType<TrafficPart>().All(part => part.SafeMode is null))
            throw new RollbackException(
                RollbackErrorId.RunbookInvalid,
                $"The strategy '{strategy.Name}' in {runbook.File} shields users by the safe-mode, and the runbook does not say how.",
                "Write traffic: { nginx: { service: … }, url: http://…, safe-mode: { file: … } } into it.");
        if (strategy.Back.Count == 0 && !strategy.IsSafeModeAlone)
            throw new RollbackException(
                RollbackErrorId.RunbookInvalid,
                $"The strategy '{strategy.Name}' in {runbook.File} names nothing that goes back.",
                $"Write what goes back, e.g. back: [{string.Join(", ", runbook.Parts.Take(1).Select(part => part.Name))}].");
    }
}
