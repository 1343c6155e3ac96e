using System.Security.Cryptography;
using System.Text;
using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Runbooks.Parts;

namespace RollbackOps.Engine.Planning;

/// <summary>Chooses the rollback point to go back to, where no code goes back that decides it. Reads only.</summary>
/// <param name="actions">The actions.</param>
public sealed class PointChoice(IReadOnlyList<IAction> actions)
{
    private static readonly PointPlace Nowhere = new("", "");

    /// <summary>The rollback point of a release: the one that was named, else its newest; null where none was recorded.</summary>
    public static RollbackPoint? Of(Ask ask, Release release)
    {
        var points = ask.Known.Points.Where(point => point.Release.Commit == release.Commit).ToList();
        return points.Find(point => point.Name == ask.Request.To) ?? points.FirstOrDefault();
    }

    /// <summary>What is asked, with the point and the release that comes back; as it is where the code decides, or there is no point.</summary>
    /// <exception cref="RollbackException">No point that is left is known to be good, or there is none of that name.</exception>
    public async Task<Ask> ChooseAsync(Ask ask, CancellationToken cancel)
    {
        var points = ask.Known.Points;
        var code = ask.Runbook.Parts.OfType<GitPart>().FirstOrDefault();
        if (ask.Back.Count == 0 && code is not null && ask.Strategy.Back.Any(item => item.Part == code.Name))
            return ask;
        var recorded = ask.Runbook.Parts.Where(part => ask.Strategy.Back.Any(item => item.Part == part.Name) && RecorderOf(part) is not null).ToList();
        var named = points.FirstOrDefault(point => point.Name == ask.Request.To);
        if (recorded.Count == 0 || (named is null && (code is not null || points.Count == 0)))
            return ask;
        var facts = await FactsAsync(recorded, ask, cancel);
        var running = points.FirstOrDefault(point => IsAt(point, facts));
        var target = named ?? (ask.Request.To is { } unknown ? throw Unknown(unknown, points) : Newest(ask, running));
        return ask with { From = running?.Release ?? Unrecorded(facts), To = target.Release, Point = target };
    }

    // What a run has proven stays, until a person names another.
    private static RollbackPoint Newest(Ask ask, RollbackPoint? running) =>
        running is not null && !running.IsBad && ask.Known.ProvenBy(running.Release.Commit) is not null
            ? running
            : ask.Known.Points.FirstOrDefault(point => !point.IsBad && point != running && (running is null || point.TakenAt < running.TakenAt)) ?? throw new RollbackException(
                RollbackErrorId.TargetMissing,
                $"No rollback point to go back to: {(running is null ? "none" : $"{running.Name} is what runs, and no earlier one")} is known to be good.",
                "rollbackops points shows those that there are; name one with --to.");

    private async Task<List<PointFact>> FactsAsync(IEnumerable<Part> parts, Ask ask, CancellationToken cancel)
    {
        var facts = new List<PointFact>();
        foreach (var part in parts)
            facts.AddRange(await RecorderOf(part)!.FactsAsync(part, ask, Nowhere, cancel));
        return facts;
    }

    private IPointRecorder? RecorderOf(Part part) => actions.FirstOrDefault(action => action.Kind == part.Kind)?.Points;

    private static bool IsAt(RollbackPoint point, List<PointFact> facts) =>
        facts.All(fact => point.Find(fact.Part, fact.Subject, fact.Name) is { } recorded && recorded.Value == fact.Value);

    // The same things are the same release, at each look.
    private static Release Unrecorded(List<PointFact> facts)
    {
        var text = string.Join('\n', facts.Select(fact => $"{fact.Part} {fact.Subject} {fact.Name} {fact.Value}"));
        return new("what runs now", $"state-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12]}", null);
    }

    private static RollbackException Unknown(string name, IReadOnlyList<RollbackPoint> points) => new(
        RollbackErrorId.TargetMissing,
        $"There is no rollback point '{name}'.",
        $"Name one of: {string.Join(", ", points.Take(5).Select(point => point.Name))}.");
}
