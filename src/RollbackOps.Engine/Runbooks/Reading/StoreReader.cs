using System.Globalization;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Runbooks.Reading.Nodes;

namespace RollbackOps.Engine.Runbooks.Reading;

/// <summary>Nodes that were checked to stores that are no SQL databases, and which keys belong to which kind.</summary>
/// <param name="problems">Hears what is wrong.</param>
internal sealed class StoreReader(Problems problems)
{
    private static readonly string[] Sql = ["integrity", "forward", "keep-order"];
    private static readonly string[] Redis = ["flush", "restart"];

    /// <summary>The store.</summary>
    public static DatabasePart Read(string name, MapNode map) => map.Find("volume") switch
    {
        MapNode volume => new VolumePart(name)
        {
            Volume = volume.Text("name")!,
            Strip = int.Parse(volume.Text("strip") ?? "0", CultureInfo.InvariantCulture),
            Image = volume.Text("image"),
        },
        TextNode volume => new VolumePart(name) { Volume = volume.Value },
        _ => map.Find("mongo") is null ? ReadRedis(name, map) : ReadMongo(name, map),
    };

    /// <summary>Finds keys that mean nothing for the kind of database that they stand with.</summary>
    public void CheckKeys(DatabasePart part, MapNode map)
    {
        (string[] strange, var ours) = part is RedisPart or VolumePart or MongoPart ? (Sql, "an SQL database") : (Redis, "redis");
        foreach (var entry in map.Entries.Where(entry => strange.Contains(entry.Name)))
            problems.Add(entry.Key.Place, $"'{entry.Name}' belongs to {ours}, and '{part.Name}' is {part.Kind}; take it out");
        if (part is RedisPart redis)
            CheckRedis(redis, map);
        if (part is MongoPart)
            CheckMongo(map);
        if (part is not VolumePart)
            return;
        foreach (var key in Redis.Append("expect"))
            Wrong(map, key, $"'{key}' means nothing for a volume; take it out");
    }

    private static MongoPart ReadMongo(string name, MapNode map) => map.Find("mongo") is MapNode service
        ? new(name) { Service = service.Text("service"), Database = service.Text("database"), User = service.Text("user"), Password = service.Text("password") }
        : new(name) { Url = map.Text("mongo") };

    private void CheckMongo(MapNode map)
    {
        foreach (var key in Redis)
            Wrong(map, key, $"'{key}' belongs to redis; take it out");
    }

    private static RedisPart ReadRedis(string name, MapNode map)
    {
        var part = new RedisPart(name)
        {
            Patterns = map.Find("flush") is ListNode ? map.Texts("flush") : [],
            FlushesDatabase = map.Text("flush") == "database",
            Restart = map.Flag("restart"),
        };
        return map.Find("redis") is MapNode service
            ? part with
            {
                Service = service.Text("service"),
                Database = int.Parse(service.Text("database") ?? "0", CultureInfo.InvariantCulture),
                User = service.Text("user"),
                Password = service.Text("password"),
            }
            : part with { Url = map.Text("redis") };
    }

    private void CheckRedis(RedisPart redis, MapNode map)
    {
        if (redis.Restart && !redis.Flushes)
            Wrong(map, "restart", "'restart' goes with 'flush'; a server whose RDB comes back is restarted in any case");
        if (redis.Url is not null)
        {
            Wrong(map, "restart", "'restart' needs the service: write redis: { service: … } in the place of the URL");
            Wrong(map, "backups", "an RDB comes back only where the server's files can be reached: write redis: { service: … } in the place of the URL");
        }

        if (redis.Flushes)
            Wrong(map, "expect", "'expect' is for what comes back, and 'flush' brings nothing back; take it out");
    }

    private void Wrong(MapNode map, string key, string message)
    {
        if (map.Entries.FirstOrDefault(entry => entry.Name == key) is { } entry)
            problems.Add(entry.Key.Place, message);
    }
}
