using System.Diagnostics;

namespace RollbackOps.Bench.OptionA;

/// <summary>The sample's production with its bad release deployed, made for one measurement and removed after it.</summary>
internal sealed class Site : IAsyncDisposable
{
    private const string Project = "rollbackops-bench";
    private const string Rows = "SELECT count(*), count(*) FILTER (WHERE pubkey LIKE repeat(lpad(to_hex(user_id), 2, '0'), 32)) FROM nip05_identities";
    private static readonly string Root = Path.GetFullPath("../../../../..", AppContext.BaseDirectory);
    private static readonly string Sample = Path.Combine(Root, "samples", "nostrmaxi");
    private readonly string _folder = Directory.CreateTempSubdirectory("rollbackops-bench-").FullName;

    public static string Tool { get; } = Path.Combine(Root, "out", "rollbackops");

    public static Uri Address { get; } = new("http://127.0.0.1:18301");

    public string Folder => Path.Combine(_folder, "site");

    public string Runbook => Path.Combine(_folder, "rollback.yaml");

    public static async Task<Site> MakeAsync()
    {
        var site = new Site();
        await MustAsync(Sample, "bash", "make.sh", "--project", Project, "--port", $"{Address.Port}", "--runbook", site.Runbook, site.Folder);
        return site;
    }

    /// <summary>Whether the rows are the backup's: as many, and none with the bad release's nonsense.</summary>
    public static async Task<bool> HasTheBackupsRowsAsync() =>
        await RunAsync("/", "docker", "exec", $"{Project}-postgres-1", "psql", "-XAtq", "-U", "nostrmaxi", "-d", "nostrmaxi", "-c", Rows) is (0, var rows) && rows.Trim() == "12|12";

    public static async Task<(int Code, string Out)> RunAsync(string folder, string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, process.ExitCode == 0 ? output : output + await errors);
    }

    public async ValueTask DisposeAsync()
    {
        await MustAsync(Sample, "bash", "remove.sh", "--project", Project, Folder);
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<string> MustAsync(string folder, string program, params string[] arguments) =>
        await RunAsync(folder, program, arguments) is (0, var output) ? output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed");
}
