using RollbackOps.Integration.Tests.Cli;

namespace RollbackOps.Integration.Tests.Points;

/// <summary>A backup that a rollback point names stays, whatever the retention says.</summary>
public sealed class KeptBackupTests
{
    [Fact]
    [Trait("Row", "S3")]
    public async Task A_backup_that_a_point_names_is_exempt_from_retention_until_the_point_is_forgotten()
    {
        using var system = new TinySystem();
        system.Execute("app.db", "INSERT INTO users VALUES ('ann'), ('bob')");
        var runbook = Path.Combine(system.Folder, "rollback.yaml");
        File.WriteAllText(runbook, File.ReadAllText(runbook).Replace("\"backups/*.db\"", "{ files: \"backups/app-*.db\", time: yyyyMMdd-HHmmssfff }", StringComparison.Ordinal));
        File.Delete(Path.Combine(system.Folder, "backups", "app-20260217-100000.db"));
        await RightAsync(system, "backup", "main");
        var named = Assert.Single(Directory.GetFiles(Path.Combine(system.Folder, "backups")));
        await RightAsync(system, "checkpoint", "--name", "good");

        Assert.Contains("the rollback point good refers to it", await RightAsync(system, "backup", "main", "--keep", "1"), StringComparison.Ordinal);
        Assert.True(File.Exists(named));

        await RightAsync(system, "forget", "good", "--yes");
        await RightAsync(system, "backup", "main", "--keep", "1");
        Assert.False(File.Exists(named));
    }

    private static async Task<string> RightAsync(TinySystem system, params string[] arguments)
    {
        var result = await system.RunAsync(arguments);
        Assert.True(result.Code == 0, result.All);
        return result.All;
    }
}
