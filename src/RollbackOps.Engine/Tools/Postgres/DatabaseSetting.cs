namespace RollbackOps.Engine.Tools.Postgres;

/// <summary>A setting of a database.</summary>
/// <param name="Role">The role that it is for; null for all.</param>
/// <param name="Assignment">As it is stored: <c>name=value</c>.</param>
public sealed record DatabaseSetting(string? Role, string Assignment);
