using System.Text.Json;

namespace RollbackOps.Engine.Tools.Mongo;

/// <summary>
/// The scripts that mongosh runs, after its published methods. Plain loops: mongosh waits for the server in them, and not in
/// functions that are handed on. Pure.
/// </summary>
public static class MongoScripts
{
    /// <summary>What stands before the answer, so that a warning before it is no part of it.</summary>
    public const string Mark = "rollbackops:";

    private const string Open = $"const server = new Mongo(process.env.{MongoCommands.UriVariable});";

    /// <summary>What a database holds, counted or not.</summary>
    public static string State(string database, bool counts) => $$"""
        {{Open}}
        const db1 = server.getDB({{Text(database)}});
        const hello = server.getDB('admin').runCommand({ hello: 1 });
        const build = server.getDB('admin').runCommand({ buildInfo: 1 });
        const stats = db1.runCommand({ dbStats: 1 });
        const collections = [];
        for (const info of db1.getCollectionInfos({ type: 'collection' })) {
          if ((info.name.startsWith('system.') || info.name.startsWith('$')) && !info.name.startsWith('system.buckets.')) continue;
          const count = {{(counts ? "db1.getCollection(info.name).countDocuments({})" : "0")}};
          collections.push({ name: info.name, uuid: EJSON.stringify(info.info.uuid), documents: Number(count) });
        }
        print('{{Mark}}' + JSON.stringify({
          version: build.version, isWritable: hello.isWritablePrimary === true, isRouter: hello.msg === 'isdbgrid', size: Number(stats.dataSize || 0),
          free: Number(stats.fsTotalSize || 0) - Number(stats.fsUsedSize || 0), collections: collections }));
        """;

    /// <summary>Drops a whole database.</summary>
    public static string DropDatabase(string database) => $$"""
        {{Open}}
        const answer = server.getDB({{Text(database)}}).runCommand({ dropDatabase: 1 });
        print('{{Mark}}' + JSON.stringify(Number(answer.ok)));
        """;

    /// <summary>Drops the collections and views of a database that have none of some names.</summary>
    public static string DropOthers(string database, IEnumerable<string> names) => $$"""
        {{Open}}
        const db1 = server.getDB({{Text(database)}});
        const stay = {{JsonSerializer.Serialize(names)}};
        let dropped = 0;
        for (const info of db1.getCollectionInfos()) {
          if (info.name.startsWith('system.') || stay.includes(info.name)) continue;
          if (stay.includes('system.buckets.' + info.name)) continue;
          db1.getCollection(info.name).drop();
          dropped++;
        }
        print('{{Mark}}' + JSON.stringify(dropped));
        """;

    private static string Text(string text) => JsonSerializer.Serialize(text);
}
