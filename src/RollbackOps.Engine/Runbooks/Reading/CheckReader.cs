using System.Globalization;
using System.Text.RegularExpressions;
using RollbackOps.Engine.Runbooks.Checks;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Runbooks.Reading.Format;
using RollbackOps.Engine.Runbooks.Reading.Nodes;

namespace RollbackOps.Engine.Runbooks.Reading;

/// <summary>Nodes that were checked to checks.</summary>
/// <param name="parts">The parts of the system.</param>
/// <param name="problems">Hears what is wrong.</param>
internal sealed class CheckReader(IReadOnlyList<Part> parts, Problems problems)
{
    private readonly RunReader _runs = new(problems);
    private readonly Dictionary<string, Place> _names = [];

    /// <summary>The checks before and after users come back.</summary>
    public (IReadOnlyList<CheckSpec> BeforeOpen, IReadOnlyList<CheckSpec> AfterOpen) Read(Node? node)
    {
        Remember(node);
        return node switch
        {
            ListNode list => (List(list), []),
            MapNode map => (List(map.Find("before-open")), List(map.Find("after-open"))),
            _ => ([], []),
        };
    }

    private static IEnumerable<MapNode> Items(Node? node) => node switch
    {
        ListNode list => list.Items.OfType<MapNode>(),
        MapNode map => Items(map.Find("before-open")).Concat(Items(map.Find("after-open"))),
        _ => [],
    };

    /// <summary>Given names first, so that those that follow from a check's target never take them.</summary>
    private void Remember(Node? node)
    {
        foreach (var name in Items(node).Select(item => item.Find("name")).OfType<TextNode>())
            if (!_names.TryAdd(name.Value, name.Place))
                problems.Add(name.Place, $"the check's name '{name.Value}' is taken at {_names[name.Value]}");
    }

    private List<CheckSpec> List(Node? node) => [.. Items(node).Select(Check)];

    private CheckSpec Check(MapNode item)
    {
        var target = item.Entries.First(entry => CheckFormat.Kinds.Contains(entry.Name));
        CheckSpec check = target.Name switch
        {
            "http" => Http(target.Value),
            "sql" => Sql(target.Value),
            "containers" => Containers(target.Value),
            "log" => Log((MapNode)target.Value),
            "tcp" => Tcp(target.Value),
            "certificate" => Certificate(target.Value),
            "command" => Command(target.Value),
            _ => Ask((TextNode)target.Value),
        };
        var limit = item.Duration("limit") ?? check.Limit;
        check = check with { Name = item.Text("name") ?? Unique(Short(check.Name), item.Place), Writes = item.Flag("writes"), Limit = limit };
        return check is CommandCheck command ? command with { Run = command.Run with { Limit = limit } } : check;
    }

    private static string Short(string name)
    {
        var line = string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length > 80 ? $"{line[..79]}…" : line;
    }

    private string Unique(string name, Place place)
    {
        var unique = name;
        for (var next = 2; !_names.TryAdd(unique, place); next++)
            unique = $"{name} ({next})";
        return unique;
    }

    private HttpCheck Http(Node node)
    {
        var map = node as MapNode;
        var url = (TextNode)(map?.Find("url") ?? node);
        if (!url.Value.Contains("${", StringComparison.Ordinal) && !Uri.TryCreate(url.Value, UriKind.Absolute, out _))
            problems.Add(url.Place, "the address can't be read; expected one such as http://localhost:3000/health");
        var check = new HttpCheck { Name = $"http {url.Value}", Url = url.Value };
        return map is null
            ? check
            : check with
            {
                Method = map.Text("method") ?? check.Method,
                Headers = map.Pairs("headers"),
                Body = map.Text("body"),
                Status = map.Text("status") is { } status ? int.Parse(status, CultureInfo.InvariantCulture) : 0,
                Json = map.Pairs("json"),
                Contains = map.Text("contains"),
                Under = map.Duration("under"),
            };
    }

    private SqlCheck Sql(Node node)
    {
        var map = node as MapNode;
        var query = map?.Text("query") ?? ((TextNode)node).Value;
        var database = Database(map?.Find("database") as TextNode, node.Place);
        return new() { Name = $"sql {database}: {query}", Database = database, Query = query, Expect = map?.Text("expect") };
    }

    private string Database(TextNode? named, Place place)
    {
        var known = parts.OfType<DatabasePart>().Select(part => part.Name).ToList();
        if (named is not null && !known.Contains(named.Value))
            problems.Add(named.Place, $"the runbook has no database '{named.Value}'{Spelling.Hint(named.Value, known)}");
        if (named is null && known.Count != 1)
        {
            problems.Add(place, known.Count == 0
                ? "the runbook has no database to ask"
                : $"the runbook has several databases; name one: {string.Join(", ", known)}");
        }

        return named?.Value ?? known.FirstOrDefault("");
    }

    private static ContainersCheck Containers(Node node)
    {
        var services = (node as MapNode)?.Texts("services") ?? [];
        return new() { Name = $"containers {string.Join(", ", services)}".TrimEnd(), Services = services };
    }

    private LogCheck Log(MapNode map)
    {
        var check = new LogCheck
        {
            Name = $"log {map.Text("service") ?? map.Text("file")}",
            Service = map.Text("service"),
            File = map.Text("file"),
            Pattern = map.Text("pattern"),
            Level = map.Text("level"),
        };
        if (check.Pattern is not null && WrongPattern(check.Pattern) is { } wrong)
            problems.Add(map.Find("pattern")!.Place, $"the regular expression can't be read: {wrong}");
        return check with { NoneFor = map.Duration("none-for") ?? check.NoneFor };
    }

    private static TcpCheck Tcp(Node node)
    {
        var (host, port) = node is MapNode map
            ? (map.Text("host")!, map.Text("port")!)
            : Split(((TextNode)node).Value);
        return new() { Name = $"tcp {host}:{port}", Host = host.Trim('[', ']'), Port = int.Parse(port, CultureInfo.InvariantCulture) };
    }

    private static CertificateCheck Certificate(Node node)
    {
        if (node is not MapNode map)
        {
            var (name, number) = Split(((TextNode)node).Value);
            return new() { Name = $"certificate {name}:{number}", Host = name, Port = int.Parse(number, CultureInfo.InvariantCulture) };
        }

        var check = new CertificateCheck { Name = "", Host = map.Text("host")! };
        check = check with
        {
            Port = map.Text("port") is { } port ? int.Parse(port, CultureInfo.InvariantCulture) : check.Port,
            Address = map.Text("address"),
            Names = map.Texts("names"),
            Days = map.Text("days") is { } days ? int.Parse(days, CultureInfo.InvariantCulture) : check.Days,
            Authority = map.Text("authority"),
            File = map.Text("file"),
        };
        return check with { Name = $"certificate {check.Host}:{check.Port}" };
    }

    private static (string Host, string Port) Split(string address)
    {
        var colon = address.LastIndexOf(':');
        return (address[..colon], address[(colon + 1)..]);
    }

    private CommandCheck Command(Node node)
    {
        var run = _runs.Read(node);
        return new() { Name = $"command {string.Join(' ', run.Run)}", Run = run, Contains = (node as MapNode)?.Text("contains") };
    }

    private static AskCheck Ask(TextNode node) => new() { Name = $"ask {node.Value}", Question = node.Value };

    private static string? WrongPattern(string pattern)
    {
        try
        {
            _ = new Regex(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
            return null;
        }
        catch (ArgumentException error)
        {
            return error.Message.TrimEnd('.');
        }
    }
}
