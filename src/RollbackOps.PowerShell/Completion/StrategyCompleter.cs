namespace RollbackOps.PowerShell.Completion;

/// <summary>Completes with the runbook's strategies.</summary>
public sealed class StrategyCompleter : RunbookNames
{
    private protected override IEnumerable<(string Name, string Tip)> Names(RunbookInfo runbook) =>
        runbook.Strategies.Select(strategy => (strategy.Name, $"{strategy}"));
}
