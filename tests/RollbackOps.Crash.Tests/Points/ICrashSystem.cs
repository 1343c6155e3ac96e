namespace RollbackOps.Crash.Tests.Points;

/// <summary>A system in an outage, of which there are as many copies as there are points to crash at.</summary>
internal interface ICrashSystem
{
    /// <summary>Its name, for the report.</summary>
    string Name { get; }

    /// <summary>A fresh copy.</summary>
    Task<ICrashCopy> CopyAsync();
}
