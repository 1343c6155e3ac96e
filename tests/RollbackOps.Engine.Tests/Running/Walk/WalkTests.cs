using System.Collections.Concurrent;
using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;
using RollbackOps.Events;

namespace RollbackOps.Engine.Tests.Running.Walk;

/// <summary>
/// Random plans, failures, kills and people, against a model of the laws. <c>ROLLBACKOPS_WALK=n</c> takes n other walks;
/// <c>ROLLBACKOPS_WALK_SEED=seed,gamma,size</c>, as a failure prints it, takes that one again.
/// </summary>
public sealed class WalkTests
{
    private const int Usual = 2500;
    private readonly ConcurrentDictionary<Outcome, int> _ends = [];

    [Fact]
    public void Whatever_hits_a_run_its_result_its_journal_and_the_world_agree()
    {
        var wanted = Environment.GetEnvironmentVariable("ROLLBACKOPS_WALK");
        var again = Environment.GetEnvironmentVariable("ROLLBACKOPS_WALK_SEED");
        var config = Config.QuickThrowOnFailure
            .WithQuietOnSuccess(true)
            .WithMaxTest(wanted is null ? Usual : int.Parse(wanted, CultureInfo.InvariantCulture))
            .WithReplay(again is not null ? Seed(again) : wanted is null ? Seed("20260217,1") : FSharpOption<Replay>.None);
        Check.One(config, Prop.ForAll(Scenarios.Any, scenario => WalkAsync(scenario).GetAwaiter().GetResult()));
        TestContext.Current.SendDiagnosticMessage(string.Join(", ", _ends.Select(end => $"{end.Value} {end.Key}")));
        if (again is null)
            Assert.All([Outcome.Proven, Outcome.Undone, Outcome.Refused, Outcome.Held], end => Assert.True(_ends.GetValueOrDefault(end) > 50, $"hardly any run ended as {end}"));
    }

    private async Task WalkAsync(Scenario scenario)
    {
        using var walker = new Walker(scenario);
        try
        {
            var result = await walker.GoAsync();
            Judge(scenario, walker, result);
            _ends.AddOrUpdate(result.Outcome, 1, (_, count) => count + 1);
            if (scenario.IsDetermined)
                Compare(walker, new(scenario, walker.Plan.Steps), result);
            if (scenario.Undo > 0)
                result = await UndoAsync(scenario, walker, result);
            if (result.Outcome == Outcome.Held)
                await MendAsync(scenario, walker, result);
        }
        catch (Exception error)
        {
            throw new InvalidOperationException($"{error.Message}\n{string.Join('\n', walker.World.Story)}\n{error.StackTrace}");
        }
    }

    // Whatever the end was, the state before can be had, unless something goes wrong on the way back.
    private static async Task<RunResult> UndoAsync(Scenario scenario, Walker walker, RunResult end)
    {
        if (walker.Events.Any(@event => @event is UndoAsked) || await walker.UndoAsync() is not { } result)
            return end;
        Judge(scenario, walker, result);
        if (result.Outcome is not (Outcome.Undone or Outcome.Held))
            throw new InvalidOperationException($"asked to be undone, and ended as {result.Outcome}");
        return result;
    }

    private static void Compare(Walker walker, Model model, RunResult result)
    {
        var end = model.End();
        if (end != result.Outcome)
            throw new InvalidOperationException($"ended as {result.Outcome}, and by the laws it is {end}");
        foreach (var (thing, identity) in model.Things)
            if (walker.World.Things[thing] != identity)
                throw new InvalidOperationException($"{result.Outcome}: {thing} is {walker.World.Things[thing]}, and by the laws {identity}");
    }

    // A run that holds holds again, until what is wrong is put right; then it comes to its end.
    private static async Task MendAsync(Scenario scenario, Walker walker, RunResult held)
    {
        if (scenario.Things.All(thing => thing.Doing != Failure.Late && thing.Undoing != Failure.Late) && scenario.IsDetermined)
            Assert.Equal(Outcome.Held, (await walker.GoAsync()).Outcome);
        walker.World.Mend();
        var result = await walker.GoAsync();
        Judge(scenario, walker, result);
        var lacksGift = scenario.Things.Any(thing => thing.Needs is { } need && scenario.Find(need).Optional);
        if (result.Outcome != (walker.World.HasTurnedBack ? Outcome.Undone : Outcome.Proven) && !(lacksGift && result.Outcome == Outcome.Held))
            throw new InvalidOperationException($"held, mended, and ended as {result.Outcome}: {held.Message}");
    }

    private static void Judge(Scenario scenario, Walker walker, RunResult result)
    {
        var broken = Laws.Broken(scenario, walker.World, result, walker.Events).ToList();
        if (broken.Count > 0)
            throw new InvalidOperationException(string.Join("; ", broken));
    }

    private static FSharpOption<Replay> Seed(string seed)
    {
        var numbers = seed.Split(',').Select(number => ulong.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        return new(new Replay(new Rnd(numbers[0], numbers[1]), numbers.Length > 2 ? new FSharpOption<int>((int)numbers[2]) : FSharpOption<int>.None));
    }
}
