using System.Globalization;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Postgres;

namespace RollbackOps.Engine.Actions.Postgres.Points;

/// <summary>The steps by which a database goes back to a point. Pure.</summary>
internal static class PointPlan
{
    /// <summary>The step that takes the place of reading and restoring.</summary>
    /// <exception cref="RollbackException">The point can't be taken.</exception>
    public static Step Take(PostgresPart part, PostgresGoal goal, PostgresTarget target)
    {
        var point = goal.Point!;
        if (point.Facts.Rows is null)
            throw PostgresRefusals.Refuse($"The rows of the point {point.Name} were never counted: whoever made it was ended before.", $"Name another point, or a backup; drop this one (DROP DATABASE {SqlQuote.Identifier(point.Name)}).");
        if (part.Forward is not null)
            throw PostgresRefusals.Refuse($"The point {point.Name} would be migrated forward, and be none any more where the run is undone.", $"Name a backup instead, or take forward: out of {part.Name} in the runbook.");
        // Its size is the server's to change: a plan would be stale at once.
        return PostgresPlanner.Step(part, goal, "point", $"take the point {point.Name} for what comes back: nothing is restored", Moment.Prepare, Touch.Aside, Back.ByUndo, new PointDetail(target, point with { Bytes = null }), TimeSpan.FromSeconds(2)) with
        {
            Gives = [PostgresTarget.OidGift(part.Name), PostgresTarget.SourceGift(part.Name)],
        };
    }

    /// <summary>What a person should know of the points.</summary>
    public static IEnumerable<string> Notes(PostgresPart part, PostgresGoal goal)
    {
        if (goal.Point is { } point)
            yield return $"The point {point.Name} becomes the live database, and is no point any more; make another when it is proven.";
        if ((part.TemplatePoints || goal.Point is not null) && goal.Points is [var last, ..])
            yield return string.Create(CultureInfo.InvariantCulture, $"The last point of {goal.Live} ({last.Name}) kept its users out for {last.Facts.Paused:0.0} s when it was made.");
    }
}
