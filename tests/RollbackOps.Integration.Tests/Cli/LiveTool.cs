using System.Diagnostics;
using System.Text;

namespace RollbackOps.Integration.Tests.Cli;

/// <summary>
/// The tool while it runs. However the test ends, the tool has ended when this is disposed, so that it writes nothing into a
/// folder that is gone.
/// </summary>
internal sealed class LiveTool : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private readonly StringBuilder _said = new();

    public LiveTool(ProcessStartInfo start) => Process = Process.Start(start)!;

    public Process Process { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Starts it in a session of its own, as a terminal has; its process id names the session.</summary>
    public static LiveTool InSession(string folder, params string[] arguments)
    {
        var tool = Tool.Start(folder, arguments);
        var start = Tool.Start(folder);
        start.FileName = "setsid";
        start.ArgumentList.Clear();
        foreach (var argument in tool.ArgumentList.Prepend(tool.FileName))
            start.ArgumentList.Add(argument);
        return new(start);
    }

    /// <summary>Reads until it has said something.</summary>
    public async Task SaidAsync(string text)
    {
        while (await Process.StandardOutput.ReadLineAsync(Cancel).AsTask().WaitAsync(Patience, Cancel) is { } line)
        {
            _said.AppendLine(line);
            if (line.Contains(text, StringComparison.Ordinal))
                return;
        }

        Assert.Fail($"'{text}' was never said: {_said}{await Process.StandardError.ReadToEndAsync(Cancel)}");
    }

    /// <summary>Sends a signal to all of its session's first group, as a terminal does.</summary>
    // By name of a group: the program 'kill' takes a bare minus and the first digit for everybody.
    public Task SignalAsync(string signal) => Tool.ShellAsync("/", "bash", "-c", $"kill -{signal} -- -{Process.Id}");

    /// <summary>Waits for its end.</summary>
    public async Task<int> EndAsync()
    {
        await Process.WaitForExitAsync(Cancel).WaitAsync(Patience, Cancel);
        return Process.ExitCode;
    }

    public void Dispose()
    {
        if (!Process.HasExited)
            Process.Kill(entireProcessTree: true);
        Process.WaitForExit();
        Process.Dispose();
    }
}
