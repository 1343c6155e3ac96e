using RollbackOps.Engine.Runbooks.Checks;
using RollbackOps.Engine.Runbooks.Parts;

namespace RollbackOps.Engine.Tests.Runbooks;

public sealed class EnvironmentTests
{
    private const string Two = """
        system: shop
        code: { git: /srv/shop, releases: "v*" }
        databases:
          main: { backups: "b/*.gz", used-by: [web, worker] }
        checks: [ { http: http://localhost/ } ]
        environments:
          production:
            databases: { main: { postgres: "${env:PROD}" } }
          staging:
            code: { git: /srv/staging }
            databases:
              main: { postgres: "${env:STAGING}", used-by: [web] }
              cache: { sqlite: c.db }
            checks: [ { tcp: "localhost:80" } ]
        """;

    [Fact]
    public void An_overlay_changes_and_adds_and_leaves_the_rest()
    {
        var runbook = Samples.Read(Two, "staging");

        Assert.Equal("staging", runbook.Environment);
        var code = (GitPart)runbook.Parts[0];
        Assert.Equal(("/srv/staging", "v*"), (code.Folder, code.Releases));
        var main = (PostgresPart)runbook.Parts[1];
        Assert.Equal(("${env:STAGING}", "b/*.gz"), (main.Url, main.Backups!.Files));
        Assert.Equal(["web"], main.UsedBy!);
        Assert.Equal("cache", runbook.Parts[2].Name);
        Assert.IsType<TcpCheck>(Assert.Single(runbook.BeforeOpen));
    }

    [Fact]
    public void Another_environment_has_nothing_of_it()
    {
        var runbook = Samples.Read(Two, "production");

        Assert.Equal("/srv/shop", ((GitPart)runbook.Parts[0]).Folder);
        Assert.Equal("${env:PROD}", ((PostgresPart)runbook.Parts[1]).Url);
        Assert.Equal(2, runbook.Parts.Count);
        Assert.Equal(Two, runbook.Text);
    }

    [Fact]
    public void Without_a_default_one_must_be_named()
    {
        var error = Samples.Refused(Two);

        Assert.Equal(RollbackErrorId.Usage, error.Id);
        Assert.Equal("rollback.yaml has several environments and none was named: production, staging.", error.Message);
        Assert.Equal("Name one of them: production, staging.", error.Next);
    }

    [Fact]
    public void An_unknown_environment_lists_the_known()
    {
        var error = Samples.Refused(Two, "stagin");

        Assert.Equal("rollback.yaml has no environment 'stagin'; known: production, staging. Did you mean 'staging'?", error.Message);
    }

    [Fact]
    public void The_runbooks_own_environment_is_the_default() =>
        Assert.Equal("${env:STAGING}", ((PostgresPart)Samples.Read($"environment: staging\n{Two}").Parts[1]).Url);

    [Fact]
    public void Without_overlays_the_only_environment_is_the_runbooks_own()
    {
        Assert.Equal("production", Samples.Read("system: a\ncode: { git: . }").Environment);
        Assert.Equal("live", Samples.Read("system: a\nenvironment: live\ncode: { git: . }", "live").Environment);
        Assert.Equal(RollbackErrorId.Usage, Samples.Refused("system: a\ncode: { git: . }", "staging").Id);
    }

    [Theory]
    [InlineData("environments: { live: { cod: { git: . } } }", "3:25: unknown key 'cod' in the runbook; did you mean 'code'?")]
    [InlineData("environments: { live: { system: b } }", "3:25: 'environments.live' can't change 'system'; it is the same in every environment.")]
    [InlineData("environments: { live: { code: { git: [a] } }, x: {} }", "3:38: 'code.git' is a list; expected a path.")]
    [InlineData("environments: { live: 5 }", "3:23: 'environments.live' is text; expected a map with code, config, databases, services, traffic, actions …")]
    [InlineData("environments: { live: { databases: { m: { used-by: [a] } } }, x: {} }", "3:41: 'databases.m' has none of postgres, sqlite, mongo, redis, volume, supabase; expected one of them.")]
    public void Each_overlay_is_checked_whichever_is_chosen(string line, string expected)
    {
        var error = Samples.Refused($"system: a\ncode: {{ git: . }}\n{line}", "x");

        Assert.Contains($"rollback.yaml:{expected}", error.Message);
    }
}
