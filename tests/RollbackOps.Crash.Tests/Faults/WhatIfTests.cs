using System.Security.Cryptography;
using RollbackOps.Integration.Tests.Environment;
using RollbackOps.Integration.Tests.Postgres;

namespace RollbackOps.Crash.Tests.Faults;

/// <summary>A plan and what-if call nothing that could write, whatever the system and the strategy.</summary>
public sealed class WhatIfTests(PostgresCluster cluster, StackFixture stacks) : IClassFixture<PostgresCluster>, IClassFixture<StackFixture>
{
    [Theory]
    [InlineData("back")]
    [InlineData("code")]
    [InlineData("config")]
    [InlineData("database")]
    [InlineData("previous-release")]
    public async Task The_workshop_stays_as_it_is(string strategy)
    {
        Needs.Git();
        await using var system = await Workshop.MakeAsync();
        await NothingIsWrittenAsync(system, ["--strategy", strategy, .. strategy is "config" or "database" ? Array.Empty<string>() : ["--to", "v1.0.1"]], "git", "nginx", "./service.sh", "crontab");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_database_server_stays_as_it_is(bool archive)
    {
        Needs.Postgres();
        await using var system = await PostgresShop.MakeAsync(cluster, archive ? new("pg_restore", "", Manner.Fails) : null);
        await NothingIsWrittenAsync(system, ["--strategy", "back"], "psql", "pg_restore", "./service.sh", "crontab");
    }

    [Theory]
    [InlineData("back")]
    [InlineData("code")]
    [InlineData("database")]
    [InlineData("previous-release")]
    public async Task Containers_images_and_tags_stay_as_they_are(string strategy)
    {
        Needs.Docker();
        var system = await stacks.RenewAsync(null);
        await NothingIsWrittenAsync(system, ["--strategy", strategy, .. strategy == "database" ? Array.Empty<string>() : ["--to", "v1.0.0"]], "git", "docker", "crontab");
    }

    private static async Task NothingIsWrittenAsync(FaultSystem system, string[] request, params string[] programs)
    {
        var shim = new ReadingShim(Path.Combine(system.Root, $"shim-reading-{Guid.NewGuid():N}"), Shim.Find(system.Root, programs));
        var before = (Files(system), await system.MadeAsync());
        foreach (string[] verb in (string[][])[["plan", .. request], ["run", .. request, "--what-if"], ["run", "--yes", "--what-if", .. request]])
        {
            var result = await system.ToolAsync(shim.Env, verb);
            Assert.True(result.Code == 0, result.All + shim.Refused);
            Assert.Equal("", shim.Refused);
        }

        Assert.Equal(before.Item1, Files(system));
        Assert.Equal(before.Item2, await system.MadeAsync());
        Assert.Equal(system.Before, await system.RealityAsync());
        Assert.False(await system.WasNoticedAsync());
    }

    private static List<string> Files(FaultSystem system) =>
    [
        .. Directory.EnumerateFileSystemEntries(system.Root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Where(path => !path.Contains("/shim", StringComparison.Ordinal))
            .Select(path => Directory.Exists(path) ? path : $"{path} {File.GetLastWriteTimeUtc(path):O} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)))}"),
    ];
}
