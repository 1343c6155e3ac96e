namespace RollbackOps.Engine.Tools.Processes;

/// <summary>An outside program to run: an argument list, never a shell string.</summary>
public sealed record Command
{
    /// <summary>The program.</summary>
    public required string Program { get; init; }

    /// <summary>Its arguments. Never hold a secret.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>The folder that it runs in; null for this process's own.</summary>
    public string? Folder { get; init; }

    /// <summary>Environment variables that are set, or removed where the value is null. The place for secrets.</summary>
    public IReadOnlyDictionary<string, string?> Env { get; init; } = new Dictionary<string, string?>();

    /// <summary>How long it may take; then its whole process tree is ended.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Writes its standard input; null for an empty one.</summary>
    public Func<Stream, CancellationToken, Task>? Input { get; init; }

    /// <summary>Reads its standard output; null to have it in the result as text.</summary>
    public Func<Stream, CancellationToken, Task>? Output { get; init; }

    /// <summary>Hears each line of its standard error as it comes; the result has them too.</summary>
    public Action<string>? ErrorLine { get; init; }

    /// <summary>The command line as a person would type it, for messages and tests.</summary>
    public override string ToString() => string.Join(' ', Arguments.Prepend(Program).Select(Quoted));

    private static string Quoted(string argument) =>
        argument.Length > 0 && argument.All(c => char.IsLetterOrDigit(c) || "-_./:=,@%+".Contains(c, StringComparison.Ordinal))
            ? argument
            : $"'{argument.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
