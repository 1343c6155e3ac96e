namespace RollbackOps.Engine.Tests.Running.Walk;

/// <summary>A check of a random plan.</summary>
/// <param name="Rule">When it holds.</param>
/// <param name="Thing">The thing that it looks at.</param>
/// <param name="AfterOpen">Whether it is measured after opening.</param>
internal sealed record WalkCheck(CheckRule Rule, string Thing, bool AfterOpen)
{
    public string Name => $"{(AfterOpen ? "after" : "before")}:{Rule}:{Thing}";

    /// <summary>Whether it holds, given what its thing is.</summary>
    public bool Holds(bool isNew) => Rule switch
    {
        CheckRule.Always => true,
        CheckRule.Never => false,
        CheckRule.WhileOld => !isNew,
        _ => isNew,
    };
}
