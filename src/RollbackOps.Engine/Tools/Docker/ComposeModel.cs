namespace RollbackOps.Engine.Tools.Docker;

/// <summary>What a project's Compose files describe.</summary>
/// <param name="Services">The services, in the order of the files.</param>
public sealed record ComposeModel(IReadOnlyList<ComposeService> Services)
{
    /// <summary>The service; null where there is none of that name.</summary>
    public ComposeService? Find(string name) => Services.FirstOrDefault(service => service.Name == name);

    /// <summary>Reads what <c>compose config</c> printed.</summary>
    public static ComposeModel Read(string config, ComposeProgram program) =>
        ToolAnswer.Of("docker", () => new ComposeModelReader().Read(program.IsFirst ? YamlAsJson.Read(config) : System.Text.Json.Nodes.JsonNode.Parse(config)));

    /// <summary>
    /// Names in the order in which they start: what a service depends on comes before it. Layers start together.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<string>> Layers(IEnumerable<string> names)
    {
        var left = names.Distinct().Order(StringComparer.Ordinal).ToList();
        var layers = new List<IReadOnlyList<string>>();
        while (left.Count > 0)
        {
            var free = left.Where(name => !Before(name).Any(left.Contains)).ToList();
            if (free.Count == 0)
                free = [.. left];
            layers.Add(free);
            left.RemoveAll(free.Contains);
        }

        return layers;
    }

    // Also through services that are not among the names.
    private HashSet<string> Before(string name)
    {
        var seen = new HashSet<string>();
        var open = new Stack<string>(Find(name)?.DependsOn.Keys ?? []);
        while (open.TryPop(out var next))
        {
            if (next != name && seen.Add(next))
                Find(next)?.DependsOn.Keys.ToList().ForEach(open.Push);
        }

        return seen;
    }
}
