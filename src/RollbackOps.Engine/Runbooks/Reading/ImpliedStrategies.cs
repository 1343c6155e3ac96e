using RollbackOps.Engine.Runbooks.Parts;

namespace RollbackOps.Engine.Runbooks.Reading;

/// <summary>
/// The strategies that follow from a runbook's parts. None but <c>database</c> moves data back, and that one only when a
/// person names it.
/// </summary>
internal static class ImpliedStrategies
{
    /// <summary>Those that the parts allow.</summary>
    /// <param name="parts">The parts, in the runbook's order.</param>
    public static IEnumerable<Strategy> Of(IReadOnlyList<Part> parts)
    {
        if (parts.Any(IsRelease))
            yield return Of("previous-release", parts.Where(part => IsRelease(part) || GoesAlong(part)));
        if (parts.Any(part => part is GitPart))
            yield return Of("code", parts.Where(part => part is GitPart));
        if (parts.Any(part => part is FilesPart))
            yield return Of("config", parts.Where(part => part is FilesPart));
        if (parts.OfType<TrafficPart>().Any(part => part.SafeMode is not null))
        {
            yield return new() { Name = TrafficPart.SafeModeName, Shut = TrafficPart.SafeModeName, Implied = true };
            yield return new() { Name = "safe-mode-off", LiftsSafeMode = true, Implied = true };
        }

        // Points come back where one is named: beside backups, the strategy goes without them.
        if (parts.Any(HasBackups))
            yield return Of(Strategy.Database, parts.Where(HasBackups));
        else if (parts.Any(HasPoints))
            yield return Of(Strategy.Database, parts.Where(HasPoints));
    }

    private static bool IsRelease(Part part) => part is GitPart or ComposePart or SwarmPart or KubernetesPart or GitHubPart or VercelPart;

    private static bool HasBackups(Part part) => part is DatabasePart { Backups: not null };

    private static bool HasPoints(Part part) => part is PostgresPart { TemplatePoints: true };

    /// <summary>Commands that stop, switch or start something are part of a release, unless they move data.</summary>
    private static bool GoesAlong(Part part) => part is CommandPart { Moments: var moments }
        && moments.Keys.Any(moment => moment is Moment.Stop or Moment.Switch or Moment.Start)
        && !moments.Values.Any(command => command.MovesData);

    private static Strategy Of(string name, IEnumerable<Part> parts) =>
        new() { Name = name, Back = [.. parts.Select(part => new BackItem(part.Name))], Implied = true };
}
