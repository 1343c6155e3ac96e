namespace RollbackOps;

/// <summary>
/// When a step happens. Guard and Prepare are the first phase, which users do not notice; the cutover is Shut to Open;
/// Watch comes after users are back.
/// </summary>
public enum Moment
{
    /// <summary>Evidence, gates and the checks before anything changes.</summary>
    Guard,

    /// <summary>Everything that can be done beside the running system.</summary>
    Prepare,

    /// <summary>Users are shielded.</summary>
    Shut,

    /// <summary>What must not run during the switch is stopped.</summary>
    Stop,

    /// <summary>The targets are put in place.</summary>
    Switch,

    /// <summary>What was stopped runs again.</summary>
    Start,

    /// <summary>The checks that must hold before users come back.</summary>
    Prove,

    /// <summary>Users come back.</summary>
    Open,

    /// <summary>The checks that only users' traffic can answer.</summary>
    Watch,
}
