namespace RollbackOps.Bench.Databases;

/// <summary>The middle one of several measurements.</summary>
internal static class Median
{
    public const int Rounds = 5;

    public static async Task<TimeSpan> OfAsync(Func<Task<TimeSpan>> measure)
    {
        var times = new List<TimeSpan>();
        for (var round = 0; round < Rounds; round++)
            times.Add(await measure());
        return Of(times);
    }

    public static TimeSpan Of(IEnumerable<TimeSpan> times) => times.Order().ElementAt(Rounds / 2);
}
