namespace RollbackOps;

/// <summary>What a step's state says about the step, judged by identity.</summary>
public enum Verdict
{
    /// <summary>The state from before the step.</summary>
    Before,

    /// <summary>Begun and not ended; doing it again completes it.</summary>
    Partly,

    /// <summary>The step is in effect.</summary>
    InEffect,

    /// <summary>Neither: someone else changed it. The run holds.</summary>
    Foreign,

    /// <summary>No tool can tell. Resume asks.</summary>
    Unknown,
}
