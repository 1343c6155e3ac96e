namespace RollbackOps.Engine.Tests.Running;

/// <summary>A thing that goes from one identity to another.</summary>
internal sealed record FakeDetail(string Thing, string From, string To);
