using RollbackOps.Events;

namespace RollbackOps.Cli.Views;

/// <summary>Shows what happens in a run.</summary>
internal interface IRunView
{
    void Show(RunEvent @event);

    void End(RunResult result);
}
