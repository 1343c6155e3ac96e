using System.Text.RegularExpressions;
using RollbackOps.Engine.Runbooks.Checks;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Docker;
using RollbackOps.Engine.Tools.Processes;
using RollbackOps.Engine.Tools.Secrets;

namespace RollbackOps.Engine.Checks;

/// <summary>Looks for lines that a service's log or a log file must not have had for some time.</summary>
/// <param name="client">Finds the service's containers.</param>
/// <param name="runner">Runs programs.</param>
/// <param name="redactor">Takes secrets out of the line that is quoted.</param>
/// <param name="time">The clock.</param>
public sealed class LogMeasure(IComposeClient client, IRunner runner, Redactor redactor, TimeProvider time) : Check<LogCheck>(time)
{
    private const int Quoted = 200;
    private readonly ContainerLogs _logs = new(new DockerCli(runner));

    /// <inheritdoc/>
    public override string Kind => "log";

    /// <inheritdoc/>
    protected override async Task<(bool Passed, string Detail)> MeasureAsync(LogCheck spec, CheckScope scope, CancellationToken cancel)
    {
        var since = Time.GetUtcNow() - spec.NoneFor;
        if (scope.NotBefore is { } start && start > since)
            since = start;
        var lines = spec.File is { } file
            ? LogFile.Since(await ReadAsync(scope.Runbook.FullPath(file), cancel), since)
            : await OfServiceAsync(spec, scope, since, cancel);
        return Answer(spec, lines, Time.GetUtcNow() - since);
    }

    /// <summary>How many lines there are that should not be, and the first of them.</summary>
    internal (bool Passed, string Detail) Answer(LogCheck spec, IReadOnlyList<LogLine> lines, TimeSpan window)
    {
        var wanted = Wanted(spec);
        var found = lines.Where(line => wanted.IsMatch(line.Text)).ToList();
        var when = $"in the last {(int)Math.Max(0, window.TotalSeconds)} s";
        if (found.Count == 0)
            return (true, $"none {when} ({lines.Count} lines read)");
        var first = redactor.Redact(found[0].Text.Trim());
        return (false, $"{found.Count} {(found.Count == 1 ? "line" : "lines")} {when}, first: {(first.Length > Quoted ? first[..Quoted] + "…" : first)}");
    }

    // A level is a word: ERROR is found in "[ERROR] …", not in "ERRORS" or "NO_ERROR"; in another case only where a
    // logger says that it is the level ("level":"error", [error]), so that "finished without error" is no error.
    private static Regex Wanted(LogCheck spec)
    {
        try
        {
            return spec.Pattern is { } pattern
                ? new(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(2))
                : Level(Regex.Escape(spec.Level ?? "ERROR"));
        }
        catch (ArgumentException error)
        {
            throw new RollbackException(
                RollbackErrorId.RunbookInvalid,
                $"The pattern of the check '{spec.Name}' is no regular expression: {error.Message}",
                "Correct it in the runbook.",
                error);
        }
    }

    private static Regex Level(string level) => new(
        $@"(?<![\w-]){level}(?![\w-])|(?i:\b(level|lvl|severity)[""']?\s*[:=]\s*[""']?{level}\b|\[{level}\])",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    private async Task<IReadOnlyList<LogLine>> OfServiceAsync(LogCheck spec, CheckScope scope, DateTimeOffset since, CancellationToken cancel)
    {
        var part = scope.Runbook.Parts.OfType<ComposePart>().FirstOrDefault();
        var project = part is null ? null : await client.FindAsync(part, scope.Runbook.Folder, cancel);
        var containers = project?.Containers.Where(container => container.Service == spec.Service).ToList() ?? [];
        if (containers.Count == 0)
        {
            throw new RollbackException(
                RollbackErrorId.CheckFailed,
                $"the service '{spec.Service}' has no container whose log could be read",
                "Correct the service's name in the runbook, or start it.");
        }

        var lines = new List<LogLine>();
        foreach (var container in containers)
            lines.AddRange(await _logs.SinceAsync(container.Id, since, cancel));
        return [.. lines.OrderBy(line => line.Time ?? DateTimeOffset.MinValue)];
    }

    private static async Task<string[]> ReadAsync(string path, CancellationToken cancel)
    {
        try
        {
            return await File.ReadAllLinesAsync(path, cancel);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RollbackException(
                RollbackErrorId.CheckFailed, $"the log file {path} can't be read: {error.Message}", "Correct its path in the runbook, or make it readable.", error);
        }
    }
}
