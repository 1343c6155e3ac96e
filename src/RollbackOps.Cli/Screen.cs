namespace RollbackOps.Cli;

/// <summary>Prints; a reader who went away is no reason to stop.</summary>
internal static class Screen
{
    /// <summary>True where standard output is a terminal that can be written over.</summary>
    public static bool IsTerminal { get; } =
        !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");

    /// <summary>A line to standard output.</summary>
    public static void Out(string line) => Print(Console.Out, line + Environment.NewLine);

    /// <summary>Text to standard output as it is.</summary>
    public static void Raw(string text) => Print(Console.Out, text);

    /// <summary>A line to standard error.</summary>
    public static void Error(string line) => Print(Console.Error, line + Environment.NewLine);

    private static void Print(TextWriter writer, string text)
    {
        try
        {
            writer.Write(text);
            writer.Flush();
        }
        catch (IOException)
        {
            // The pipe or the terminal is gone. The journal has it all.
        }
    }
}
