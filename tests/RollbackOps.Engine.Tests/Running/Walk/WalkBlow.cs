namespace RollbackOps.Engine.Tests.Running.Walk;

/// <summary>A blow, at a journal write or effect counted over all processes of the run.</summary>
internal sealed record WalkBlow(int Tick, Blow Blow, string Thing);
