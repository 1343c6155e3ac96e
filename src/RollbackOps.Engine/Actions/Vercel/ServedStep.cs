using System.Runtime.CompilerServices;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Vercel;

namespace RollbackOps.Engine.Actions.Vercel;

/// <summary>
/// Proves from outside that Vercel answers at the public address (<c>x-vercel-id</c>, vercel.com/docs/headers/response-headers), and
/// that the API leads that address to the deployment.
/// </summary>
/// <param name="projects">Finds the way to projects.</param>
/// <param name="time">The clock.</param>
public sealed class ServedStep(VercelProjects projects, TimeProvider time) : StepKind<PointDetail, ServedState>
{
    private const int Tries = 30;
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);
    private readonly ConditionalWeakTable<Work, ServedState> _proven = [];

    /// <inheritdoc/>
    public override string Kind => "vercel.served";

    /// <inheritdoc/>
    protected override Task<ServedState> ReadAsync(PointDetail detail, Work work, CancellationToken cancel) => Task.FromResult(new ServedState(_proven.TryGetValue(work, out _)));

    /// <inheritdoc/>
    protected override Verdict Judge(PointDetail detail, ServedState before, ServedState now) => now.Proven ? Verdict.InEffect : Verdict.Before;

    /// <inheritdoc/>
    protected override async Task DoAsync(PointDetail detail, ServedState before, Work work, CancellationToken cancel)
    {
        var part = work.Runbook.Parts.OfType<VercelPart>().Single(part => part.Name == detail.Part);
        var address = projects.Address(part, work.Runbook);
        for (var tries = 1; ; tries++)
        {
            var (status, mark) = await projects.AskAsync(address, cancel);
            if (mark is not null)
                break;
            if (tries == Tries)
                throw new RollbackException(RollbackErrorId.NotInEffect, $"The API of Vercel leads {detail.Host} to {detail.To}, but Vercel does not answer at {address}: status {status}, without x-vercel-id.", "See where its name leads (DNS, a proxy before it), and correct that or 'address' in the runbook.");
            await Task.Delay(Between, time, cancel);
        }

        if (await projects.Open(part, work.Runbook).BehindAsync(detail.Host, cancel) is var live && live != detail.To)
            throw new RollbackException(RollbackErrorId.ChangedByOthers, $"{detail.Host} leads to {live ?? "none"} by now, not to {detail.To}.", $"Find out who changed it (vercel inspect {detail.Host}).");
        _proven.AddOrUpdate(work, new(true));
    }
}
