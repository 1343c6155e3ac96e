namespace RollbackOps.Engine.Actions.Traffic;

/// <summary>What a file of nginx's is to say.</summary>
public enum TrafficGoal
{
    /// <summary>Users are sent to another upstream.</summary>
    Upstream,

    /// <summary>Users get the page of the safe-mode.</summary>
    SafeModeOn,

    /// <summary>Users get the system again.</summary>
    SafeModeOff,
}
