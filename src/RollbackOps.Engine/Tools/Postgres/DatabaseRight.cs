namespace RollbackOps.Engine.Tools.Postgres;

/// <summary>A right on a database.</summary>
/// <param name="Role">The role that has it; null for everyone.</param>
/// <param name="Right"><c>CONNECT</c>, <c>CREATE</c> or <c>TEMPORARY</c>.</param>
/// <param name="Grantable">Whether the role may pass it on.</param>
public sealed record DatabaseRight(string? Role, string Right, bool Grantable);
