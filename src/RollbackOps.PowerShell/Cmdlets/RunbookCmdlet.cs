using System.Management.Automation;
using System.Management.Automation.Host;
using RollbackOps.Engine;
using RollbackOps.Engine.Running;
using RollbackOps.PowerShell.Reporting;

namespace RollbackOps.PowerShell.Cmdlets;

/// <summary>A cmdlet over a runbook: finds it, and shows the engine's errors as PowerShell's.</summary>
public abstract class RunbookCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    /// <summary>The runbook.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [Alias("File")]
    public virtual string Runbook { get; set; } = "rollback.yaml";

    /// <summary>The environment, where the runbook has several.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public virtual string? Environment { get; set; }

    private protected RollbackEngine Engine => field ??= Composition.Create();

    private protected string RunbookFile => GetUnresolvedProviderPathFromPSPath(Runbook);

    private protected CancellationToken Stop => _stop.Token;

    /// <summary>True where one database alone is restored.</summary>
    private protected virtual bool IsForOneDatabase => false;

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Does what the cmdlet is for, once an input.</summary>
    private protected abstract void Work();

    /// <inheritdoc/>
    protected sealed override void ProcessRecord()
    {
        try
        {
            Work();
        }
        catch (RollbackException error)
        {
            ThrowTerminatingError(Errors.Of(error, RunbookFile, IsForOneDatabase));
        }
        catch (OperationCanceledException) when (Stopping)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stop.Cancel();

    /// <summary>True where a state is a folder and not a server's URL.</summary>
    private protected static bool IsFolder(string? state) => state is { Length: > 0 } && !state.Contains("://", StringComparison.Ordinal) && !state.StartsWith("${", StringComparison.Ordinal);

    /// <summary>Where a state is: a folder as a full path, from PowerShell's location; a server's URL as it is; null for none.</summary>
    private protected string? Place(string? state) => IsFolder(state) ? GetUnresolvedProviderPathFromPSPath(state!) : string.IsNullOrEmpty(state) ? null : state;

    /// <summary>The full path of a file that is there, from PowerShell's location; else the text as it is.</summary>
    private protected string FileOrName(string text)
    {
        var file = GetUnresolvedProviderPathFromPSPath(text);
        return File.Exists(file) ? file : text;
    }

    /// <summary>Asks with what would be done before the eyes.</summary>
    /// <param name="what">What has to be approved, for messages.</param>
    /// <param name="description">What would be done.</param>
    /// <param name="question">What is asked below it.</param>
    /// <param name="caption">The title of the question.</param>
    /// <exception cref="RollbackException">It would have to be asked, and nobody can be.</exception>
    private protected bool Approves(string what, string description, string question, string caption)
    {
        try
        {
            return ShouldProcess(description, $"{description}\n{question}", caption);
        }
        catch (Exception error) when (error is PSInvalidOperationException or HostException)
        {
            throw new RollbackException(
                RollbackErrorId.Declined,
                $"{what} has to be approved, and nobody can be asked here. Nothing was touched.",
                "Look at it with -WhatIf, then approve it with -Confirm:$false.",
                error);
        }
    }

    /// <summary>Waits for the engine on the pipeline's thread.</summary>
    private protected static T Await<T>(Task<T> task) => task.GetAwaiter().GetResult();
}
