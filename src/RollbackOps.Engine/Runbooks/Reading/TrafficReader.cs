using System.Globalization;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Runbooks.Reading.Nodes;
using RollbackOps.Engine.Tools;

namespace RollbackOps.Engine.Runbooks.Reading;

/// <summary>Nodes that were checked to the traffic of users.</summary>
/// <param name="problems">Hears what is wrong.</param>
internal sealed class TrafficReader(Problems problems)
{
    /// <summary>The traffic.</summary>
    public TrafficPart Read(MapNode map)
    {
        var nginx = (MapNode)map.Find("nginx")!;
        CheckFile(map);
        var part = new TrafficPart("traffic")
        {
            Url = map.Text("url")!,
            Service = nginx.Text("service"),
            Reload = nginx.Texts("reload"),
            InPlace = nginx.Flag("in-place"),
            File = map.Text("file"),
            Block = map.Text("block"),
            Upstreams = [.. ((map.Find("upstreams") as MapNode)?.Entries ?? []).Select(Upstream)],
            SafeMode = map.Find("safe-mode") is MapNode page ? SafeMode(page) : null,
        };
        return nginx.Find("run") is null ? part : part with { Program = nginx.Texts("run") };
    }

    /// <summary>Finds a service of nginx that no services of the runbook could have.</summary>
    public void CheckService(MapNode map, IEnumerable<Part> parts)
    {
        if (map.Find("nginx") is MapNode nginx && nginx.Find("service") is { } service && !parts.OfType<ComposePart>().Any())
            problems.Add(service.Place, "the runbook has no services; expected services: { compose: … } in it");
    }

    private void CheckFile(MapNode map)
    {
        if (map.Find("upstreams") is { } upstreams && map.Find("file") is null)
            problems.Add(upstreams.Place, "nothing says which file has the upstream block; expected file: in 'traffic'");
        foreach (var key in new[] { "file", "block" })
            if (map.Find(key) is { } alone && map.Find("upstreams") is null)
                problems.Add(alone.Place, $"'{key}' goes with 'upstreams', which are not given; take it out");
    }

    private static Upstream Upstream(MapEntry entry)
    {
        var map = (MapNode)entry.Value;
        return new(entry.Name)
        {
            Servers = map.Texts("servers"),
            Answers = map.Text("answers"),
            Header = map.Text("header"),
            Contains = map.Text("contains"),
            Status = Number(map, "status") ?? 0,
        };
    }

    private SafeMode SafeMode(MapNode map)
    {
        foreach (var address in map.TextNodes("allow").Where(node => AddressRange.Find(node.Value) is null))
            problems.Add(address.Place, $"'{address.Value}' is no address or network; expected one such as 203.0.113.7 or 10.0.0.0/8");
        var page = new SafeMode { File = map.Text("file")! };
        return page with
        {
            Page = map.Text("page"),
            Status = Number(map, "status") ?? page.Status,
            RetryAfter = map.Duration("retry-after") ?? page.RetryAfter,
            Allow = map.Texts("allow"),
            Pass = map.Texts("pass"),
        };
    }

    private static int? Number(MapNode map, string key) => map.Text(key) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
