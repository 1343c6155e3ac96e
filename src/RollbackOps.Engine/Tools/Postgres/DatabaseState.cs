namespace RollbackOps.Engine.Tools.Postgres;

/// <summary>A database of a server as it is now.</summary>
/// <param name="Oid">Its identity: no other database of the server gets it.</param>
/// <param name="Name">Its name now.</param>
/// <param name="Allows">False where nobody may connect, superusers included.</param>
/// <param name="Sessions">The sessions in it.</param>
/// <param name="Version">Changes whenever somebody alters the database, as whoever opens it does; null in a journal of before.</param>
public sealed record DatabaseState(long Oid, string Name, bool Allows, long Sessions, string? Version = null);
