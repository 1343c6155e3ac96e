using RollbackOps.Engine.Runbooks;

namespace RollbackOps.Engine.Planning;

/// <summary>One wave as a strategy of its own. Pure.</summary>
public static class WaveStrategy
{
    /// <summary>The strategy, narrowed to what one wave takes back.</summary>
    /// <param name="strategy">The strategy.</param>
    /// <param name="number">The wave, from 1.</param>
    public static Strategy Of(Strategy strategy, int number) => strategy with
    {
        Back = strategy.Waves[number - 1].Back,
        Services = strategy.Waves[number - 1].Services,
        Earlier = [.. strategy.Waves.Take(number - 1).SelectMany(wave => wave.Back)],
        Waves = [],
    };
}
