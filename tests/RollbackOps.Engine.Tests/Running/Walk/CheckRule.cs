namespace RollbackOps.Engine.Tests.Running.Walk;

/// <summary>When a check holds.</summary>
internal enum CheckRule
{
    Always,
    Never,

    /// <summary>Only while its thing is not new: what goes back is bad itself.</summary>
    WhileOld,

    /// <summary>Only once its thing is new: what goes back is what was needed.</summary>
    OnceNew,
}
