namespace RollbackOps.Crash.Tests.Faults;

/// <summary>The processes that a run left behind: they carry its mark in their environment.</summary>
internal static class Orphans
{
    /// <summary>Their command lines.</summary>
    public static List<string> Of(string mark) =>
    [
        .. Directory.EnumerateDirectories("/proc")
            .Where(process => char.IsAsciiDigit(process[^1]) && Read(process, "environ").Contains($"ROLLBACKOPS_FAULT={mark}\0", StringComparison.Ordinal))
            .Select(process => Read(process, "cmdline").Replace('\0', ' '))
            .Where(line => line.Length > 0),
    ];

    private static string Read(string process, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, file));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
