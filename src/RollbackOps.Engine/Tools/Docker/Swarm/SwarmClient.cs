using System.Text;
using System.Text.RegularExpressions;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Tools.Docker.Swarm;

/// <summary>Asks and tells a manager of a swarm, by Docker's own command line.</summary>
/// <param name="runner">Runs programs.</param>
/// <param name="context">Docker's context; null for the current one.</param>
public sealed partial class SwarmClient(IRunner runner, string? context)
{
    // An argument list has its limits.
    private const int AtATime = 100;

    // Swarm notes how an update goes in the service itself; what was read a moment before is then too old to write.
    private const int Tries = 5;
    private const int Shown = 12;
    private readonly DockerCli _docker = new(runner);

    /// <summary>The command lines.</summary>
    public SwarmCommands Commands { get; } = new(context);

    /// <summary>The swarm.</summary>
    public async Task<SwarmInfo> InfoAsync(CancellationToken cancel) => SwarmInfo.Read(await ReadAsync(Commands.Info(), cancel));

    /// <summary>The address of a manager on another machine; null for this one.</summary>
    public async Task<string?> RemoteAsync(CancellationToken cancel)
    {
        var result = await TryAsync(Commands.Endpoint(), cancel);
        var address = result.ExitCode == 0 ? result.Out.Trim() : "";
        return address.StartsWith("unix:", StringComparison.Ordinal) || address.StartsWith("npipe:", StringComparison.Ordinal) || address.Length == 0 ? null : address;
    }

    /// <summary>Name and image of every service of the swarm.</summary>
    /// <exception cref="RollbackException">Docker is missing or silent, the context is unknown, or the node is no manager.</exception>
    public async Task<IReadOnlyList<(string Name, string Image)>> ServicesAsync(CancellationToken cancel) =>
        [.. Lines(await ReadAsync(Commands.Services(), cancel)).Select(line => line.Split('\t')).Where(words => words.Length == 2).Select(words => (words[0], words[1]))];

    /// <summary>The names of a stack's services.</summary>
    public async Task<IReadOnlyList<string>> OfStackAsync(string stack, CancellationToken cancel) => Lines(await ReadAsync(Commands.OfStack(stack), cancel));

    /// <summary>The services; those that don't exist are missing.</summary>
    public async Task<IReadOnlyList<SwarmService>> InspectAsync(IReadOnlyList<string> services, CancellationToken cancel) =>
        await ManyAsync(services, part => Commands.Inspect(part), SwarmServiceReader.Read, cancel);

    /// <summary>The services' tasks, with those that have ended and are still known.</summary>
    public async Task<IReadOnlyList<SwarmTask>> TasksAsync(IReadOnlyList<string> services, CancellationToken cancel)
    {
        var ids = await ManyAsync(services, part => Commands.TaskIds(part), Lines, cancel);
        // One that is forgotten between the two calls is no error.
        return await ManyAsync(ids, part => Commands.Tasks(part), SwarmTask.Read, cancel);
    }

    /// <summary>Those of the images that the manager has.</summary>
    public async Task<IReadOnlyList<LocalImage>> ImagesAsync(IReadOnlyList<SwarmImage> images, CancellationToken cancel) =>
        await ManyAsync([.. images.DistinctBy(image => image.Exact)], part => Commands.Images(part), LocalImage.Read, cancel);

    /// <summary>The digest that a registry has under a tag; null where it has none.</summary>
    /// <exception cref="RollbackException">The registry does not answer or refuses this user.</exception>
    public Task<string?> DigestAsync(SwarmImage image, CancellationToken cancel) => new RegistryClient(_docker).DigestAsync(image, cancel);

    /// <summary>Pulls an image on the manager.</summary>
    /// <exception cref="RollbackException">It can't be had (<see cref="RollbackErrorId.TargetMissing"/>, <see cref="RollbackErrorId.Unreachable"/>).</exception>
    public async Task PullAsync(SwarmImage image, TimeSpan limit, Action<string> retrying, CancellationToken cancel)
    {
        var result = await TryAsync(Commands.Pull(image, limit) with { Retrying = retrying }, cancel);
        if (result.ExitCode != 0)
            throw RegistryFailure.Of($"{image}", result.Err, "The swarm's manager can't pull");
    }

    /// <summary>Gives a service an image; what comes of it is read from the service.</summary>
    /// <exception cref="RollbackException">Docker refused it.</exception>
    public async Task UpdateAsync(string service, SwarmImage image, bool registryAuth, CancellationToken cancel)
    {
        var command = Commands.Update(service, image, registryAuth);
        for (var left = Tries; ; left--)
        {
            var result = await TryAsync(command, cancel);
            if (result.ExitCode == 0)
                return;
            if (left == 1 || !result.Err.Contains("out of sequence", StringComparison.OrdinalIgnoreCase))
                throw Failed(command, result);
        }
    }

