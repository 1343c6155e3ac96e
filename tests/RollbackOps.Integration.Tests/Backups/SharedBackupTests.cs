using System.Diagnostics;
using System.Text.Json;
using RollbackOps.Integration.Tests.Cli;
using RollbackOps.Integration.Tests.Environment;
using RollbackOps.Integration.Tests.Postgres;
using static RollbackOps.Integration.Tests.Kept.Eventually;

namespace RollbackOps.Integration.Tests.Backups;

/// <summary>With its state in PostgreSQL, another machine knows what one has backed up and proven.</summary>
[Collection(PostgresTests.Name)]
public sealed class SharedBackupTests(PostgresCluster cluster) : IDisposable
{
    private readonly string _name = $"b{Guid.NewGuid():N}"[..12];
    private readonly List<TinySystem> _machines = [];

    public void Dispose() => _machines.ForEach(machine => machine.Dispose());

    [Fact]
    public async Task What_one_machine_records_another_knows_and_a_run_is_held_up_by_neither()
    {
        Needs.Postgres();
        var (one, other) = (Machine(), Machine());
        one.Execute("app.db", "INSERT INTO users VALUES ('ann'), ('bob')");
        var made = JsonDocument.Parse(Exits(0, await RunAsync(one, "backup", "main", "--json")).Out).RootElement.GetProperty("path").GetString()!;
        Exits(0, await RunAsync(one, "prove", "main"));
        File.Copy(made, Path.Combine(other.Folder, "backups", Path.GetFileName(made)));

        var listed = Exits(0, await RunAsync(other, "backups", "main")).Out;
        Assert.Contains("the ledger", listed, StringComparison.Ordinal);
        Assert.Contains("proven on", listed, StringComparison.Ordinal);
        Exits(0, await RunAsync(other, "restore", "main", "--yes"));
        Assert.Equal("ann,bob", other.Users());
        var verify = Exits(0, await RunAsync(other, "history", "--verify")).Out;
        Assert.Contains("000001", verify, StringComparison.Ordinal);
        Assert.Contains("backups", verify, StringComparison.Ordinal);
        Assert.Contains("PROVEN", Exits(0, await RunAsync(one, "history")).Out, StringComparison.Ordinal);

        // Found by its state alone, a system is one, whatever stands beside its runs.
        File.Delete(Path.Combine(one.Folder, "rollback.yaml"));
        Assert.Contains("PROVEN", Exits(0, await RunAsync(other, "history")).Out, StringComparison.Ordinal);
        await cluster.SqlAsync("postgres", $"UPDATE rollbackops.lines SET event = replace(event, 'SQLite', 'SQLITE') WHERE system = '{_name}/production#backups';");
        Assert.Contains("NOT WHOLE", Exits(2, await RunAsync(other, "history", "--verify")).Out, StringComparison.Ordinal);
    }

    private TinySystem Machine()
    {
        var machine = new TinySystem();
        _machines.Add(machine);
        var runbook = Path.Combine(machine.Folder, "rollback.yaml");
        File.WriteAllText(runbook, File.ReadAllText(runbook).Replace("system: tiny\nstate: state", $"system: {_name}\nstate: \"${{env:STATE_URL}}\"", StringComparison.Ordinal));
        return machine;
    }

    private Task<ToolResult> RunAsync(TinySystem machine, params string[] arguments)
    {
        ProcessStartInfo start = Tool.Start(machine.Folder, arguments);
        start.Environment["STATE_URL"] = $"postgresql://postgres:{Uri.EscapeDataString(PostgresCluster.Password)}@127.0.0.1:{cluster.Port}/postgres";
        start.Environment["ROLLBACKOPS_LOCAL"] = Path.Combine(machine.Folder, "local");
        return Tool.EndAsync(start);
    }
}
