using System.Globalization;
using RollbackOps.Engine.Journals;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Running.Undoing;
using RollbackOps.Events;

namespace RollbackOps.Engine.Running;

/// <summary>Names the state in which a run ends or stops, and says what to type next.</summary>
internal sealed class RunEnding(RunScene scene)
{
    /// <summary>True once a step that users notice was begun.</summary>
    public bool UsersNoticed => scene.CutoverBegan is not null;

    private string Name => $"{scene.Plan.System}/{scene.Plan.Environment}";

    private string? Why => scene.Record.TurnedBack ?? scene.Record.WaveTurnedBack?.Why;

    private string Failure => scene.Record.Failure?.Message ?? scene.Record.TurnedBack ?? "";

    private string ResumeCommand => NextCommands.Resume(scene.Plan.Request);

    public RunResult Proven() => Strategy is { IsSafeModeAlone: true } alone ? SafeMode(alone) : Close(
        Outcome.Proven,
        $"{Name} is rolled back{(scene.Plan.To is { } to ? $" to {to.Name}" : "")}: {Steps()} and {Checks()} are proven; users were without service for {Seconds(Downtime)}.",
        NextCommands.Health(scene.Plan.Request));

    private RunResult SafeMode(Strategy strategy) => strategy.LiftsSafeMode
        ? Close(Outcome.Proven, $"{Name}: the safe-mode is off, and users get the system again, which is proven.", NextCommands.Health(scene.Plan.Request))
        : Close(Outcome.Proven, $"{Name}: the safe-mode is on, which is proven: users get its page until it is switched off.", NextCommands.SafeModeOff(scene.Plan.Request));

    public RunResult Refused() => Close(
        Outcome.Refused,
        $"Refused, and users noticed nothing: {scene.Record.TurnedBack ?? Failure}{(Failure == scene.Record.TurnedBack ? "" : $" Not all that was made beside could be taken away: {Failure}")}",
        scene.Record.Failure?.Next ?? "");

    public RunResult Undone() => scene.Record.Asked is { } asked ? Undone(asked) : Close(
        Outcome.Undone,
        $"{Name} was not rolled back and is as it was before the run: {scene.Record.TurnedBack} All that was started is undone, last first, and each step reads as before.",
        scene.Record.Failure?.Next ?? "Mend what failed, then make a new plan.");

    private RunResult Undone(UndoAsked asked) => Close(
        Outcome.Undone,
        $"{Name} is as it was before run {scene.Run}, as {asked.By.User} asked: what the run had done is undone, last first, and each step reads as before{Irreversible}.",
        NextCommands.Health(scene.Plan.Request));

    public RunResult Held(StepFailed failure, string why) => Pause(
        Outcome.Held,
        $"{Name} is held at '{failure.Step}', because {why}: {failure.Message}",
        NextCommands.WaysOn(failure.Next, scene.Plan.Request, Why is not null));

    /// <summary>Closed: a second doing after an undo is a new run's, with its own copies of what was before.</summary>
    public RunResult WaveUndone(int wave) => Close(Outcome.Held, WaveWords.Of(scene.Plan, wave, Why), WaveWords.Next(scene.Plan, Failure == Why ? scene.Record.Failure?.Next : null));

    public RunResult Interrupted() => Pause(
        Outcome.Interrupted,
        (scene.Interruption.Why is { } why ? $"{why} " : "") + (UsersNoticed
            ? $"The run was interrupted in the middle of the cutover of {Name}: services may be down."
            : $"The run was interrupted before users noticed anything."),
        ResumeCommand);

    /// <summary>The one ending that is in no journal.</summary>
    public RunResult Lost(JournalLostException lost) => Result(
        Outcome.Interrupted,
        $"{lost.Message} Nothing was started after that{(UsersNoticed ? $", in the middle of the cutover of {Name}: services may be down" : "")}.",
        lost.Loss == JournalLoss.Taken
            ? $"Look at who went on with it: {NextCommands.History(scene.Plan.Runbook)}"
            : $"Make {scene.State.Where} writable again (room, rights). Then: {ResumeCommand}");

