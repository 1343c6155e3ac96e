using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Actions.Swarm;
using RollbackOps.Engine.Tools;
using static RollbackOps.Engine.Tests.Swarm.Places;

namespace RollbackOps.Engine.Tests.Swarm;

public sealed class LookTests
{
    private readonly FakeSwarm _swarm = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Task<SwarmFound> LookAsync(Ask? ask = null) => new SwarmLook(_swarm).LookAsync(Shop, ask ?? Ask(), Cancel);

    private static Ask To(string named) => Ask(new() { Runbook = "/srv/shop/rollback.yaml", To = named });

    [Fact]
    public async Task Without_a_name_the_target_is_the_image_of_the_spec_before()
    {
        _swarm.Add("shop_web", Two, One);
        _swarm.Add("shop_db", "db:7@sha256:77", "db:7@sha256:77");
        var found = await LookAsync();
        Assert.Equal(("shop_web", One, "PreviousSpec"), (found.Goals.Single().Service.Name, found.Goals.Single().Target.Text, found.Goals.Single().Basis));
        Assert.Contains("the spec before has the same image", found.Stays.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_spec_before_has_another_image_a_name_is_asked_for()
    {
        _swarm.Add("shop_web", Two, Two);
        var error = await Assert.ThrowsAsync<RollbackException>(() => LookAsync());
        Assert.Equal((RollbackErrorId.TargetMissing, "Name the release: --to TAG."), (error.Id, error.Next));
    }

    [Fact]
    public async Task What_an_earlier_run_brought_is_in_place_although_the_spec_before_has_another_image()
    {
        _swarm.Add("shop_web", One, Two);
        var ask = Ask() with { Known = new Brought($"swarm:c1/shop_web/{One}") };
        Assert.Empty(Plan(await LookAsync(ask), ask).Steps);
        var named = To("2.0.0") with { Known = ask.Known };
        _swarm.Registry["registry.example.org/shop/web:2.0.0"] = Two.Split('@')[1];
        Assert.NotEmpty(Plan(await LookAsync(named), named).Steps);
    }

    [Fact]
    public async Task A_named_tag_is_resolved_to_its_digest_for_every_service()
    {
        _swarm.Add("shop_web", Two, One);
        _swarm.Add("shop_api", Two, One);
        _swarm.Registry["registry.example.org/shop/web:v1.5.0"] = "sha256:15";
        Assert.All((await LookAsync(To("1.5.0"))).Goals, goal => Assert.Equal("registry.example.org/shop/web:v1.5.0@sha256:15", goal.Target.Text));
        Assert.Equal(2, _swarm.Calls.Count(call => call.StartsWith("docker buildx", StringComparison.Ordinal)));
        var error = await Assert.ThrowsAsync<RollbackException>(() => LookAsync(To("1.6.0")));
        Assert.Equal(RollbackErrorId.TargetMissing, error.Id);
        Assert.Contains("there is none of registry.example.org/shop/web:1.6.0, registry.example.org/shop/web:v1.6.0", error.Message, StringComparison.Ordinal);
        Assert.Equal(RollbackErrorId.Usage, (await Assert.ThrowsAsync<RollbackException>(() => LookAsync(To("other/image:1")))).Id);
    }

    [Fact]
    public async Task A_spec_before_without_a_digest_is_resolved_too()
    {
        _swarm.Add("shop_web", Two, "registry.example.org/shop/web:1.0.0");
        _swarm.Registry["registry.example.org/shop/web:1.0.0"] = "sha256:11";
        var goal = (await LookAsync()).Goals.Single();
        Assert.Equal(("registry.example.org/shop/web:1.0.0@sha256:11", "PreviousSpec, the registry"), (goal.Target.Text, goal.Basis));
    }

    [Theory]
    [InlineData("Error response from daemon: This node is not a swarm manager. Use \"docker swarm init\" or \"docker swarm join\" to connect this node to swarm and try again.", RollbackErrorId.PlanImpossible, "is in no swarm")]
    [InlineData("Error response from daemon: This node is not a swarm manager. Worker nodes can't be used to view or modify cluster state.", RollbackErrorId.PlanImpossible, "is a worker")]
    [InlineData("Error response from daemon: Swarm is encrypted and needs to be unlocked before it can be used. Please use \"docker swarm unlock\" to unlock it.", RollbackErrorId.Unreachable, "is locked")]
    [InlineData("Error response from daemon: rpc error: code = Unknown desc = The swarm does not have a leader.", RollbackErrorId.Unreachable, "no leader")]
    [InlineData("context \"prod\": context not found: open /root/.docker/contexts/meta/x/meta.json: no such file or directory", RollbackErrorId.Unreachable, "Docker has no context")]
    [InlineData("Cannot connect to the Docker daemon at unix:///run/docker.sock. Is the docker daemon running?", RollbackErrorId.Unreachable, "does not answer")]
    public async Task What_keeps_a_swarm_from_being_asked_is_said_before_anything_changes(string said, RollbackErrorId id, string expected)
    {
        _swarm.Instead["docker service ls"] = new(1, "", said);
        var error = await Assert.ThrowsAsync<RollbackException>(() => LookAsync());
        Assert.Equal(id, error.Id);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.NotEqual("", error.Next);
    }

    [Theory]
    [InlineData("ERROR: failed to do request: Head \"http://127.0.0.1:5000/v2/web/manifests/1\": dial tcp 127.0.0.1:5000: connect: connection refused", RollbackErrorId.Unreachable, "gets no answer")]
    [InlineData("ERROR: pull access denied, repository does not exist or may require authorization", RollbackErrorId.Unreachable, "refuses this user")]
    [InlineData("docker: 'buildx' is not a docker command.", RollbackErrorId.ToolMissing, "buildx")]
    public async Task A_registry_that_can_not_be_asked_is_no_missing_image(string said, RollbackErrorId id, string expected)
    {
        _swarm.Add("shop_web", Two, One);
        _swarm.Instead["docker buildx"] = new(1, "", said);
        var error = await Assert.ThrowsAsync<RollbackException>(() => LookAsync(To("1.5.0")));
        Assert.Equal(id, error.Id);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_hundred_services_are_looked_at_and_changed_with_at_most_eight_calls_at_once()
    {
        foreach (var number in Enumerable.Range(1, 200))
            _swarm.Add($"shop_s{number:000}", $"registry.example.org/s{number}:2@sha256:2{number:000}", $"registry.example.org/s{number}:1@sha256:1{number:000}");
        var plan = Plan(await LookAsync());
        Assert.Equal(202, plan.Steps.Count);
        Assert.InRange(_swarm.Calls.Count, 1, 20);

        var action = new SwarmAction(_swarm, new(), TimeProvider.System);
        var update = plan.Steps.Single(step => step.Id == "services/update");
        var kind = action.StepKinds.Single(kind => kind.Kind == update.Kind);
        var work = Work(update);
        var before = await kind.ReadAsync(work, Cancel);
        // What Swarm notes in a service meanwhile makes a write too old: it is tried again.
        _swarm.Instead["docker service update"] = new(1, "", "Error response from daemon: rpc error: code = Unknown desc = update out of sequence");
        await kind.DoAsync(work, before, Cancel);
        Assert.Equal(Verdict.InEffect, kind.Judge(update, before, await kind.ReadAsync(work, Cancel)));
        Assert.Equal("registry.example.org/s200:1@sha256:1200", _swarm["shop_s200"]);
        await kind.UndoAsync(work, before, Cancel);
        Assert.Equal(Verdict.Before, kind.Judge(update, before, await kind.ReadAsync(work, Cancel)));
        Assert.InRange(_swarm.AtOnce, 2, 8);
        Assert.DoesNotContain(_swarm.Calls, call => call.Contains("--rollback", StringComparison.Ordinal));
        Assert.DoesNotContain("canary", EngineJson.ToElement(plan).ToString() + before, StringComparison.Ordinal);
    }

    private static Work Work(Step step) => new()
    {
        Step = step,
        Run = "000001",
        Runbook = Ask().Runbook,
        Plan = new() { System = "shop", Environment = "production", Strategy = "s", Runbook = "", RunbookHash = "", Request = new() { Runbook = "" }, Findings = [], Steps = [step], Losses = [], Notes = [], Hash = "" },
        Gifts = Gifts.None,
        Scratch = "",
        Kept = "",
        Evidence = "",
        Answers = new Nobody(),
        Progress = (_, _) => { },
        Tell = _ => { },
    };

    private sealed class Nobody : IAnswers
    {
        public Task<bool?> AskAsync(string gate, string question, CancellationToken cancel) => Task.FromResult<bool?>(null);
    }

    private sealed class Brought(string identity) : IKnown
    {
        public bool IsBad(string commit) => false;

        public string? ProvenBy(string commit) => null;

        public string? SourceOf(string other) => other == identity ? "swarm:shop_web@1" : null;

        public IReadOnlyList<string> MadeFrom(string source) => [];

        public TimeSpan? TookLast(string step) => null;
    }
}
