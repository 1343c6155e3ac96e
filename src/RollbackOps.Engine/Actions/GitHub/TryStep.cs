using System.Runtime.CompilerServices;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.GitHub;

namespace RollbackOps.Engine.Actions.GitHub;

/// <summary>
/// Proves, before users notice anything, that the token may write to Actions: it switches the workflow on, which is on. What a
/// fine-grained token may do can't be read. Undone, there is nothing left of it.
/// </summary>
/// <param name="workflows">Finds the way to workflows.</param>
public sealed class TryStep(GitHubWorkflows workflows) : StepKind<DeployDetail, TriedState>
{
    private readonly ConditionalWeakTable<Work, TriedState> _tried = [];

    /// <inheritdoc/>
    public override string Kind => "github.try";

    /// <inheritdoc/>
    protected override Task<TriedState> ReadAsync(DeployDetail detail, Work work, CancellationToken cancel) => Task.FromResult(new TriedState(_tried.TryGetValue(work, out _)));

    /// <inheritdoc/>
    protected override Verdict Judge(DeployDetail detail, TriedState before, TriedState now) => now.Tried ? Verdict.InEffect : Verdict.Before;

    /// <inheritdoc/>
    protected override async Task DoAsync(DeployDetail detail, TriedState before, Work work, CancellationToken cancel)
    {
        var part = work.Runbook.Parts.OfType<GitHubPart>().Single(part => part.Name == detail.Part);
        await workflows.Open(part, work.Runbook).TryAsync(cancel);
        _tried.AddOrUpdate(work, new(true));
    }
}
