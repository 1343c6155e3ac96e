using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Tools;

/// <summary>
/// Places where the crash tests end the process, in the manner of etcd's failpoints. In production nobody listens, and
/// reaching one is nothing.
/// </summary>
internal static class CrashPoint
{
    private static readonly AsyncLocal<bool> IsWithin = new();

    /// <summary>Hears the name of each place that is reached; null but in crash tests.</summary>
    public static Action<string>? Reached { get; set; }

    /// <summary>The process is at a place.</summary>
    public static void Reach(string name) => Reached?.Invoke(name);

    /// <summary>The same within a step's effect; elsewhere files and programs are no places, because nothing changes there.</summary>
    public static void ReachWithin(string name)
    {
        if (IsWithin.Value)
            Reached?.Invoke(name);
    }

    /// <summary>The same at a program, which is told to read by git's own word for it, and by that of a session of PostgreSQL.</summary>
    public static void ReachWithin(string when, Command command)
    {
        if (Reached is null)
            return;
        var reads = command.Arguments.Contains("--no-optional-locks")
            || command.Env.GetValueOrDefault("PGOPTIONS")?.Contains("read_only=on", StringComparison.Ordinal) == true;
        ReachWithin($"{when} {(reads ? "reading: " : "")}{command}");
    }

    /// <summary>A step's whole effect: a place before and one after, and those within it.</summary>
    public static async Task StepAsync(string name, Func<Task> effect)
    {
        IsWithin.Value = true;
        Reach($"before {name}");
        await effect();
        Reach($"after {name}");
    }

    /// <summary>An effect within a step: a place before and one after.</summary>
    public static void Around(string name, Action effect)
    {
        ReachWithin($"before {name}");
        effect();
        ReachWithin($"after {name}");
    }

    /// <summary>An effect within a step: a place before and one after.</summary>
    public static async Task AroundAsync(string name, Func<Task> effect)
    {
        ReachWithin($"before {name}");
        await effect();
        ReachWithin($"after {name}");
    }

    /// <summary>Writes a line; with somebody listening in two halves, with a place between them.</summary>
    public static void InHalves(string name, byte[] line, Action<byte[]> write)
    {
        if (Reached is null)
        {
            write(line);
            return;
        }

        Reach($"before {name}");
        write(line[..(line.Length / 2)]);
        Reach($"in the middle of {name}");
        write(line[(line.Length / 2)..]);
        Reach($"after {name}");
    }
}
