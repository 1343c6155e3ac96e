using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace RollbackOps.Bench.TruthTable;

/// <summary>Looks at a system by itself, whatever a command said of it.</summary>
internal sealed partial class Oracle(Site site) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(3) };

    /// <summary>The system as it is now.</summary>
    public async Task<Snapshot> LookAsync()
    {
        var (healthy, version) = await AskAsync();
        var commit = (await Shell.MustAsync(site.Folder, "git", "rev-parse", "HEAD")).Trim();
        return new(healthy, version, commit, await RowsAsync());
    }

    /// <summary>What the system is; what has just been started gets a moment to answer.</summary>
    /// <param name="before">What counts as the state before: without the fault, and with it.</param>
    public async Task<Reality> JudgeAsync(params Snapshot[] before)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            var now = await LookAsync();
            if (IsGoal(now))
                return Reality.RolledBack;
            if (Stopwatch.GetElapsedTime(began) > Patience)
                return IsBefore(now, before) ? Reality.AsBefore : Reality.Broken;
            await Task.Delay(300);
        }
    }

    public void Dispose() => _client.Dispose();

    private bool IsGoal(Snapshot now) => now.Healthy
        && now.Version == (site.Procedure.Code ? site.Procedure.Good : site.Procedure.Bad)
        && (now.Commit == site.GoalCommit || site.Procedure.KeptImage is not null)
        && (site.Procedure.Database is null || now.Rows == site.GoodRows);

    private static bool IsBefore(Snapshot now, Snapshot[] before) =>
        before.Any(then => then.Healthy == now.Healthy && then.Version == now.Version)
        && before.Any(then => then.Commit == now.Commit)
        && before.Any(then => then.Rows == now.Rows);

    private async Task<(bool Healthy, string Version)> AskAsync()
    {
        try
        {
            using var answer = await _client.GetAsync(new Uri($"{site.Url}/health"));
            return (answer.IsSuccessStatusCode, Named().Match(await answer.Content.ReadAsStringAsync()).Groups[1].Value);
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException or IOException)
        {
            return (false, "");
        }
    }

    /// <summary>A hash of all rows; empty where the database can't be asked.</summary>
    public async Task<string> RowsAsync()
    {
        if (site.Procedure.Database is not { } database)
            return "";
        var dump = new[] { "exec", $"{site.Project}-{database.Service}-1", "pg_dump", "-U", database.User, "--data-only", "--inserts", database.Name };
        var (code, output) = await Shell.RunAsync("/", new Dictionary<string, string>(), null, "docker", dump);
        if (code != 0)
            return "";
        var rows = output.Split('\n').Where(line => line.StartsWith("INSERT", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', rows))));
    }

    [GeneratedRegex("\"version\":\"([^\"]*)\"")]
    private static partial Regex Named();
}
