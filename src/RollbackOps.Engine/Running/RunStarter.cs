using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Journals;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.Processes;
using RollbackOps.Engine.Tools.Secrets;
using RollbackOps.Events;

namespace RollbackOps.Engine.Running;

/// <summary>Begins and resumes runs, each as a task of its own under the system's lock.</summary>
/// <param name="kinds">The kinds of step.</param>
/// <param name="redactor">Takes secrets out of the journal.</param>
/// <param name="time">The clock.</param>
/// <param name="orphans">Ends what an earlier holder of a run left running.</param>
internal sealed class RunStarter(IReadOnlyDictionary<string, IStepKind> kinds, Redactor redactor, TimeProvider time, Orphans? orphans = null)
{
    /// <summary>Begins a run under a lock that the run releases when it ends.</summary>
    public Run Begin(Plan plan, Runbook runbook, ISystemState state, IHold held, IAnswers person, Operator by, string? reason)
    {
        var number = RunNumber.After(state.Runs);
        var before = JournalProof.EndOf(state);
        var journal = new Journal(held.Create(number), redactor);
        return Go(plan, runbook, state, held, person, by, number, new([]), journal, new RunOpened(number, plan, runbook.Text, by, reason) { Before = before });
    }

    /// <summary>Goes on with an unfinished run.</summary>
    public Run Resume(RecordedRun run, ISystemState state, IHold held, IAnswers person, Operator by)
    {
        var journal = new Journal(held.Continue(run.Number), redactor);
        return Go(run.Plan, run.Runbook, state, held, person, by, run.Number, run.Record, journal, new RunResumed(by));
    }

    /// <summary>Brings back the state before a run, whether it has ended or not.</summary>
    public Run Undo(RecordedRun run, ISystemState state, IHold held, IAnswers person, UndoAsked asked)
    {
        var journal = new Journal(held.Continue(run.Number), redactor);
        return Go(run.Plan, run.Runbook, state, held, person, asked.By, run.Number, run.Record, journal, asked);
    }

    private Run Go(
        Plan plan,
        Runbook runbook,
        ISystemState state,
        IHold held,
        IAnswers person,
        Operator by,
        string number,
        RunRecord record,
        Journal journal,
        RunEvent first)
    {
        var voice = new RunVoice(journal, record, time);
        var interruption = new Interruption(time);
        journal.NoRoom.Register(() => interruption.StopForRoom(state.Folder.Root));
        held.Lost.Register(() => interruption.End($"The lock of {plan.System}/{plan.Environment} was lost: another process may go on with the run."));
        Begin(voice, first, state, journal);
        var scene = new RunScene
        {
            Plan = plan,
            Runbook = runbook,
            Run = number,
            State = state,
            Record = record,
            Voice = voice,
            Kinds = kinds,
            Answers = new RunAnswers(record, voice, person, by),
            Interruption = interruption,
            Time = time,
        };
        return new(plan, voice.Events, Task.Run(() => ToTheEndAsync(scene, journal, held)), interruption);
    }

    private async Task<RunResult> ToTheEndAsync(RunScene scene, Journal journal, IHold held)
    {
        try
        {
            orphans?.Mark.Set(scene.Runbook.System, scene.Runbook.Environment, scene.Run, scene.Record.Opened!.At);
            await (orphans?.EndAsync(scene.Interruption.Now) ?? Task.CompletedTask);
            var result = await new RunLoop(scene).GoAsync();
            if (scene.Record.IsClosed)
                Tidy(scene);
            return result;
        }
        finally
        {
            scene.Voice.Close();
            journal.Dispose();
            held.Dispose();
        }
    }

    // The run has ended and its result is journaled: what can't be taken away changes neither.
    private static void Tidy(RunScene scene)
    {
        try
        {
            CrashPoint.Reach("before tidying up");
            Directory.Delete(scene.Folder.Scratch(scene.Run), recursive: true);
            CrashPoint.Reach("after tidying up");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
        }
    }

    private static void Begin(RunVoice voice, RunEvent first, ISystemState state, Journal journal)
    {
        try
        {
            voice.Say(first);
        }
        catch (JournalLostException lost)
        {
            journal.Dispose();
            throw state.Unusable(lost);
        }
    }
}
