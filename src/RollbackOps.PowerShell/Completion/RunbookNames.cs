using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using RollbackOps.Engine.Running;

namespace RollbackOps.PowerShell.Completion;

/// <summary>Completes with names out of the runbook that the command line names; a runbook that can't be read offers none.</summary>
public abstract class RunbookNames : IArgumentCompleter
{
    private static Tuple<(string File, DateTime Time, long Length, string? Environment), RunbookInfo>? _last;

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var typed = wordToComplete.Trim('\'', '"');
        var runbook = Read(
            FullPath(fakeBoundParameters["Runbook"] as string ?? "rollback.yaml"),
            fakeBoundParameters["Environment"] as string);
        return runbook is null
            ? []
            : [.. Names(runbook)
                .Where(name => name.Name.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
                .Select(name => new CompletionResult(name.Name, name.Name, CompletionResultType.ParameterValue, name.Tip))];
    }

    /// <summary>The names to choose from, and what each means.</summary>
    private protected abstract IEnumerable<(string Name, string Tip)> Names(RunbookInfo runbook);

    // Read once a version of the file: a completion is asked for at each key.
    private static RunbookInfo? Read(string? path, string? environment)
    {
        if (path is null || new FileInfo(path) is not { Exists: true } file)
            return null;
        var version = (path, file.LastWriteTimeUtc, file.Length, environment);
        if (_last is { } last && last.Item1 == version)
            return last.Item2;
        try
        {
            var runbook = RollbackEngine.Describe(path, environment);
            _last = new(version, runbook);
            return runbook;
        }
        catch (RollbackException)
        {
            return null;
        }
    }

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
