using System.Text.Json;
using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Tools;
using RollbackOps.Events;

namespace RollbackOps.Engine.Running;

/// <summary>One step: read, judged, done or undone, read again and judged again.</summary>
internal sealed class StepDoer(RunScene scene)
{
    /// <summary>Brings the step into effect.</summary>
    public async Task DoAsync(Step step)
    {
        var kind = scene.KindOf(step);
        var work = WorkFor(step);
        var began = scene.Time.GetTimestamp();
        using var limit = new CancellationTokenSource(step.Limit, scene.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, scene.Interruption.Now);
        await Limited(step, limit, async () =>
        {
            var now = await kind.ReadAsync(work, both.Token);
            var started = scene.Record.Find(step.Id) is { IsUndone: false } record ? record : null;
            var before = started?.Before ?? now;
            var verdict = await AnsweredAsync(step, kind.Judge(step, before, now), "Is it done?");
            if (verdict != Verdict.InEffect)
            {
                RefuseForeign(kind, work, verdict, now);
                if (started is null)
                    scene.Voice.Say(new StepStarted(step.Id, before));
                RefuseInterrupted();
                await CrashPoint.StepAsync($"doing {step.Id}", () => kind.DoAsync(work, before, both.Token));
                now = await kind.ReadAsync(work, both.Token);
                if (kind.Judge(step, before, now) is not Verdict.InEffect and var after)
                    throw NotInEffect(step, after);
            }

            var already = verdict == Verdict.InEffect && started is null;
            scene.Voice.Say(new StepEnded(step.Id, now, kind.Give(step, now), already, scene.Time.GetElapsedTime(began))
            {
                Made = kind.OriginOf(step, now),
                Kept = already ? null : kind.Keeps(step, before, now),
            });
        });
    }

    /// <summary>Brings back the state before the step.</summary>
    public async Task UndoAsync(Step step)
    {
        var kind = scene.KindOf(step);
        var work = WorkFor(step);
        var before = scene.Record.Find(step.Id)!.Before;
        var began = scene.Time.GetTimestamp();
        using var limit = new CancellationTokenSource(step.Limit, scene.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, scene.Interruption.Now);
        await Limited(step, limit, async () =>
        {
            var now = await kind.ReadAsync(work, both.Token);
            var verdict = await AnsweredAsync(step, kind.Judge(step, before, now), "Is it done, so that it has to be undone?");
            if (verdict != Verdict.Before)
            {
                RefuseForeign(kind, work, verdict, now);
                scene.Voice.Say(new UndoStarted(step.Id));
                RefuseInterrupted();
                await CrashPoint.StepAsync($"undoing {step.Id}", () => kind.UndoAsync(work, before, both.Token));
                now = await kind.ReadAsync(work, both.Token);
                if (kind.Judge(step, before, now) is not Verdict.Before and var after)
                    throw new RollbackException(
                        RollbackErrorId.NotInEffect,
                        $"'{step.Id}' ({step.Does}) was undone, but the state before is not there: it reads as {after}.",
                        "Look at it yourself, then resume.");
            }

            scene.Voice.Say(new UndoEnded(step.Id, scene.Time.GetElapsedTime(began))
            {
                Kept = scene.Record.Asked is { AfterOpening: true } || (step.MovesData && scene.Record.MayBeWrittenTo) ? kind.Leaves(step, before, now) : null,
            });
        });
    }

    private Work WorkFor(Step step)
    {
        scene.Folder.MakeFolders(scene.Run);
        return new()
        {
            Step = step,
            Run = scene.Run,
            Runbook = scene.Runbook,
            Plan = scene.Plan,
            Gifts = new(scene.Record.Gifts),
            Scratch = scene.Folder.Scratch(scene.Run),
            Kept = scene.Folder.Kept(scene.Run),
            Evidence = scene.Folder.Evidence(scene.Run),
            CutoverBegan = scene.NoticedSince(step),
            Answers = scene.Answers,
            Progress = new StepProgress(scene, step.Id).Say,
            Tell = scene.Voice.Say,
        };
    }

    private async Task<Verdict> AnsweredAsync(Step step, Verdict verdict, string question)
    {
        if (verdict != Verdict.Unknown)
            return verdict;
        var whole = $"'{step.Id}' ({step.Does}) was begun, and no tool can tell whether it ended. {question}";
        return await scene.Answers.AskAsync(step.Id, whole, scene.Interruption.Asked) switch
        {
            true => Verdict.InEffect,
            false => Verdict.Before,
            null => throw new AnswerAwaitedException(step.Id, whole),
        };
    }

    // The wish to stop, or a disk that got full with the line just written, comes before the effect.
    private void RefuseInterrupted()
    {
        if (scene.Interruption.IsAsked)
            throw new OperationCanceledException();
    }

    private static void RefuseForeign(IStepKind kind, Work work, Verdict verdict, JsonElement now)
    {
        if (verdict == Verdict.Foreign)
            throw kind.Refusal(work, now) ?? new RollbackException(
                RollbackErrorId.ChangedByOthers,
                $"Someone else changed what '{work.Step.Id}' is about ({work.Step.Subject}): it is neither as planned nor as wanted, but {now}.",
                "Find out who changed it and why.");
    }

    private static async Task Limited(Step step, CancellationTokenSource limit, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            throw new RollbackException(
                RollbackErrorId.TimedOut,
                $"'{step.Id}' ({step.Does}) took longer than {step.Limit.TotalSeconds:0} s and was ended.",
                "Find out what it waits for, or raise its limit in the runbook.");
        }
    }

    private static RollbackException NotInEffect(Step step, Verdict verdict) => new(
        RollbackErrorId.NotInEffect,
        $"'{step.Id}' ({step.Does}) was done without an error, but it is not in effect: it reads as {verdict}.",
        "Look at it yourself: a tool said that it succeeded and did not.");
}
