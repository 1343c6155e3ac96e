namespace RollbackOps.Crash.Tests.Faults;

/// <summary>One call of a tool that goes wrong: matched by what its command line or input holds.</summary>
/// <param name="Tool">The program; the tool itself for what a person does when it comes to a point whose name holds <paramref name="Call"/>.</param>
/// <param name="Call">What its arguments and its input, one after the other, hold.</param>
/// <param name="Manner">How it goes wrong.</param>
internal sealed record Fault(string Tool, string Call, Manner Manner)
{
    /// <summary>The tool itself.</summary>
    public const string Itself = "rollbackops";

    /// <summary>What the input of psql holds when it restores a dump.</summary>
    public const string Load = "PostgreSQL database dump";

    /// <summary>A script for a dump that is restored through psql, over one connection.</summary>
    public const string ThroughPsql = @"s/^-- PostgreSQL database dump complete$/BEGIN;\nCOMMENT ON TABLE public.users IS 'one';\nCOMMIT;\n--\n&/";

    /// <summary>Which of the matching calls is the first that goes wrong.</summary>
    public int Nth { get; init; } = 1;

    /// <summary>True where all that follow go wrong too, until the cause is taken away.</summary>
    public bool Lasts { get; init; }

    /// <summary>What a person does, as a script.</summary>
    public string Person { get; init; } = ":";

    /// <summary>What takes the cause away, as a script.</summary>
    public string Mend { get; init; } = ":";

    /// <summary>The exit codes that are right.</summary>
    public int[] Ends { get; init; } = [0, 2, 3, 4, 5];

    /// <summary>A folder of the system that is a disk of one megabyte; null for none. Needs root.</summary>
    public string? Small { get; init; }

    /// <summary>True where the call may not come at all: the run is refused before it.</summary>
    public bool MayMiss { get; init; }

    /// <summary>The name in the list of tests.</summary>
    public string Name { get; init; } = $"{Tool} {Call} {Manner}";
}
