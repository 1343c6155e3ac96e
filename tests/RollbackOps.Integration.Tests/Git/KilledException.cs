namespace RollbackOps.Integration.Tests.Git;

/// <summary>Stands for the end of this process: nothing catches it.</summary>
#pragma warning disable RCS1194 // never carries anything
public sealed class KilledException : Exception;
