using System.Management.Automation;
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

    /// <summary>The full path of a file that is there, from PowerShell's location; else the text as it is.</summary>
    private protected string FileOrName(string text)
    {
        var file = GetUnresolvedProviderPathFromPSPath(text);
        return File.Exists(file) ? file : text;
    }

    /// <summary>Waits for the engine on the pipeline's thread.</summary>
    private protected static T Await<T>(Task<T> task) => task.GetAwaiter().GetResult();
}
