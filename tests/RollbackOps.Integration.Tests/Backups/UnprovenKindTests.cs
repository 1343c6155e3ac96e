using RollbackOps.Integration.Tests.Cli;
using RollbackOps.Integration.Tests.Environment;
using static RollbackOps.Integration.Tests.Kept.Eventually;

namespace RollbackOps.Integration.Tests.Backups;

/// <summary>What this version makes or proves no backups of says so in the words of what was asked.</summary>
public sealed class UnprovenKindTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rollbackops-kinds-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("volume: shop_media, backups: \"*.tar\"", "volume")]
    [InlineData("redis: { service: cache }, backups: \"*.rdb\"", "redis")]
    [InlineData("redis: \"redis://localhost:1\", flush: [\"session:*\"]", "redis")]
    [InlineData("mongo: \"mongodb://localhost:1/shop\", backups: \"*.archive\"", "mongo")]
    public async Task A_kind_without_is_named(string database, string kind)
    {
        File.WriteAllText(Path.Combine(_folder, "rollback.yaml"), $"system: shop\nstate: state\nservices: {{ compose: docker-compose.yml }}\ndatabases: {{ main: {{ {database} }} }}\n");
        var before = FolderState.Of(_folder);

        var proof = Exits(1, await Tool.RunAsync(_folder, "prove", "main"));
        var backup = Exits(1, await Tool.RunAsync(_folder, "backup", "main"));

        Assert.Contains($"of the kind '{kind}', whose backups this version can't prove.", proof.Error, StringComparison.Ordinal);
        Assert.Contains("rollbackops restore main --what-if", proof.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("ack up", proof.Error, StringComparison.Ordinal);
        Assert.Contains($"of the kind '{kind}', which this version can't back up.", backup.Error, StringComparison.Ordinal);
        Assert.Equal(before, FolderState.Of(_folder));
    }
}
