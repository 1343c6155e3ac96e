using System.Globalization;
using System.Text.RegularExpressions;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Runbooks.Reading.Nodes;

namespace RollbackOps.Engine.Runbooks.Reading;

/// <summary>Nodes that were checked to the parts of the system, in the runbook's order.</summary>
/// <param name="problems">Hears what is wrong.</param>
internal sealed partial class PartReader(Problems problems)
{
    private static readonly Dictionary<string, Moment> Moments =
        Enum.GetValues<Moment>().ToDictionary(moment => moment.ToString().ToLowerInvariant());

    private readonly RunReader _runs = new(problems);
    private readonly BackupReader _backups = new(problems);
    private readonly MigrationReader _migrations = new(problems);
    private readonly StoreReader _stores = new(problems);
    private readonly TrafficReader _traffic = new(problems);
    private readonly DeployReader _deploys = new(problems);

    // The names of the parts that have no name of their own belong to them, given or not.
    private readonly Dictionary<string, Place?> _names = new() { ["code"] = null, ["services"] = null, ["traffic"] = null };

    /// <summary>The parts.</summary>
    public IReadOnlyList<Part> Read(MapNode root)
    {
        var parts = new List<Part>();
        foreach (var entry in root.Entries)
            if (entry.Value is MapNode map)
                parts.AddRange(Section(entry.Name, map));
        if (parts.OfType<MigrationsPart>().FirstOrDefault() is { } schema && !parts.OfType<GitPart>().Any())
            problems.Add(root.Find("databases")!.Place, $"the migrations of '{schema.Database}' are read in the code, and the runbook has none; expected code: {{ git: … }} in it");
        if (root.Find("traffic") is MapNode traffic)
            _traffic.CheckService(traffic, parts);
        return parts;
    }

    private IEnumerable<Part> Section(string key, MapNode map) => key switch
    {
        "code" => [Code(map)],
        "services" => [_deploys.Find("services", map) ?? Services(map)],
        "config" => Named(map).Select(entry => Config(entry.Name, (MapNode)entry.Value)),
        "databases" => Named(map).SelectMany(entry => WithSchema(entry, Database(entry.Name, (MapNode)entry.Value))),
        "traffic" => [_traffic.Read(map)],
        "actions" => Named(map).Select(entry => Action(entry.Name, (MapNode)entry.Value)),
        _ => [],
    };

    private IEnumerable<MapEntry> Named(MapNode map)
    {
        foreach (var entry in map.Entries)
        {
            if (!_names.TryAdd(entry.Name, entry.Key.Place))
            {
                problems.Add(entry.Key.Place, _names[entry.Name] is { } first
                    ? $"the name '{entry.Name}' is taken at {first}; parts need names of their own"
                    : $"the name '{entry.Name}' is that of the {entry.Name} themselves; choose another".Replace("code themselves", "code itself", StringComparison.Ordinal).Replace("traffic themselves", "traffic itself", StringComparison.Ordinal));
            }

            yield return entry;
        }
    }

    private GitPart Code(MapNode map)
    {
        foreach (var need in map.TextNodes("build-needs").Where(need => !RelativePath.StaysWithin(need.Value)))
            problems.Add(need.Place, $"'{need.Value}' leaves the tree; what a build needs is given relative to it");
        return new("code") { Folder = map.Text("git")!, Releases = map.Text("releases"), BuildNeeds = map.Texts("build-needs") };
    }

    private Part Services(MapNode map)
    {
        if (map.Find("kubernetes") is not MapNode && map.Find("swarm") is null)
            return new ComposePart("services") { Files = map.Texts("compose"), Project = map.Text("project") };
        if (map.Find("project") is { } project)
            problems.Add(project.Place, "'project' belongs to compose, and the services are in kubernetes or a swarm; take it out");
        if (map.Find("kubernetes") is MapNode kubernetes)
            return new KubernetesReader(problems).Read(kubernetes);
        return map.Find("swarm") is MapNode given
            ? new SwarmPart("services") { Stack = given.Text("stack"), Services = given.Texts("services"), Context = given.Text("context"), RegistryAuth = given.Flag("registry-auth") }
            : new SwarmPart("services") { Stack = map.Text("swarm") };
    }

