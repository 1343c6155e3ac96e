using System.Diagnostics;

namespace RollbackOps.Quickstart;

/// <summary>Runs programs.</summary>
internal static class Shell
{
    /// <summary>Runs one that must succeed; its output.</summary>
    public static async Task<string> RunAsync(string folder, string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? (await output).Trim()
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{await output}{errors}");
    }

    /// <summary>Runs one whose output the reader sees; its exit code.</summary>
    public static async Task<int> ShowAsync(string folder, string program, params string[] arguments)
    {
        Console.WriteLine($"\n  $ {Path.GetFileName(program)} {string.Join(' ', arguments)}\n");
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder })!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