    /// <summary>The last lines that a task wrote, on whichever node; none where they can't be read.</summary>
    public async Task<IReadOnlyList<string>> LastWordsAsync(string task, int lines, CancellationToken cancel)
    {
        var errors = new List<string>();
        var result = await TryAsync(Commands.Logs(task, lines) with { ErrorLine = errors.Add }, cancel);
        return result.ExitCode == 0 ? [.. Lines(result.Out).Concat(errors).TakeLast(lines)] : [];
    }

    private async Task<IReadOnlyList<T>> ManyAsync<T>(
        IReadOnlyList<string> names, Func<IReadOnlyList<string>, Command> command, Func<string, IReadOnlyList<T>> read, CancellationToken cancel) =>
        await ManyAsync<string, T>(names, command, read, cancel);

    private async Task<IReadOnlyList<T>> ManyAsync<TName, T>(
        IReadOnlyList<TName> names, Func<IReadOnlyList<TName>, Command> command, Func<string, IReadOnlyList<T>> read, CancellationToken cancel)
    {
        var parts = await AtOnce.SelectAsync([.. names.Chunk(AtATime)], async (part, token) => read(await ThereAsync(command(part), token)), cancel);
        return [.. parts.SelectMany(part => part)];
    }

    // Raw: redaction would spoil names. What is gone since it was listed is left out; any other failure is not "there is none".
    private async Task<string> ThereAsync(Command command, CancellationToken cancel)
    {
        using var kept = new MemoryStream();
        var result = await TryAsync(command with { Output = (stream, both) => stream.CopyToAsync(kept, both) }, cancel);
        return result.ExitCode == 0 || Gone().IsMatch(result.Err) ? Encoding.UTF8.GetString(kept.ToArray()) : throw Failed(command, result);
    }

    private async Task<string> ReadAsync(Command command, CancellationToken cancel)
    {
        var result = await TryAsync(command, cancel);
        return result.ExitCode == 0 ? result.Raw : throw Failed(command, result);
    }

    private async Task<CommandResult> TryAsync(Command command, CancellationToken cancel)
    {
        var result = await _docker.TryAsync(command, cancel);
        if (result.ExitCode != 0 && Refusal(result.Err) is { } refusal)
            throw refusal;
        return result;
    }

    private RollbackException? Refusal(string said)
    {
        var where = context is null ? "Docker's daemon" : $"Docker's daemon of the context '{context}'";
        if (said.Contains("needs to be unlocked", StringComparison.OrdinalIgnoreCase))
            return new(RollbackErrorId.Unreachable, $"{where} has a swarm that is locked since it was started.", "Unlock it (docker swarm unlock), then run the same command again.");
        if (said.Contains("does not have a leader", StringComparison.OrdinalIgnoreCase))
            return new(RollbackErrorId.Unreachable, $"The swarm of {where} has no leader: too few of its managers are up.", "Bring its managers back (docker node ls, once one leads), then run the same command again.");
        if (said.Contains("Worker nodes can't be used", StringComparison.OrdinalIgnoreCase))
            return new(RollbackErrorId.PlanImpossible, $"{where} is a worker of its swarm, and services are led by its managers.", "Name the context of a manager: services: { swarm: { …, context: NAME } }; docker context ls shows those that there are.");
        return said.Contains("not a swarm manager", StringComparison.OrdinalIgnoreCase)
            ? new(RollbackErrorId.PlanImpossible, $"{where} is in no swarm, and the runbook's services are a swarm's.", "Name the context of a manager: services: { swarm: { …, context: NAME } }, or correct DOCKER_HOST; docker context ls shows those that there are.")
            : null;
    }

    private static RollbackException Failed(Command command, CommandResult result)
    {
        var lines = result.Err.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var shown = command.Arguments.Count <= Shown ? command.ToString() : $"{command with { Arguments = [.. command.Arguments.Take(Shown)] }} …";
        return new(
            RollbackErrorId.ToolFailed,
            $"'{shown}' ended with exit code {result.ExitCode}: {(lines.Length == 0 ? "it said nothing" : string.Join(" | ", lines.TakeLast(5)))}",
            "Read Docker's message above; run the same command again once its cause is gone.");
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    [GeneratedRegex("no such (service|task|image)|(service|task) [a-z0-9]+ not found", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Gone();
}
