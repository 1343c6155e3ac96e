namespace RollbackOps.Engine.Tests.Running;

internal sealed record FakeState(string Identity);
