using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Tests.Swarm;

/// <summary>Answers what Docker would say of a swarm of services without tasks, and counts how many calls come at once.</summary>
internal sealed class FakeSwarm : IRunner
{
    private readonly ConcurrentDictionary<string, (string Image, string? Previous)> _services = [];
    private int _now;

    /// <summary>The most calls at the same time.</summary>
    public int AtOnce { get; private set; }

    /// <summary>All calls.</summary>
    public ConcurrentQueue<string> Calls { get; } = [];

    /// <summary>Answers the first call that begins with a text otherwise.</summary>
    public ConcurrentDictionary<string, CommandResult> Instead { get; } = [];

    /// <summary>What a registry has, by name; nothing else.</summary>
    public Dictionary<string, string> Registry { get; } = [];

    public string this[string service] => _services[service].Image;

    public void Add(string service, string image, string? previous) => _services[service] = (image, previous);

    public async Task<CommandResult> TryAsync(Command command, CancellationToken cancel)
    {
        lock (_services)
            AtOnce = Math.Max(AtOnce, ++_now);
        Calls.Enqueue(command.ToString());
        await Task.Yield();
        var instead = Instead.Keys.FirstOrDefault(start => command.ToString().StartsWith(start, StringComparison.Ordinal));
        var result = instead is not null && Instead.TryRemove(instead, out var other) ? other : Answer([.. command.Arguments]);
        if (command.Output is { } output)
            await output(new MemoryStream(Encoding.UTF8.GetBytes(result.Out)), cancel);
        lock (_services)
            _now--;
        return result;
    }

    public Task<CommandResult> RunAsync(Command command, CancellationToken cancel) => TryAsync(command, cancel);

    private CommandResult Answer(string[] words) => words switch
    {
        ["service", "ls", "--filter", ..] => Said(string.Join('\n', _services.Keys.Order())),
        ["service", "ls", ..] => Said(string.Join('\n', _services.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}\t{pair.Value.Image.Split('@')[0]}"))),
        ["info", ..] => Said("""{"Nodes":1,"Cluster":{"ID":"c1"}}"""),
        ["context", ..] => Said("unix:///run/docker.sock"),
        ["service", "inspect", .. var names] => Said(JsonSerializer.Serialize(names.Where(_services.ContainsKey).Select(Service))),
        ["service", "ps", ..] => Said(""),
        ["image", "inspect", ..] => new(1, "[]", "Error: No such image"),
        ["service", "update", .., var service] => Update(service, words[Array.IndexOf(words, "--image") + 1]),
        ["buildx", _, _, var name, ..] => Registry.TryGetValue(name, out var digest) ? Said($$"""{"digest":"{{digest}}"}""") : new(1, "", $"ERROR: {name}: not found"),
        _ => throw new InvalidOperationException(string.Join(' ', words)),
    };

    private CommandResult Update(string service, string image)
    {
        _services[service] = (image, _services[service].Image);
        return Said("");
    }

    private object Service(string name) => new
    {
        ID = name,
        UpdatedAt = Places.Noon,
        Spec = Spec(name, _services[name].Image),
        PreviousSpec = _services[name].Previous is { } previous ? Spec(name, previous) : null,
    };

    private static object Spec(string name, string image) => new
    {
        Name = name,
        Mode = new { Replicated = new { Replicas = 0 } },
        TaskTemplate = new { ContainerSpec = new { Image = image, Env = new[] { "SHOP_KEY=canary" } } },
    };

    private static CommandResult Said(string text) => new(0, text, "");
}
