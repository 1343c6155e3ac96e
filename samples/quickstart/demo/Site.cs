namespace RollbackOps.Quickstart;

/// <summary>The folders of the demonstration, beside this program.</summary>
internal static class Site
{
    public static string Root { get; } = Path.GetFullPath("../site", AppContext.BaseDirectory);

    public static string App => Path.Combine(Root, "app");

    public static string Database => Path.Combine(Root, "data", "shop.db");

    public static string Backups => Path.Combine(Root, "backups");

    public static string Builds => Path.Combine(Root, "builds");

    public static string Runbook => Path.Combine(Root, "rollback.yaml");

    public static string ProcessFile => Path.Combine(Root, "shop.pid");

    public static string Tool => Path.GetFullPath("../../rollbackops", AppContext.BaseDirectory) + (OperatingSystem.IsWindows() ? ".exe" : "");

    public static Uri Address { get; } = new("http://127.0.0.1:18080");
}
