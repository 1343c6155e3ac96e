namespace RollbackOps.Engine.Actions.GitHub;

/// <summary>Whose the attempt is that acted last.</summary>
public enum DeploySide
{
    /// <summary>It is the one from before the run.</summary>
    From,

    /// <summary>The run has started it, to bring the target.</summary>
    Forward,

    /// <summary>The run has started it, to bring back what was before.</summary>
    Back,

    /// <summary>Someone else has started it.</summary>
    Others,
}
