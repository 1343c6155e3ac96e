using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Tools;

namespace RollbackOps.Engine.Backups.Postgres;

/// <summary>What the loader of a run is given where there is no run.</summary>
internal static class TrialWork
{
    /// <summary>The mark of its sessions.</summary>
    public const string Mark = "proof";

    private static readonly TimeSpan Limit = TimeSpan.FromDays(1);

    /// <summary>The work of a trial.</summary>
    public static Work Of(Trial trial) => new()
    {
        Step = new()
        {
            Id = $"{trial.Part.Name}/{Mark}",
            Kind = "postgres.proof",
            Subject = $"database {trial.Part.Name}",
            Does = "restore a backup into a scratch database",
            Moment = Moment.Prepare,
            Back = Back.ByUndo,
            Touch = Touch.Aside,
            Limit = Limit,
            Detail = EngineJson.ToElement(new { }),
        },
        Run = Mark,
        Runbook = trial.Runbook,
        Plan = new()
        {
            System = trial.Runbook.System,
            Environment = trial.Runbook.Environment,
            Strategy = Mark,
            Runbook = trial.Runbook.File,
            RunbookHash = "",
            Request = new() { Runbook = trial.Runbook.File },
            Findings = [],
            Steps = [],
            Losses = [],
            Notes = [],
            Hash = "",
        },
        Gifts = Gifts.None,
        Scratch = trial.Scratch,
        Kept = trial.Scratch,
        Evidence = trial.Scratch,
        Answers = new Nobody(),
        Progress = trial.Progress,
        Tell = _ => { },
    };

    private sealed class Nobody : IAnswers
    {
        public Task<bool?> AskAsync(string gate, string question, CancellationToken cancel) => Task.FromResult<bool?>(null);
    }
}
