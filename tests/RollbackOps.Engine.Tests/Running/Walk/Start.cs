namespace RollbackOps.Engine.Tests.Running.Walk;

/// <summary>What a step's thing is when the run begins.</summary>
internal enum Start
{
    /// <summary>As planned.</summary>
    Old,

    /// <summary>In effect already.</summary>
    New,

    /// <summary>Changed by someone else.</summary>
    Foreign,
}
