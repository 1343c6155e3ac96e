namespace RollbackOps.Engine.Tests.Running.Walk;

internal sealed record WalkDetail(string Thing);
