using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;

namespace RollbackOps.Engine.Planning;

/// <summary>Looks at all parts that a strategy concerns. Reads only.</summary>
/// <param name="actions">The actions.</param>
/// <param name="time">The clock.</param>
public sealed class Surveyor(IReadOnlyList<IAction> actions, TimeProvider time)
{
    /// <summary>Finds what is there, the code first: it decides which release comes back.</summary>
    public async Task<IReadOnlyList<PartSurvey>> LookAsync(
        Runbook runbook, Strategy strategy, PlanRequest request, IKnown known, CancellationToken cancel)
    {
        if (strategy.Waves.Count == 0)
            return await LookAsync(runbook, strategy, request, known, [], cancel);
        var surveys = new List<PartSurvey>();
        for (var wave = 1; wave <= strategy.Waves.Count; wave++)
            surveys.AddRange((await LookAsync(runbook, WaveStrategy.Of(strategy, wave), request, known, surveys, cancel)).Select(survey => survey with { Wave = wave }));
        return surveys;
    }

    private async Task<IReadOnlyList<PartSurvey>> LookAsync(
        Runbook runbook, Strategy strategy, PlanRequest request, IKnown known, IReadOnlyList<PartSurvey> earlier, CancellationToken cancel)
    {
        var before = earlier.Select(survey => survey.Found.Target is { } found ? survey.Ask with { From = survey.Found.Current, To = found, Point = PointChoice.Of(survey.Ask, found) } : survey.Ask)
            .FirstOrDefault(asked => asked.To is not null);
        var moved = runbook.Parts.OfType<DatabasePart>()
            .Where(part => strategy.Back.Any(item => item.Part == part.Name || item.Part == MigrationsPart.NameOf(part.Name))).ToList();
        var ask = new Ask
        {
            Runbook = runbook,
            Strategy = strategy,
            Request = request,
            Back = [],
            Moved = moved,
            From = before?.From,
            To = before?.To,
            Point = before?.Point,
            Known = known,
            Now = time.GetUtcNow(),
        };
        ask = ask with { Running = await RunningAsync(ask, cancel) };
        if (before is null)
            ask = await new PointChoice(actions).ChooseAsync(ask, cancel);
        var surveys = new List<PartSurvey>();
        foreach (var part in Concerned(runbook, strategy, moved).OrderBy(part => part is GitPart ? 0 : 1))
        {
            var action = ActionOf(part);
            var own = ask with { Back = BackOf(strategy, part) };
            var found = await action.LookAsync(part, own, cancel);
            surveys.Add(new(part, action, own, found));
            if (found.Target is not null)
                ask = ask with { From = found.Current, To = found.Target, Point = PointChoice.Of(ask, found.Target) };
        }

        var order = runbook.Parts.ToList();
        return [.. surveys.OrderBy(survey => order.IndexOf(survey.Part))];
    }

    // Where the code stays, the release that runs still tells which backups may hold its damage. It is no reason to fail.
    private async Task<Release?> RunningAsync(Ask ask, CancellationToken cancel)
    {
        if (ask.Runbook.Parts.OfType<GitPart>().FirstOrDefault() is not { } code || ask.Moved.Count == 0 || BackOf(ask.Strategy, code).Count > 0)
            return null;
        try
        {
            return (await ActionOf(code).LookAsync(code, ask, cancel)).Current is { } running && (ask.Known.IsBad(running.Commit) || ask.Known.ProvenBy(running.Commit) is null) ? running : null;
        }
        catch (RollbackException)
        {
            return null;
        }
    }

    private IEnumerable<Part> Concerned(Runbook runbook, Strategy strategy, List<DatabasePart> moved) =>
        runbook.Parts.Where(part => BackOf(strategy, part).Count > 0
            || (moved.Count > 0 && ActionOf(part).Pauses)
            || (part is TrafficPart && (strategy.Shut is not null || strategy.LiftsSafeMode))
            || (part is MigrationsPart && runbook.Parts.OfType<GitPart>().Any(code => BackOf(strategy, code).Count > 0)));

    private IAction ActionOf(Part part) => actions.FirstOrDefault(action => action.Kind == part.Kind)
        ?? throw new RollbackException(
            RollbackErrorId.NotSupported,
            $"'{part.Name}' is of the kind '{part.Kind}', which this version can't roll back.",
            "Take it out of the strategy, or use a version that has it.");

    private static List<BackItem> BackOf(Strategy strategy, Part part) =>
        [.. strategy.Back.Where(item => item.Part == part.Name)];
}
