using System.Runtime.CompilerServices;
using System.Text;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Tools.Docker;

/// <summary>Runs <c>docker</c> and Compose, and says clearly where one of them is missing or silent.</summary>
/// <param name="runner">Runs programs.</param>
public sealed class DockerCli(IRunner runner)
{
    // What may take longer is work, which its step's limit is about.
    private static readonly TimeSpan Question = TimeSpan.FromMinutes(1);

    // It takes Compose long to say which it is, and it stays the same as long as a program runs.
    private static readonly ConditionalWeakTable<IRunner, ComposeProgram> Known = [];

    /// <summary>Runs a command that must succeed; what it printed, for parsing.</summary>
    /// <exception cref="RollbackException">Docker is missing, its daemon doesn't answer, or the command failed.</exception>
    public async Task<string> RunAsync(Command command, CancellationToken cancel) =>
        Expect(command, await TryAsync(command, cancel)).Raw;

    /// <summary>Runs a command, whatever its exit code.</summary>
    /// <exception cref="RollbackException">Docker is missing or its daemon doesn't answer.</exception>
    public async Task<CommandResult> TryAsync(Command command, CancellationToken cancel) =>
        Answered(command, await StartedAsync(command, cancel));

    /// <summary>
    /// Runs a command whose output is a document with values that redaction would spoil; the output is for the program
    /// alone.
    /// </summary>
    /// <exception cref="RollbackException">Docker is missing, its daemon doesn't answer, or the command failed.</exception>
    public async Task<string> ReadAsync(Command command, bool partial, CancellationToken cancel)
    {
        var (result, output) = await RawAsync(command, cancel);
        if (!partial)
            Expect(command, result);
        return output;
    }

    /// <summary>As above for an inspection, which leaves out what does not exist. Any other failure is not "there is none".</summary>
    /// <exception cref="RollbackException">Docker is missing, its daemon doesn't answer, or the command failed.</exception>
    public async Task<string> InspectAsync(Command command, CancellationToken cancel)
    {
        var (result, output) = await RawAsync(command, cancel);
        if (!result.Err.Contains("no such", StringComparison.OrdinalIgnoreCase))
            Expect(command, result);
        return output;
    }

    private async Task<(CommandResult Result, string Output)> RawAsync(Command command, CancellationToken cancel)
    {
        using var kept = new MemoryStream();
        var result = Answered(command, await StartedAsync(command with { Output = (stream, both) => stream.CopyToAsync(kept, both) }, cancel));
        return (result, Encoding.UTF8.GetString(kept.ToArray()));
    }

    /// <summary>How Compose is called here.</summary>
    /// <exception cref="RollbackException">There is no Compose.</exception>
    public async Task<ComposeProgram> ComposeAsync(CancellationToken cancel)
    {
        if (Known.TryGetValue(runner, out var known))
            return known;
        var found = await FindComposeAsync(cancel);
        Known.AddOrUpdate(runner, found);
        return found;
    }

    private async Task<ComposeProgram> FindComposeAsync(CancellationToken cancel)
    {
        if ((await StartedAsync(ComposeCommands.Version(ComposeProgram.Plugin), cancel)).ExitCode == 0)
            return ComposeProgram.Plugin;
        try
        {
            var result = await runner.TryAsync(ComposeCommands.Version(ComposeProgram.Standalone("")), cancel);
            if (result.ExitCode == 0)
                return ComposeProgram.Standalone(result.Raw);
        }
        catch (RollbackException error) when (error.Id == RollbackErrorId.ToolMissing)
        {
        }

        throw new RollbackException(
            RollbackErrorId.ToolMissing,
            "Docker is there but Compose is not: neither 'docker compose' nor 'docker-compose' can be run.",
            "Install Docker's Compose plugin (package docker-compose-plugin or docker-compose), then run the same command again.");
    }

    private async Task<CommandResult> StartedAsync(Command command, CancellationToken cancel)
    {
        try
        {
            return await runner.TryAsync(command, cancel);
        }
        catch (RollbackException error) when (error.Id is RollbackErrorId.ToolMissing or RollbackErrorId.TargetMissing && !Directory.Exists(command.Folder ?? "."))
        {
            throw new RollbackException(
                RollbackErrorId.PlanImpossible,
                $"The Compose project's folder {command.Folder} does not exist.",
                "Put the folder back, or start the services from where they are now.",
                error);
        }
        catch (RollbackException error) when (error.Id == RollbackErrorId.ToolMissing)
        {
            throw new RollbackException(
                RollbackErrorId.ToolMissing,
                $"The program '{command.Program}' can't be started, and what the runbook names runs in Docker.",
                "Install Docker's command line or put it on the PATH, then run the same command again.",
                error);
        }
        catch (RollbackException error) when (error.Id == RollbackErrorId.TimedOut && command.Limit <= Question)
        {
            throw DaemonFailure.Hangs(command, error);
        }
    }

    private static CommandResult Answered(Command command, CommandResult result) =>
        result.ExitCode != 0 && DaemonFailure.Of(command, result.Err) is { } failure ? throw failure : result;

    /// <summary>The error for a command that failed, where nothing better can be said.</summary>
    public static RollbackException Failed(Command command, CommandResult result) => new(
        RollbackErrorId.ToolFailed,
        $"'{command}' ended with exit code {result.ExitCode}: {LastLines(result)}",
        "Read Docker's message above; run the same command again once its cause is gone.");

    private static CommandResult Expect(Command command, CommandResult result) => result.ExitCode == 0 ? result : throw Failed(command, result);

    private static string LastLines(CommandResult result)
    {
        var lines = result.Err.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.Length == 0 ? "it said nothing" : string.Join(" | ", lines.TakeLast(5));
    }
}
