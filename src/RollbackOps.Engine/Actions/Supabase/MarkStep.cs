namespace RollbackOps.Engine.Actions.Supabase;

/// <summary>Marks the project, so that the restore can be told from the state before it; proves on the way that the token may write.</summary>
/// <param name="mark">The mark.</param>
public sealed class MarkStep(SupabaseMark mark) : StepKind<SupabaseTarget, MarkState>
{
    /// <inheritdoc/>
    public override string Kind => "supabase.mark";

    /// <inheritdoc/>
    protected override async Task<MarkState> ReadAsync(SupabaseTarget detail, Work work, CancellationToken cancel) => new(await mark.IsThereAsync(detail, work, cancel));

    /// <inheritdoc/>
    protected override Verdict Judge(SupabaseTarget detail, MarkState before, MarkState now) => now.Marked ? Verdict.InEffect : Verdict.Before;

    /// <inheritdoc/>
    protected override Task DoAsync(SupabaseTarget detail, MarkState before, Work work, CancellationToken cancel) => mark.MakeAsync(detail, work, cancel);

    /// <inheritdoc/>
    protected override Task UndoAsync(SupabaseTarget detail, MarkState before, Work work, CancellationToken cancel) => mark.RemoveAsync(detail, work, cancel);
}
