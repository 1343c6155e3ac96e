using System.Runtime.Versioning;
using RollbackOps.Integration.Tests.Cli;
using RollbackOps.Integration.Tests.Environment;

namespace RollbackOps.Integration.Tests.Mongo;

/// <summary>
/// A database in a service's container: a real Compose project, whose container holds no MongoDB. What docker exec would run
/// in it, a fake of docker exec runs beside the fakes of the tools.
/// </summary>
[Trait("Row", "S4")]
[UnsupportedOSPlatform("windows")]
public sealed class MongoServiceTests
{
    [Fact]
    public async Task Through_a_service_it_comes_back_with_the_containers_own_credentials()
    {
        Needs.Docker();
        using var shop = await MongoRestoreTests.FilledAsync();
        var project = $"rbmongo{System.Environment.ProcessId}";
        shop.Write("compose.yml", $$"""
            name: {{project}}
            services:
              mongodb:
                image: rollbackops-test/busybox:1
                command: [sleep, "600"]
                stop_grace_period: 0s
                environment: { MONGO_INITDB_ROOT_USERNAME: root, MONGO_INITDB_ROOT_PASSWORD: "{{MongoShop.Password}}", MONGO_INITDB_DATABASE: shop }
            """);
        shop.Write("rollback.yaml", shop.Read("rollback.yaml").Replace("\"mongodb://shop:${env:MONGO_TEST_PASSWORD}@db:27017/shop\"", "{ service: mongodb }", StringComparison.Ordinal).Replace("databases:", "services: { compose: compose.yml }\ndatabases:", StringComparison.Ordinal));
        Directory.Move(Path.Combine(shop.Folder, "mongo/db-27017"), Path.Combine(shop.Folder, "mongo/127.0.0.1-27017"));
        shop.Write("mongo/127.0.0.1-27017/server.json", $$"""{ "user": "root", "password": "{{MongoShop.Password}}", "source": "admin" }""");
        shop.FakeDockerExec();
        try
        {
            await Tool.ShellAsync(shop.Folder, "docker", "compose", "up", "-d");

            var run = await shop.RunAsync("run", "--strategy", "database", "--yes");

            Assert.True(run.Code == 0, run.All);
            Assert.Contains("bob", shop.Read("mongo/127.0.0.1-27017/shop.db.json"), StringComparison.Ordinal);
            Assert.DoesNotContain("mallory", shop.Read("mongo/127.0.0.1-27017/shop.db.json"), StringComparison.Ordinal);
            var execs = shop.Read("mongo/execs");
            Assert.Contains("mongorestore", execs, StringComparison.Ordinal);
            Assert.DoesNotContain("battery", execs, StringComparison.Ordinal);
        }
        finally
        {
            await Tool.ShellAsync(shop.Folder, "docker", "compose", "down", "--timeout", "0");
        }
    }
}
