using RollbackOps.Cli.Commands;
using RollbackOps.Engine.Reports;
using RollbackOps.Engine.Running;

namespace RollbackOps.Cli;

/// <summary>Shows a plan, has it approved, and runs it.</summary>
internal static class PlanRunner
{
    public static async Task<int> RunAsync(RollbackEngine engine, Plan plan, RunOptions options)
    {
        var answers = ConsoleAnswers.From(options.Answers, plan.Steps, options.Json);
        if (options.WhatIf && options.Json)
            Verb.PrintJson(plan);
        if (!options.Json)
            Screen.Raw(PlanText.Of(plan, DateTimeOffset.UtcNow));
        if (options.WhatIf)
            return 0;
        if (plan.IsEmpty)
            return Show(await engine.InPlaceAsync(plan, CancellationToken.None), options.Json);
        if (!options.Yes && !answers.Approves(plan.System, "run this plan"))
            throw new RollbackException(RollbackErrorId.Declined, "The plan was not approved, and nothing was touched.", "Say yes, or approve it with --yes.");
        return await RunWatcher.WatchAsync(await engine.BeginAsync(plan, answers, options.Reason, CancellationToken.None), options.Json);
    }

    private static int Show(RunResult result, bool json)
    {
        if (json)
            Verb.PrintJson(result);
        else
            Screen.Raw(ResultText.Of(result));
        return result.ExitCode;
    }
}
