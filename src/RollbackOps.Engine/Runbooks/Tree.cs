namespace RollbackOps.Engine.Runbooks;

/// <summary>The tree that a command runs in.</summary>
public enum Tree
{
    /// <summary>The live folder as it is, at the time of the command.</summary>
    Current,

    /// <summary>The target's tree, beside the live one.</summary>
    Target,
}
