using System.CommandLine;
using RollbackOps.Cli;
using RollbackOps.Cli.Commands;
using RollbackOps.Engine;

HangUp.Ignore();
var engine = Composition.Create();
var root = new RootCommand("Rolls a production system back from a runbook, and proves it.")
{
    PlanCommand.Make(engine),
    RunCommand.Make(engine),
    RestoreCommand.Make(engine),
    SafeModeCommand.Make(engine),
    ResumeCommand.Make(engine),
    UndoCommand.Make(engine),
    SettleCommand.Make(engine),
    BackupCommand.Make(engine),
    BackupsCommand.Make(engine),
    ProveCommand.Make(engine),
    CheckpointCommand.Make(engine),
    PointsCommand.Make(engine),
    ForgetCommand.Make(engine),
    HealthCommand.Make(engine),
    HistoryCommand.Make(engine),
};
// Signals are ours: a run ends its step before the process ends.
return await root.Parse(args).InvokeAsync(new() { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false });
