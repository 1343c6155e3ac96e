namespace RollbackOps.Engine.Actions.Traffic;

/// <summary>A directive of an nginx configuration, or the end of a block.</summary>
/// <param name="Start">Where it begins in the text.</param>
/// <param name="End">Where the text goes on after its end.</param>
/// <param name="Words">Its name and arguments, without quotes; empty for the end of a block.</param>
/// <param name="EndsWith"><c>;</c>, <c>{</c> where it opens a block, <c>}</c> for the end of one.</param>
public sealed record NginxDirective(int Start, int End, IReadOnlyList<string> Words, char EndsWith)
{
    /// <summary>Its name; empty for the end of a block.</summary>
    public string Name => Words.Count == 0 ? "" : Words[0];
}
