using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.Docker;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Actions.Postgres.Fresh;

/// <summary>The Docker host's volumes and containers that a fresh server is about.</summary>
/// <param name="runner">Runs Docker.</param>
/// <param name="time">The clock.</param>
internal sealed class FreshHost(IRunner runner, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private readonly DockerCli _docker = new(runner);

    /// <summary>Runs a command that must succeed.</summary>
    public Task<string> RunAsync(Command command, CancellationToken cancel) => _docker.RunAsync(command, cancel);

    /// <summary>Runs a command, whatever comes of it.</summary>
    public async Task<bool> TryAsync(Command command, CancellationToken cancel) => (await _docker.TryAsync(command, cancel)).ExitCode == 0;

    /// <summary>Whether a container is there, runs, and its addresses.</summary>
    public async Task<(bool Exists, bool IsUp, IReadOnlyList<string> Addresses)> ContainerAsync(string container, CancellationToken cancel)
    {
        var result = await _docker.TryAsync(FreshCommands.State(container), cancel);
        if (result.ExitCode != 0)
            return (false, false, []);
        var parts = result.Raw.TrimEnd('\n').Split('\t');
        return (true, parts[0] == "true" || parts[1] == "true", parts[2].Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Where the two contents are.</summary>
    public async Task<FreshState> ContentsAsync(FreshDetail detail, Work work, CancellationToken cancel)
    {
        var beside = detail.Volume(work);
        var lines = (await RunAsync(FreshCommands.Helper(detail.Place, FreshScripts.Read, writes: false, detail.Place.Volume, beside), cancel))
            .Split('\n').Select(line => line.Trim()).ToList();
        var found = Blocks(lines);
        return new() { Live = found[0], Beside = found[1], Between = found[2], Name = beside, HasVolume = await TryAsync(FreshCommands.Volume(beside), cancel) };
    }

    /// <summary>Exchanges the two contents.</summary>
    /// <param name="detail">The volumes.</param>
    /// <param name="work">The run.</param>
    /// <param name="away">The content that leaves the live volume.</param>
    /// <param name="comes">The content that comes there.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="RollbackException">A container uses the live volume.</exception>
    public async Task ExchangeAsync(FreshDetail detail, Work work, string away, string comes, CancellationToken cancel)
    {
        var users = (await RunAsync(FreshCommands.UsersOf(detail.Place.Volume), cancel)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (users.Length > 0)
        {
            throw new RollbackException(
                RollbackErrorId.ChangedByOthers, $"The volume {detail.Place.Volume} is in use by {string.Join(", ", users)}, and its content is not exchanged under them.", $"Stop them (docker stop {string.Join(' ', users)}), then resume.");
        }

        await RunAsync(FreshCommands.Helper(detail.Place, FreshScripts.Exchange, writes: true, detail.Place.Volume, detail.Volume(work), away, comes), cancel);
    }

    /// <summary>Waits until a server takes connections.</summary>
    /// <exception cref="RollbackException">It does not in time, or it has ended.</exception>
    public async Task ReadyAsync(string container, string what, CancellationToken cancel)
    {
        var began = time.GetTimestamp();
        while (!await TryAsync(FreshCommands.Ready(container), cancel))
        {
            if (time.GetElapsedTime(began) > Patience || !(await ContainerAsync(container, cancel)).IsUp)
                throw new RollbackException(RollbackErrorId.NotInEffect, $"The {what} (container {container}) does not take connections.", $"See why: docker logs {container}");
            await Task.Delay(Pause, time, cancel);
        }
    }

    private static string?[] Blocks(List<string> lines)
    {
        // A missing one prints the empty line alone, one that is there prints its inode before it.
        var found = new List<string?>();
        string? last = null;
        foreach (var line in lines)
        {
            if (line.Length > 0)
                last = line;
            else
            {
                found.Add(last);
                last = null;
            }
        }

        return ToolAnswer.Of("docker", () => found.Count >= 3 ? found.Take(3).ToArray() : throw new FormatException());
    }
}
