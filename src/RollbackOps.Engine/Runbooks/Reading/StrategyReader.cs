using System.Globalization;
using RollbackOps.Engine.Runbooks.Checks;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Runbooks.Reading.Nodes;

namespace RollbackOps.Engine.Runbooks.Reading;

/// <summary>Nodes that were checked to strategies.</summary>
/// <param name="parts">The parts of the system, in the runbook's order.</param>
/// <param name="checks">Its checks.</param>
/// <param name="problems">Hears what is wrong.</param>
internal sealed class StrategyReader(IReadOnlyList<Part> parts, IReadOnlyList<CheckSpec> checks, Problems problems)
{
    /// <summary>The runbook's own strategies, then those that follow from its parts.</summary>
    public IReadOnlyList<Strategy> Read(Node? node)
    {
        var written = (node as MapNode)?.Entries.Select(entry => Strategy(entry.Name, (MapNode)entry.Value)).ToList() ?? [];
        var implied = ImpliedStrategies.Of(parts).Where(strategy => written.TrueForAll(own => own.Name != strategy.Name));
        return [.. written, .. implied];
    }

    private Strategy Strategy(string name, MapNode map)
    {
        var onFailure = map.Text("on-failure");
        if (onFailure == "undo-wave" && map.Find("waves") is null)
            problems.Add(map.Find("on-failure")!.Place, $"the strategy '{name}' has no waves; expected undo or hold");
        var back = Back(map);
        if (map.Find("place") is TextNode { Value: "in-place" } place)
        {
            foreach (var part in parts.OfType<PostgresPart>().Where(part => part.SafetyDump is null && back.Exists(item => item.Part == part.Name)))
                problems.Add(place.Place, $"the strategy '{name}' drops the database '{part.Name}' to bring it back in its own place, and nothing says where it is dumped to before; expected safety-dump: FOLDER at the database");
        }

        var waves = ((map.Find("waves") as ListNode)?.Items ?? []).Cast<MapNode>().Select(node => (Node: node, Wave: Wave(node))).ToList();
        if (waves.Count > 0)
            new WaveRules(parts, checks, problems).Check(map, waves);
        return new()
        {
            Name = name,
            Back = waves.Count == 0 ? back : [.. waves.SelectMany(wave => wave.Wave.Back).Distinct()],
            Services = Services(map),
            StopFirst = map.Text("stop") == "first",
            OnFailure = onFailure switch { "hold" => OnFailure.Hold, "undo-wave" => OnFailure.UndoWave, _ => OnFailure.Undo },
            Build = map.Text("build") switch { "no-cache" => BuildMode.NoCache, "never" => BuildMode.Never, _ => BuildMode.Cached },
            EarlierBackups = map.Text("earlier-backups") is { } few ? int.Parse(few, CultureInfo.InvariantCulture) : 0,
            InPlace = map.Text("place") == "in-place",
            FreshServer = map.Text("place") == "fresh",
            Shut = map.Text("shut"),
            Fresh = map.Texts("fresh"),
            Trial = map.Find("trial") is null ? map.Find("fresh") is not null : map.Flag("trial"),
            Waves = [.. waves.Select(wave => wave.Wave)],
        };
    }

    private Wave Wave(MapNode map) => new()
    {
        Back = Back(map),
        Services = Services(map),
        Wait = map.Duration("wait") ?? TimeSpan.Zero,
        Checks = map.Texts("checks"),
    };

    private IReadOnlyList<string> Services(MapNode map)
    {
        if (map.Find("services") is { } services && !parts.Any(part => part is ComposePart or SwarmPart))
            problems.Add(services.Place, "the runbook has no services; expected services: { compose: … } or { swarm: … } in it");
        return map.Texts("services");
    }

    private List<BackItem> Back(MapNode map)
    {
        var items = new List<BackItem>();
        foreach (var node in map.TextNodes("back"))
        {
            var item = Item(node);
            if (items.Exists(other => other == item || (other.Part == item.Part && (other.Path is null || item.Path is null))))
                problems.Add(node.Place, $"'{node.Value}' goes back twice");
            items.Add(item);
        }

        // Who names services means that they go back.
        if (map.Texts("services").Count > 0 && parts.OfType<ComposePart>().FirstOrDefault() is { } services && !items.Exists(item => item.Part == services.Name))
            items.Add(new(services.Name));
        return [.. items.OrderBy(item => IndexOf(item.Part))];
    }

    private BackItem Item(TextNode node)
    {
        var (name, path) = node.Value.Split('/', 2) is [var first, var rest] ? (first, rest) : (node.Value, null);
        if (IndexOf(name) < 0)
            problems.Add(node.Place, $"the runbook has no part '{name}' that could go back{Spelling.Hint(name, parts.Select(part => part.Name))}");
        else if (parts[IndexOf(name)] is TrafficPart traffic)
            CheckUpstream(node, traffic, path);
        else if (path is not null && parts[IndexOf(name)] is not GitPart)
            problems.Add(node.Place, $"'{name}' goes back whole; only the code has paths");
        else if (path is not null && (path.Trim('/').Length == 0 || !RelativePath.StaysWithin(path)))
            problems.Add(node.Place, $"'{node.Value}' is no path within the code");
        return new(name, path?.TrimEnd('/'));
    }

    private void CheckUpstream(TextNode node, TrafficPart traffic, string? name)
    {
        var known = traffic.Upstreams.Select(upstream => upstream.Name).ToList();
        if (known.Count == 0)
            problems.Add(node.Place, "'traffic' has no upstreams that it could be sent to; expected upstreams: in it");
        else if (name is null)
            problems.Add(node.Place, $"'traffic' goes to one of its upstreams; expected {string.Join(" or ", known.Select(upstream => $"traffic/{upstream}"))}");
        else if (!known.Contains(name))
            problems.Add(node.Place, $"the traffic has no upstream '{name}'{Spelling.Hint(name, known)}");
    }

    private int IndexOf(string name)
    {
        for (var i = 0; i < parts.Count; i++)
            if (parts[i].Name == name)
                return i;
        return -1;
    }
}
