using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Runbooks.Reading.Nodes;

namespace RollbackOps.Engine.Runbooks.Reading;

/// <summary>What a runbook says of a PostgreSQL database beside how it is reached.</summary>
internal static class PostgresReader
{
    private static readonly string[] Own = ["keep-order", "keep-sequences", "place", "safety-dump", "points"];

    /// <summary>Refuses it of another database.</summary>
    public static void Refuse(string name, MapNode map, Problems problems)
    {
        foreach (var entry in map.Entries.Where(entry => Own.Contains(entry.Name)))
            problems.Add(entry.Key.Place, $"'{entry.Name}' is for PostgreSQL, and the database '{name}' is another one");
    }

    /// <summary>The part with it.</summary>
    public static PostgresPart Read(PostgresPart part, MapNode map, Problems problems)
    {
        if (map.Find("place") is TextNode { Value: "in-place" } place && map.Find("safety-dump") is null)
            problems.Add(place.Place, $"the database '{part.Name}' is dropped to come back in its own place, and nothing says where it is dumped to before; expected safety-dump: FOLDER");
        return part with
        {
            KeepsOrder = map.Flag("keep-order"),
            InPlace = map.Text("place") == "in-place",
            Fresh = map.Text("place") == "fresh",
            SafetyDump = map.Text("safety-dump"),
            TemplatePoints = map.Text("points") == "template",
            KeepsSequencesAhead = map.Text("keep-sequences") == "ahead",
        };
    }

    /// <summary>The pod that it runs in; null where it is a service.</summary>
    public static PostgresPod? Pod(MapNode map) => map.Find("pod") is null && map.Find("selector") is null ? null : new()
    {
        Name = map.Text("pod"),
        Selector = map.Text("selector"),
        Namespace = map.Text("namespace"),
        Container = map.Text("container"),
        Context = map.Text("context"),
    };
}
