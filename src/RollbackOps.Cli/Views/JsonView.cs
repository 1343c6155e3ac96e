using RollbackOps.Cli.Commands;
using RollbackOps.Events;

namespace RollbackOps.Cli.Views;

/// <summary>One JSON document a line: each event, then the result.</summary>
internal sealed class JsonView : IRunView
{
    public void Show(RunEvent @event) => Verb.PrintJson(@event);

    public void End(RunResult result) => Verb.PrintJson(result);
}
