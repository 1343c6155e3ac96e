namespace RollbackOps.Engine.Tests.Running.Walk;

#pragma warning disable RCS1194 // Nobody else makes one.
/// <summary>The process is dead: nothing that it still tries has any effect.</summary>
internal sealed class KilledException() : Exception("killed");
#pragma warning restore RCS1194
