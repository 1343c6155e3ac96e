using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Checks;
using RollbackOps.Engine.Runbooks.Parts;

namespace RollbackOps.Engine.Tests.Runbooks;

public sealed class DesignExampleTests
{
    [Fact]
    public void The_small_example_is_a_whole_runbook()
    {
        var runbook = Samples.Read(Samples.Small);

        Assert.Equal("shop", runbook.System);
        Assert.Equal("production", runbook.Environment);
        Assert.Equal(["code", "services", "main"], runbook.Parts.Select(part => part.Name));
        Assert.Equal(".", Assert.IsType<GitPart>(runbook.Parts[0]).Folder);
        Assert.Equal(["docker-compose.prod.yml"], Assert.IsType<ComposePart>(runbook.Parts[1]).Files);
        var main = Assert.IsType<PostgresPart>(runbook.Parts[2]);
        Assert.Equal("${env:DATABASE_URL}", main.Url);
        Assert.Equal(new BackupSet("backups/*.sql.gz"), main.Backups);
        Assert.Equal("http://localhost:3000/health", Assert.IsType<HttpCheck>(Assert.Single(runbook.BeforeOpen)).Url);
        Assert.Empty(runbook.AfterOpen);
        Assert.Equal(["previous-release", "code", "database"], runbook.Strategies.Select(strategy => strategy.Name));
        Assert.All(runbook.Strategies, strategy => Assert.True(strategy.Implied));
        Assert.Equal((TimeSpan.FromSeconds(60), 3, TimeSpan.FromDays(7)), (runbook.HealthWithin, runbook.HealthInARow, runbook.Keep));
        Assert.Equal(Samples.Small, runbook.Text);
    }

    [Fact]
    public void The_large_example_says_what_goes_back()
    {
        var runbook = Samples.Read($"{Samples.LargeHead}\n{Samples.LargeBody}");

        var main = runbook.Parts.OfType<PostgresPart>().Single();
        Assert.Equal(("postgres", "nostrmaxi", null, null), (main.Service, main.Database, main.User, main.Url));
        Assert.Equal(["backend"], main.UsedBy!);
        Assert.Equal(new BackupSet("backups/backup-*.sql.gz", "yyyy-MM-dd-'T'HH-mm-ss", "UTC"), main.Backups);
        Assert.Equal([new RowRule("users", ">=", 1)], main.Expect);
        Assert.Equal(["npx", "prisma", "migrate", "deploy"], main.Forward!.Run);
        Assert.Equal(Tree.Target, main.Forward.Tree);
        Assert.Equal(["http http://localhost:3000/health", "containers"], runbook.BeforeOpen.Select(check => check.Name));
        var log = Assert.IsType<LogCheck>(runbook.AfterOpen[0]);
        Assert.Equal(("backend", "ERROR", TimeSpan.FromMinutes(5)), (log.Service, log.Level, log.NoneFor));
        Assert.Equal("Has a real user logged in?", Assert.IsType<AskCheck>(runbook.AfterOpen[1]).Question);
    }

    [Fact]
    public void The_large_example_says_how()
    {
        var strategies = Samples.Read($"{Samples.LargeHead}\n{Samples.LargeBody}").Strategies.ToDictionary(strategy => strategy.Name);

        Assert.Equal(["previous-release", "database", "safe-mode", "rebuild", "gradual", "code", "config"], strategies.Keys);
        Assert.False(strategies["previous-release"].Implied);
        Assert.Equal(["code", "env", "services", "main"], strategies["previous-release"].Back.Select(item => item.Part));
        var database = strategies["database"];
        Assert.Equal((true, 2, OnFailure.Hold, false), (database.StopFirst, database.EarlierBackups, database.OnFailure, database.Implied));
        Assert.Equal("safe-mode", strategies["safe-mode"].Shut);
        Assert.Empty(strategies["safe-mode"].Back);
        Assert.Equal(BuildMode.NoCache, strategies["rebuild"].Build);
        Assert.Equal(["code", "volumes", "images"], strategies["rebuild"].Fresh);
        var gradual = strategies["gradual"];
        Assert.Equal(OnFailure.UndoWave, gradual.OnFailure);
        Assert.Equal([new("code", "backend"), new BackItem("services")], gradual.Waves[0].Back);
        Assert.Equal((TimeSpan.FromSeconds(30), TimeSpan.Zero), (gradual.Waves[0].Wait, gradual.Waves[1].Wait));
        Assert.Equal(["frontend"], gradual.Waves[1].Services);
        Assert.Equal(["backend"], gradual.Waves[0].Checks);
    }
}
