using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Runbooks.Reading;

namespace RollbackOps.Engine.Tests.Swarm;

public sealed class RunbookTests
{
    private static SwarmPart Read(string services)
    {
        var runbook = RunbookReader.Parse($"system: shop\nservices: {services}\n", "/srv/shop/rollback.yaml");
        Assert.Equal(["previous-release"], runbook.Strategies.Select(strategy => strategy.Name));
        return Assert.IsType<SwarmPart>(Assert.Single(runbook.Parts));
    }

    private static string Refused(string services) =>
        Assert.Throws<RollbackException>(() => RunbookReader.Parse($"system: shop\nservices: {services}\n", "/srv/shop/rollback.yaml")).Message;

    [Fact]
    public void A_stack_is_named_shortly_or_with_more()
    {
        Assert.Equal("shop", Read("{ swarm: shop }").Stack);
        var part = Read("{ swarm: { stack: shop, services: [web, api], context: prod, registry-auth: true } }");
        Assert.Equal(("shop", "prod", true, "shop_web", "shop_web"), (part.Stack, part.Context, part.RegistryAuth, part.FullName("web"), part.FullName("shop_web")));
        Assert.Equal(["web", "api"], part.Services);
    }

    [Fact]
    public void Services_of_no_stack_have_their_full_names()
    {
        var part = Read("{ swarm: { services: [front] } }");
        Assert.Equal((null, "front"), (part.Stack, part.FullName("front")));
    }

    [Fact]
    public void A_strategy_may_take_some_of_the_services()
    {
        var runbook = RunbookReader.Parse("system: shop\nservices: { swarm: shop }\nstrategies: { web: { back: [services], services: [web] } }\n", "/srv/shop/rollback.yaml");
        Assert.Equal(["web"], runbook.Strategies.First(strategy => strategy.Name == "web").Services);
    }

    [Theory]
    [InlineData("{ swarm: { stak: shop } }", "did you mean 'stack'?")]
    [InlineData("{ swarm: { context: prod } }", "stack")]
    [InlineData("{ swarm: shop, compose: docker-compose.yml }", "compose")]
    [InlineData("{ swarm: shop, project: shop }", "'project' belongs to compose")]
    public void What_does_not_fit_is_named(string services, string expected) => Assert.Contains(expected, Refused(services), StringComparison.Ordinal);
}
