namespace RollbackOps.Engine.Actions.Compose;

/// <summary>The live tags that go back.</summary>
/// <param name="Project">The project.</param>
/// <param name="Moves">The tags.</param>
public sealed record TagDetail(ProjectRef Project, IReadOnlyList<TagMove> Moves);
