using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace RollbackOps.Crash.Tests.Points;

/// <summary>Kills a run at each of its points, each on a fresh copy of the system, and holds that resume ends it as if nobody had.</summary>
internal sealed partial class CrashWalk(ICrashSystem system, CrashPlan plan)
{
    private readonly ConcurrentBag<string> _wrong = [];
    private int _distinct;
    private int _tried;
    private int _notReached;

    public async Task GoAsync()
    {
        var began = Stopwatch.GetTimestamp();
        var goal = await CrashGoal.OfAsync(system, plan);
        var chosen = Chosen(goal.Points);
        await Parallel.ForEachAsync(chosen, new ParallelOptions { MaxDegreeOfParallelism = plan.SideBySide }, async (point, _) => await TryAsync(goal, point));
        var right = _tried - _wrong.Count;
        CrashReport.Say(
            plan.Name,
            $"{_tried} of {_distinct} distinct points tried ({goal.Points.Count} in all{Drawn(chosen.Count)}), {right} with the right end"
            + $"{(_notReached == 0 ? "" : $", {_notReached} not reached again")}; {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s");
        Assert.True(_wrong.IsEmpty, string.Join("\n\n", _wrong.Order().Take(5)) + (_wrong.Count > 5 ? $"\n\nand {_wrong.Count - 5} more" : ""));
    }

    private List<(int First, int? Second)> Chosen(IReadOnlyList<string> points)
    {
        if (CrashMode.Only(plan.Name) is { } only)
        {
            _distinct = 1;
            return [only];
        }

        var from = plan.From is { } place && !CrashMode.IsAll ? points.TakeWhile(point => point != place).Count() + 1 : 1;
        var all = Enumerable.Range(from, points.Count - from + 1).Where(point => CrashMode.IsAll || IsItsOwn(points, point - 1)).ToArray();
        _distinct = all.Length;
        var random = new Random(CrashMode.Seed);
        if ((CrashMode.Sample ?? plan.Sample) is { } sample && !CrashMode.IsAll && sample < all.Length)
        {
            random.Shuffle(all);
            all = [.. all.Take(sample)];
        }

        return [.. all.Select(point => (point, plan.Twice ? random.Next(1, Math.Max(2, points.Count - point)) : (int?)null))];
    }

    // Where a program only reads, nothing is other than before it; nor is it before an effect, where the one before is over.
    private bool IsItsOwn(IReadOnlyList<string> points, int at) =>
        !IsReading(points[at])
        && (plan.Everywhere || !(points[at].StartsWith("in the middle of line", StringComparison.Ordinal) || points[at].StartsWith("at the start of psql", StringComparison.Ordinal)))
        && (at + 1 == points.Count || !points[at].StartsWith("after ", StringComparison.Ordinal) || !Next(points, at).StartsWith("before ", StringComparison.Ordinal));

    private static string Next(IReadOnlyList<string> points, int at) => points.Skip(at + 1).FirstOrDefault(next => !IsReading(next)) ?? "";

    private static bool IsReading(string point) => point.Contains(" reading: ", StringComparison.Ordinal) || DockerReads().IsMatch(point);

    [GeneratedRegex(" docker .*(inspect|ps|ls|version|config|logs|--dry-run)( |$)")]
    private static partial Regex DockerReads();

    private string Drawn(int chosen) => chosen == _distinct && !plan.Twice ? "" : $", seed {CrashMode.Seed}";

    private async Task TryAsync(CrashGoal goal, (int First, int? Second) point)
    {
        var attempt = new CrashAttempt(system, plan, goal, point.First, point.Second);
        try
        {
            if (!await attempt.GoAsync())
                Interlocked.Increment(ref _notReached);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            _wrong.Add(attempt.Tell(error));
        }

        Interlocked.Increment(ref _tried);
    }
}
