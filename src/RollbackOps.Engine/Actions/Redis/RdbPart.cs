using RollbackOps.Engine.Runbooks.Parts;

namespace RollbackOps.Engine.Actions.Redis;

/// <summary>The part of the journal's runbook that a step is about.</summary>
internal static class RdbPart
{
    /// <summary>The part.</summary>
    public static RedisPart Of(RdbDetail detail, Work work) => work.Runbook.Parts.OfType<RedisPart>().Single(part => part.Name == detail.Part);
}
