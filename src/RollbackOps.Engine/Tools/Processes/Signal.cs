namespace RollbackOps.Engine.Tools.Processes;

/// <summary>How a program is asked to end. The numbers are those of Linux and macOS.</summary>
public enum Signal
{
    /// <summary>As Ctrl+C does. psql cancels its statement on the server then.</summary>
    Interrupt = 2,

    /// <summary>At once.</summary>
    Kill = 9,

    /// <summary>As a service manager does.</summary>
    Terminate = 15,
}