    public RunResult Waiting(AnswerAwaitedException waiting) => Pause(
        Outcome.Waiting,
        $"The run waits for an answer to '{waiting.Gate}': {waiting.Question}",
        $"{ResumeCommand} --answer {waiting.Gate}=yes");

    private RunResult Close(Outcome outcome, string message, string next)
    {
        var result = Result(outcome, message, next) with { KeptUntil = outcome is not Outcome.Refused && Kept.Count > 0 ? scene.Time.GetUtcNow() + scene.Runbook.Keep : null };
        scene.Voice.Say(new RunEnded(result));
        return result;
    }

    private RunResult Pause(Outcome outcome, string message, string next)
    {
        var result = Result(outcome, message, next);
        scene.Voice.Say(new RunPaused(result));
        return result;
    }

    private RunResult Result(Outcome outcome, string message, string next) => new()
    {
        Run = scene.Run,
        System = scene.Plan.System,
        Environment = scene.Plan.Environment,
        Outcome = outcome,
        Message = message,
        Next = RestoreWords.Of(next, scene.Plan.Request),
        Backups = RestoredBackups.Of(scene.Plan, scene.Record),
        Kept = Kept,
        Leftovers = outcome is Outcome.Proven ? [] : [.. Leftovers],
        // After a run that is proven, only what was put in place without a way back is news.
        Stays = [.. NoReturns.Where(step => outcome is not Outcome.Proven || step.Moment == Moment.Switch).Select(UndoPlanner.NoReturn)],
        Downtime = Downtime,
        Duration = RunTimes.Duration(scene.Record, scene.Voice.Now),
        WasAsked = scene.Record.Asked is not null,
    };

    private string Irreversible => NoReturns.Count == 0 ? "" : $", but for what can't be undone: {string.Join(", ", NoReturns.Select(step => step.Id))}";

    private List<Step> NoReturns => [.. UndoScope.NoReturns(scene.Plan, scene.Record)];

    private List<string> Kept => [.. Records.Select(step => step.IsInEffect ? step.Ended!.Kept : step.Undone?.Kept).OfType<string>()];

    private IEnumerable<string> Leftovers => LeftAside.Select(step => $"{step.Subject}: {step.Does}");

    private IEnumerable<Step> LeftAside => scene.Record.Asked is { AfterOpening: true } || scene.Record is { TurnedBack: null, WaveTurnedBack: not null }
        ? UndoScope.LeftAside(scene.Plan, scene.Record)
        : scene.Plan.Steps.Where(step => step.Touch == Touch.Aside && scene.Record.Find(step.Id) is { IsOurs: true, Ended: var ended } && ended?.Kept is null && !IsLive(step) && !UndoScope.MayHoldRows(scene.Plan, scene.Record, step));

    // What was made beside and put before users by now is no leftover.
    private bool IsLive(Step aside) => scene.Plan.Steps.Any(step =>
        step.MovesData && step.Needs.Any(need => aside.Gives.Contains(need.Gift)) && scene.Record.Find(step.Id) is { IsInEffect: true });

    private TimeSpan Downtime => RunTimes.Downtime(scene.Plan, scene.Record, scene.Voice.Now);

    private Strategy? Strategy => scene.Runbook.Strategies.FirstOrDefault(strategy => strategy.Name == scene.Plan.Strategy);

    private IEnumerable<StepRecord> Records => scene.Plan.Steps.Select(step => scene.Record.Find(step.Id)).OfType<StepRecord>();

    private string Steps() => Plural(Records.Count(step => step.IsInEffect), "step");

    private string Checks() => Plural(scene.Runbook.Checks.Count(), "check");

    private static string Plural(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");
}
