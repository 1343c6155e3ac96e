using RollbackOps.Engine.Journals;
using RollbackOps.Engine.Running;
using RollbackOps.Events;

namespace RollbackOps.Engine.Tests.Running;

/// <summary>The whole engine with its real tools, on a system that is one configuration file.</summary>
public sealed class RollbackEngineTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rollbackops-").FullName;
    private readonly RollbackEngine _engine = Composition.Create();

    public RollbackEngineTests()
    {
        Write("app.conf", "bad");
        Write("app.conf.good", "good");
        Write("rollback.yaml", "system: tiny\nstate: state\nconfig: { app: { files: { app.conf: app.conf.good } } }\n");
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Runbook => Path.Combine(_folder, "rollback.yaml");

    private string Journals => Path.Combine(_folder, "state/tiny.production/runs");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("")]
    [InlineData("{\"n\":1,\"hash\":\"")]
    public async Task A_run_that_was_killed_before_its_first_line_was_whole_is_no_run(string torn)
    {
        Directory.CreateDirectory(Journals);
        Write("state/tiny.production/runs/000001.jsonl", torn);

        Assert.Empty(_engine.History.Runs(Runbook, null));
        Assert.Equal(RollbackErrorId.Usage, (await Assert.ThrowsAsync<RollbackException>(() => _engine.ResumeAsync(Runbook, null, new NoPerson()))).Id);
        Assert.Equal(("000002", Outcome.Proven), await RunAsync(await PlanAsync()) is var result ? (result.Run, result.Outcome) : default);
    }

    [Fact]
    public async Task A_stored_plan_that_says_that_all_is_in_place_is_stale_once_it_is_not()
    {
        Write("app.conf", "good");
        var plan = await PlanAsync();
        Assert.True(plan.IsEmpty);
        Assert.Equal(Outcome.AlreadyInPlace, (await _engine.InPlaceAsync(plan, Cancel)).Outcome);
        Write("app.conf", "bad again");

        var error = await Assert.ThrowsAsync<RollbackException>(() => _engine.InPlaceAsync(plan, Cancel));

        Assert.Equal(RollbackErrorId.PlanStale, error.Id);
    }

    [Fact]
    public async Task Of_a_stored_plan_whose_steps_were_edited_only_what_its_hash_says_is_run()
    {
        var plan = await PlanAsync();

        var result = await RunAsync(plan with { Steps = [.. plan.Steps.Where(step => step.Kind != "files.replace")] });

        Assert.Equal(Outcome.Proven, result.Outcome);
        Assert.Equal("good", await File.ReadAllTextAsync(Path.Combine(_folder, "app.conf"), Cancel));
        Assert.Contains(JournalReader.Read(Path.Combine(Journals, "000001.jsonl")).OfType<StepEnded>(), ended => ended.Step == "app/replace");
    }

    [Fact]
    public async Task Files_that_nothing_loads_are_named_in_the_plan()
    {
        Assert.Contains((await PlanAsync()).Notes, note => note.StartsWith("Nothing in this plan makes a running service read the files of 'app'", StringComparison.Ordinal));
        Write("rollback.yaml", "system: tiny\nstate: state\nconfig: { app: { files: { app.conf: app.conf.good }, prove: { run: [\"true\"] } } }\n");
        Assert.Empty((await PlanAsync()).Notes);
    }

    private Task<Plan> PlanAsync() => _engine.PlanAsync(new() { Runbook = Runbook, Strategy = "config" }, Cancel);

    private async Task<RunResult> RunAsync(Plan plan) => await (await _engine.BeginAsync(plan, new NoPerson(), null, Cancel)).Completion;

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);
}
