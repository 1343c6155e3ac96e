using System.Globalization;

namespace RollbackOps.Crash.Tests.Points;

/// <summary>
/// What ROLLBACKOPS_CRASH says: nothing for the default, <c>all</c> for every point of every walk and those where a program
/// only reads, a number for a sample that small of each walk, <c>walk:17</c> or <c>walk:17+4</c> for one point again (and one of its resume).
/// </summary>
internal static class CrashMode
{
    private static readonly string Said = Environment.GetEnvironmentVariable("ROLLBACKOPS_CRASH") ?? "";

    public static bool IsAll => Said == "all";

    /// <summary>The size of each walk's sample, where it is said.</summary>
    public static int? Sample { get; } = int.TryParse(Said, CultureInfo.InvariantCulture, out var size) ? size : null;

    /// <summary>What samples are drawn by; the same one draws the same sample.</summary>
    public static int Seed { get; } = int.TryParse(Environment.GetEnvironmentVariable("ROLLBACKOPS_CRASH_SEED"), CultureInfo.InvariantCulture, out var seed)
        ? seed
        : Environment.TickCount & 0xffff;

    /// <summary>The one point to try of a walk; null for those that the walk chooses.</summary>
    public static (int First, int? Second)? Only(string walk)
    {
        if (!Said.StartsWith(walk + ":", StringComparison.Ordinal))
            return null;
        var numbers = Said[(walk.Length + 1)..].Split('+');
        return (int.Parse(numbers[0], CultureInfo.InvariantCulture), numbers.Length > 1 ? int.Parse(numbers[1], CultureInfo.InvariantCulture) : null);
    }
}
