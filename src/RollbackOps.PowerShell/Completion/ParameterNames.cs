using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace RollbackOps.PowerShell.Completion;

/// <summary>Completes with names that belong to the runbook that the command line names.</summary>
public abstract class ParameterNames : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var typed = wordToComplete.Trim('\'', '"');
        var state = fakeBoundParameters["State"] as string;
        return FullPath(fakeBoundParameters["Runbook"] as string ?? "rollback.yaml") is not { } runbook
            ? []
            : [.. Names(runbook, fakeBoundParameters["Environment"] as string, state is null || state.Contains("://", StringComparison.Ordinal) ? state : FullPath(state))
                .Where(name => name.Name.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
                .Select(name => new CompletionResult(name.Name, name.Name, CompletionResultType.ParameterValue, name.Tip))];
    }

    /// <summary>The names to choose from, and what each means.</summary>
    /// <param name="runbook">The runbook's full path.</param>
    /// <param name="environment">The environment; null for the runbook's own.</param>
    /// <param name="state">Where the state is; null where the runbook tells.</param>
    private protected abstract IEnumerable<(string Name, string Tip)> Names(string runbook, string? environment, string? state);

    private static string? FullPath(string path)
    {
        using var shell = System.Management.Automation.PowerShell.Create(RunspaceMode.CurrentRunspace);
        return shell
            .AddScript("param($path) $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($path)")
            .AddArgument(path)
            .Invoke<string>()
            .FirstOrDefault();
    }
}
