using System.Diagnostics;

namespace RollbackOps.Bench.TruthTable;

/// <summary>Runs programs.</summary>
internal static class Shell
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    /// <summary>Runs a program to its end, or kills it and all that it started.</summary>
    /// <returns>The exit code, -1 where it was killed, and all that it wrote.</returns>
    public static async Task<(int Code, string Out)> RunAsync(
        string folder, IReadOnlyDictionary<string, string> environment, Task? killWhen, string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var ended = process.WaitForExitAsync();
        if (await Task.WhenAny(ended, killWhen ?? ended, Task.Delay(Limit)) != ended)
        {
            process.Kill(entireProcessTree: true);
            await ended;
            return (-1, "killed");
        }

        return (process.ExitCode, await output + await errors);
    }

    /// <summary>Runs a program and gives back what it wrote to standard output and error.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static async Task<string> MustAsync(string folder, string program, params IEnumerable<string> arguments)
    {
        var all = arguments.ToList();
        var (code, output) = await RunAsync(folder, new Dictionary<string, string>(), null, program, all);
        return code == 0 ? output : throw new InvalidOperationException($"{program} {string.Join(' ', all)} failed: {output}");
    }
}
