namespace RollbackOps.Engine.Tools.Mongo;

/// <summary>A collection as it is on the server.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Uuid">Its identity: another one once it was dropped and made again.</param>
/// <param name="Documents">Its documents, counted one by one; 0 where they were not counted.</param>
public sealed record CollectionState(string Name, string Uuid, long Documents);