    private FilesPart Config(string name, MapNode map) => new(name)
    {
        Files = map.Find("files") is MapNode ? map.Pairs("files").ToDictionary(pair => pair.Key, pair => (string?)pair.Value) : map.Texts("files").Distinct().ToDictionary(name => name, _ => (string?)null),
        Test = _runs.Find(map, "test"),
        Reload = _runs.Find(map, "reload"),
        Prove = _runs.Find(map, "prove"),
        InPlace = map.Flag("in-place"),
    };

    private IEnumerable<Part> WithSchema(MapEntry entry, DatabasePart database)
    {
        yield return database;
        if (((MapNode)entry.Value).Find("migrations") is not MapNode migrations)
            yield break;
        var schema = _migrations.Read(entry.Name, migrations);
        if (!_names.TryAdd(schema.Name, migrations.Place))
            problems.Add(migrations.Place, $"the name '{schema.Name}', which the database's schema has, is taken at {_names[schema.Name]}");
        yield return schema;
    }

    private DatabasePart Database(string name, MapNode map)
    {
        DatabasePart part = map.Find("postgres") switch
        {
            MapNode service => new PostgresPart(name)
            {
                Service = service.Text("service"),
                Pod = PostgresReader.Pod(service),
                Database = service.Text("database"),
                User = service.Text("user"),
            },
            TextNode url => new PostgresPart(name) { Url = url.Value },
            _ when map.Find("supabase") is MapNode project => Supabase(name, project),
            _ when map.Find("sqlite") is not null => new SqlitePart(name) { File = map.Text("sqlite")! },
            _ => StoreReader.Read(name, map),
        };
        if (part is PostgresPart postgres)
            part = PostgresReader.Read(postgres, map, problems);
        else
            PostgresReader.Refuse(name, map, problems);
        _stores.CheckKeys(part, map);
        return part with
        {
            UsedBy = map.Find("used-by") is null ? null : map.Texts("used-by"),
            Backups = _backups.Read(map.Find("backups")),
            Expect = [.. map.Pairs("expect").Select(rule => Rule(rule.Key, rule.Value))],
            Integrity = map.Texts("integrity"),
            Forward = _runs.Find(map, "forward"),
        };
    }

    private static SupabasePart Supabase(string name, MapNode map)
    {
        var part = new SupabasePart(name) { Project = map.Text("project")!, Token = map.Text("token")! };
        return map.Text("api") is { } api ? part with { Api = api } : part;
    }

    private static RowRule Rule(string table, string text)
    {
        var match = RowText().Match(text);
        var comparison = match.Groups["comparison"].Value;
        return new(table, comparison.Length == 0 ? "=" : comparison, long.Parse(match.Groups["rows"].ValueSpan, CultureInfo.InvariantCulture));
    }

    private Part Action(string name, MapNode map)
    {
        var moments = map.Entries
            .Where(entry => Moments.ContainsKey(entry.Name))
            .ToDictionary(entry => Moments[entry.Name], entry => _runs.ReadCommand(entry.Value));
        if (_deploys.Find(name, map) is { } deploy)
        {
            foreach (var entry in map.Entries.Where(entry => Moments.ContainsKey(entry.Name)))
                problems.Add(entry.Key.Place, $"'{entry.Name}' is for the commands of an action of type command, and '{name}' is {deploy.Kind}; give it an action of its own");
            return deploy;
        }

        if (moments.Count == 0)
            problems.Add(map.Place, $"the action '{name}' has no command; expected one for a moment: {string.Join(", ", Moments.Keys)}");
        return new CommandPart(name) { Moments = moments };
    }

    [GeneratedRegex("^(?<comparison>>=|<=|=|>|<)? *(?<rows>[0-9]+)$", RegexOptions.CultureInvariant)]
    private static partial Regex RowText();
}
