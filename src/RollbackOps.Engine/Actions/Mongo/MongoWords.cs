using RollbackOps.Engine.Tools.Mongo;

namespace RollbackOps.Engine.Actions.Mongo;

/// <summary>What a person types to get the old database back from its safety dump. Pure.</summary>
public static class MongoWords
{
    /// <summary>After the restore over the live database failed.</summary>
    public static string BringBack(MongoAccess access, string path) =>
        $"Mend what the message names, then run: rollbackops resume. Or bring the old database back by hand: empty {access.Database} (mongosh, db.dropDatabase()), then: {Restore(access, path)}";

    /// <summary>The command that restores the safety dump.</summary>
    public static string Restore(MongoAccess access, string path)
    {
        var tail = $"--gzip --drop --nsInclude='{access.Database}.*'";
        return access.Container is { } container
            ? $"docker exec -i {container.Name} mongorestore{(access.Password is null ? "" : " --username=<user> --password=<password> --authenticationDatabase=admin")} --archive {tail} < {Word(path)}"
            : $"mongorestore --config=<file with the line uri: the connection string without its database> --archive={Word(path)} {tail}";
    }

    private static string Word(string text) => text.All(c => char.IsLetterOrDigit(c) || "/._:@%+-".Contains(c)) ? text : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
