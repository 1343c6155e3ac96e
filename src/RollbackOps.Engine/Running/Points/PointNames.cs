using System.Globalization;
using RollbackOps.Engine.Runbooks;

namespace RollbackOps.Engine.Running.Points;

/// <summary>The names of points that nobody named. Pure.</summary>
internal static class PointNames
{
    /// <summary>The release and the moment, e.g. <c>v1.4.2-20261122-180312</c>: no tag is called so, and none is called so twice.</summary>
    public static string Of(Release release, Runbook runbook, DateTimeOffset now, IReadOnlyList<RollbackPoint> points)
    {
        var name = $"{(release.Name.Length > 0 ? release.Name : runbook.System)}-{now.UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}";
        return points.All(point => point.Name != name) ? name : Enumerable.Range(2, int.MaxValue - 2).Select(number => $"{name}-{number}").First(other => points.All(point => point.Name != other));
    }
}
