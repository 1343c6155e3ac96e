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

    /// <summary>How long it may take, all attempts together; then it is ended with all that came from it.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>What asks it to end in an orderly way; what is left two seconds later is ended at once.</summary>
    public Signal EndsBy { get; init; } = Signal.Terminate;

    /// <summary>
    /// Whether it may be run up to twice more when it fails: it only reads or fetches, and what fails is mostly the network.
    /// Never for what changes something that users have.
    /// </summary>
    public bool MayRepeat { get; init; }

    /// <summary>Hears why it is run once more, and after which pause.</summary>
    public Action<string>? Retrying { get; init; }

    /// <summary>Writes its standard input; null for an empty one.</summary>
    public Func<Stream, CancellationToken, Task>? Input { get; init; }

    /// <summary>Reads its standard output, from the beginning for each attempt; null to have it in the result as text.</summary>
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
