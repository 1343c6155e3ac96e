namespace RollbackOps.Engine.Running;

/// <summary>Who runs this process.</summary>
internal static class CurrentOperator
{
    public static Operator Get()
    {
        var user = Environment.UserName;
        var behind = Environment.GetEnvironmentVariable("SUDO_USER");
        return new(
            string.IsNullOrEmpty(behind) || behind == user ? user : $"{behind} (as {user})",
            Environment.MachineName,
            Environment.ProcessId);
    }
}
