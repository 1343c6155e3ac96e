using RollbackOps.Engine.Journals;

namespace RollbackOps.Engine.Tests.Running.Walk;

/// <summary>The real lock, with journals that blows hit.</summary>
internal sealed class WalkHold(IHold hold, StateFolder folder, WalkWorld world) : IHold
{
    public CancellationToken Lost => hold.Lost;

    public IJournalLines Create(string run) => new WalkLines(hold.Create(run), folder.Journal(run), world);

    public IJournalLines Continue(string run, bool freesRoom = false) => new WalkLines(hold.Continue(run, freesRoom), folder.Journal(run), world);

    public void Dispose() => hold.Dispose();
}
