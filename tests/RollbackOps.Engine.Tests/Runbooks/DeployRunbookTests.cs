using RollbackOps.Engine.Runbooks.Parts;

namespace RollbackOps.Engine.Tests.Runbooks;

/// <summary>How deployments are written that GitHub Actions and Vercel make.</summary>
public sealed class DeployRunbookTests
{
    private const string GitHub = "repository: acme/shop, workflow: deploy.yml, token: \"${env:GITHUB_TOKEN}\"";
    private const string Vercel = "project: shop, token: \"${env:VERCEL_TOKEN}\", address: \"https://shop.example\"";

    [Fact]
    [Trait("Row", "A3")]
    public void A_workflow_is_the_services_or_an_action_of_its_own()
    {
        var runbook = Samples.Read($$$"""
            system: shop
            services: { github: { {{{GitHub}}} } }
            actions:
              release: { github: { {{{GitHub}}}, branch: main, limit: 1h, api: "https://github.example/api/v3", dispatch: { ref: main, inputs: { version: "${target}", sha: "${commit}" } } } }
            """);

        var (services, release) = (Assert.IsType<GitHubPart>(runbook.Parts[0]), Assert.IsType<GitHubPart>(runbook.Parts[1]));
        Assert.Equal(("services", "acme/shop", "deploy.yml", "${env:GITHUB_TOKEN}", "https://api.github.com", TimeSpan.FromMinutes(30)), (services.Name, services.Repository, services.Workflow, services.Token, services.Api, services.Limit));
        Assert.Equal((null, null), (services.Branch, services.Dispatch));
        Assert.Equal(("release", "main", "main", "${commit}", "https://github.example/api/v3", TimeSpan.FromHours(1)), (release.Name, release.Branch, release.Dispatch!.Ref, release.Dispatch.Inputs["sha"], release.Api, release.Limit));
        Assert.Equal(["services", "release"], runbook.Strategies.Single(strategy => strategy.Name == "previous-release").Back.Select(item => item.Part));
    }

    [Fact]
    [Trait("Row", "O8")]
    public void A_project_on_Vercel_stands_beside_services_of_Compose()
    {
        var runbook = Samples.Read($$$"""
            system: omniops
            services: { compose: docker-compose.yml }
            actions:
              site: { vercel: { {{{Vercel}}}, team: acme, by: promote } }
            """);

        var site = Assert.IsType<VercelPart>(runbook.Parts[1]);
        Assert.Equal(("shop", "acme", true, "https://shop.example", "https://api.vercel.com"), (site.Project, site.Team, site.Promotes, site.Address, site.Api));
        Assert.Equal(["services", "site"], runbook.Strategies.Single(strategy => strategy.Name == "previous-release").Back.Select(item => item.Part));
    }

    [Theory]
    [InlineData("services: { github: { " + GitHub + ", brnach: main } }", "did you mean 'branch'")]
    [InlineData("services: { github: { repository: shop, workflow: deploy.yml, token: \"${env:T}\" } }", "expected owner/name")]
    [InlineData("services: { github: { repository: a/b, workflow: deploy.yml, token: ghp_clear } }", "a reference such as")]
    [InlineData("services: { github: { " + GitHub + ", api: \"http://github.example\" } }", "begins with https://")]
    [InlineData("services: { github: { " + GitHub + ", dispatch: { ref: main } } }", "nothing tells the workflow of 'services' what to deploy")]
    [InlineData("services: { github: { " + GitHub + ", dispatch: { ref: main, inputs: { v: \"${tag}\" } } } }", "'${tag}' stands for nothing here")]
    [InlineData("services: { github: { " + GitHub + ", dispatch: { ref: \"${commit}\" } } }", "is neither")]
    [InlineData("services: { github: { " + GitHub + ", dispatch: { ref: \"${target}\", inputs: { t: \"${env:T}\" } } } }", "a secret as an input")]
    [InlineData("services: { vercel: { project: shop, token: \"${env:T}\" } }", "has no 'address'")]
    [InlineData("services: { vercel: { " + Vercel + ", by: rolback } }", "did you mean 'rollback'")]
    [InlineData("services: { vercel: { " + Vercel + " }, github: { " + GitHub + " } }", "has both")]
    [InlineData("actions: { x: { vercel: { " + Vercel + " }, stop: [a] } }", "'stop' is for the commands of an action of type command")]
    [InlineData("actions: { x: { type: vercel } }", "'vercel'; expected command")]
    public void What_is_wrong_is_said(string text, string said) =>
        Assert.Contains(said, Samples.Refused($"system: a\n{text}").Message, StringComparison.Ordinal);
}
