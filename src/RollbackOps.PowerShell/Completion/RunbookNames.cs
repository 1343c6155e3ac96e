using RollbackOps.Engine.Running;

namespace RollbackOps.PowerShell.Completion;

/// <summary>Completes with names out of the runbook; one that can't be read offers none.</summary>
public abstract class RunbookNames : ParameterNames
{
    private static Tuple<(string File, DateTime Time, long Length, string? Environment), RunbookInfo>? _last;

    private protected sealed override IEnumerable<(string Name, string Tip)> Names(string runbook, string? environment, string? state) =>
        Read(runbook, environment) is { } read ? Names(read) : [];

    /// <summary>The names to choose from, and what each means.</summary>
    private protected abstract IEnumerable<(string Name, string Tip)> Names(RunbookInfo runbook);

    // Read once a version of the file: a completion is asked for at each key.
    private static RunbookInfo? Read(string path, string? environment)
    {
        if (new FileInfo(path) is not { Exists: true } file)
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
}
