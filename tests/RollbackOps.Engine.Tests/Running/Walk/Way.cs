namespace RollbackOps.Engine.Tests.Running.Walk;

/// <summary>A step's way back.</summary>
internal enum Way
{
    Undo,
    NoReturn,
    Nothing,
}
