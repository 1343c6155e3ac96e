using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Tools.Docker;

/// <summary>
/// Works on what only the Docker host reaches: a container of an image that is there already, without a network, that goes
/// away with its script. Nothing is pulled in an outage.
/// </summary>
/// <param name="runner">Runs Docker.</param>
public sealed class HelperContainer(IRunner runner)
{
    private const int Tries = 150;
    private const int Again = 5;
    private const int Refused = 125; // by Docker itself
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private readonly DockerCli _docker = new(runner);

    /// <summary>Runs one to its end; what it printed. One that an earlier process of the run left is ended first.</summary>
    /// <exception cref="RollbackException">The script failed.</exception>
    public async Task<string> RunAsync(HelperRun run, CancellationToken cancel) => (await TryAsync(run, cancel)) switch
    {
        { ExitCode: 0 } done => done.Raw,
        var failed => throw Failed(run, failed),
    };

    /// <summary>The same, whatever its exit code.</summary>
    public async Task<CommandResult> TryAsync(HelperRun run, CancellationToken cancel)
    {
        for (var tries = 1; ; tries++)
        {
            await EndAsync(run, cancel);
            var result = await _docker.TryAsync(DockerCommands.Helper(run), cancel);
            // What a client that was cut off had asked for may be made only now.
            if (result.ExitCode != Refused || tries == Again || !result.Err.Contains("is already in use by container", StringComparison.Ordinal))
                return result;
        }
    }

    /// <summary>The error for one that failed.</summary>
    public static RollbackException Failed(HelperRun run, CommandResult result) => new(
        RollbackErrorId.ToolFailed,
        $"The helper container {run.Name} (image {run.Image}) ended with exit code {result.ExitCode}: {Last(result)}",
        "Read its message above; run the same command again once its cause is gone.");

    /// <summary>The last of what one said.</summary>
    public static string Last(CommandResult result)
    {
        var lines = (string.IsNullOrWhiteSpace(result.Err) ? result.Out : result.Err).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.Length == 0 ? "it said nothing" : string.Join(" | ", lines.TakeLast(3));
    }

    // One that was cut off goes away by itself too, and Docker refuses to remove it meanwhile.
    private async Task EndAsync(HelperRun run, CancellationToken cancel)
    {
        for (var tries = 1; ; tries++)
        {
            var gone = await _docker.TryAsync(DockerCommands.RemoveHelper(run.Name), cancel);
            if (gone.ExitCode == 0 || gone.Err.Contains("no such container", StringComparison.OrdinalIgnoreCase))
                return;
            if (tries == Tries || !gone.Err.Contains("already in progress", StringComparison.OrdinalIgnoreCase))
                throw Failed(run, gone);
            await Task.Delay(Pause, TimeProvider.System, cancel);
        }
    }
}
