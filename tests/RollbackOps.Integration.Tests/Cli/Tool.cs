using System.Diagnostics;

namespace RollbackOps.Integration.Tests.Cli;

/// <summary>The command line tool as users call it: a process of its own.</summary>
internal static class Tool
{
    public static string Root { get; } = Path.GetFullPath("../../../../..", AppContext.BaseDirectory);

    private static readonly string Library = Directory
        .EnumerateFiles(Path.Combine(Root, "src/RollbackOps.Cli/bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name), "rollbackops.dll", SearchOption.AllDirectories)
        .Single();

    // What ./build.sh publishes is what users have; while developing, what was compiled since.
    private static readonly string Published = Path.Combine(Root, "out", OperatingSystem.IsWindows() ? "rollbackops.exe" : "rollbackops");

    private static readonly string[] Program = IsNew(Published) ? [Published] : ["dotnet", Library];

    /// <summary>How to start it; standard streams are redirected.</summary>
    public static ProcessStartInfo Start(string folder, params string[] arguments) => new(Program[0], [.. Program[1..], .. arguments])
    {
        WorkingDirectory = folder,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };

    private static bool IsNew(string published) =>
        File.Exists(published) && Directory.EnumerateFiles(Path.GetDirectoryName(Library)!, "*.dll").All(part => File.GetLastWriteTimeUtc(part) <= File.GetLastWriteTimeUtc(published));

    /// <summary>Runs it to its end.</summary>
    public static Task<ToolResult> RunAsync(string folder, params string[] arguments) => EndAsync(Start(folder, arguments));

    /// <summary>Runs a program to its end.</summary>
    public static async Task<ToolResult> EndAsync(ProcessStartInfo start)
    {
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new(process.ExitCode, await output, await errors);
    }

    /// <summary>Runs a program that must succeed; its output.</summary>
    public static async Task<string> ShellAsync(string folder, string program, params string[] arguments)
    {
        var result = await EndAsync(new(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        });
        return result.Code == 0 ? result.Out.Trim() : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {result.Out}{result.Error}");
    }
}
