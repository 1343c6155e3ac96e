namespace RollbackOps.PowerShell.Completion;

/// <summary>Completes with the runbook's databases.</summary>
public sealed class DatabaseCompleter : RunbookNames
{
    private protected override IEnumerable<(string Name, string Tip)> Names(RunbookInfo runbook) =>
        runbook.Parts.Where(part => part.IsDatabase).Select(part => (part.Name, $"{part}"));
}
