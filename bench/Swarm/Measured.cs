namespace RollbackOps.Bench.Swarm;

/// <summary>One measurement.</summary>
/// <param name="Whole">From the tool's start to its end.</param>
/// <param name="Processor">Processor time of the tool, without the programs that it calls.</param>
/// <param name="Outside">How much of it at least one outside call was under way.</param>
/// <param name="Calls">How many outside calls there were.</param>
/// <param name="AtOnce">How many of them at most at the same time.</param>
internal sealed record Measured(TimeSpan Whole, TimeSpan Processor, TimeSpan Outside, int Calls, int AtOnce)
{
    /// <summary>What the tool took itself, its own start among it.</summary>
    public TimeSpan Own => Whole - Outside;

    /// <summary>What is in the list of calls: when each began and ended, in nanoseconds.</summary>
    public static Measured Of(TimeSpan whole, TimeSpan processor, IEnumerable<string> calls)
    {
        var times = calls.Select(line => line.Split(' ', 3)).Select(words => (Began: long.Parse(words[0]), Ended: long.Parse(words[1]))).OrderBy(call => call.Began).ToList();
        var (outside, until) = (0L, 0L);
        foreach (var (began, ended) in times)
        {
            outside += Math.Max(0, ended - Math.Max(began, until));
            until = Math.Max(until, ended);
        }

        var atOnce = times.Select(call => times.Count(other => other.Began <= call.Began && other.Ended > call.Began)).DefaultIfEmpty().Max();
        return new(whole, processor, TimeSpan.FromTicks(outside / TimeSpan.NanosecondsPerTick), times.Count, atOnce);
    }
}
