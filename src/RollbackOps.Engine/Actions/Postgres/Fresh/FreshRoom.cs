namespace RollbackOps.Engine.Actions.Postgres.Fresh;

/// <summary>What a look at the volume's content told.</summary>
/// <param name="Content">The content's identity: its folder's inode.</param>
/// <param name="Used">Its bytes.</param>
/// <param name="Free">The free bytes beside it.</param>
public sealed record FreshRoom(string Content, long Used, long Free);
