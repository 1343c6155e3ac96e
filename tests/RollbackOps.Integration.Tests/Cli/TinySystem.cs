using Microsoft.Data.Sqlite;

namespace RollbackOps.Integration.Tests.Cli;

/// <summary>A system as small as can be: an SQLite database, and a service that is two files.</summary>
internal sealed class TinySystem : IDisposable
{
    public TinySystem(string? folder = null, string before = "")
    {
        Folder = folder ?? Directory.CreateTempSubdirectory("rollbackops-tiny-").FullName;
        Directory.CreateDirectory(Path.Combine(Folder, "backups"));
        Execute("app.db", "CREATE TABLE users (name TEXT); INSERT INTO users VALUES ('ann'), ('bob')");
        Execute("app.db", $"VACUUM INTO '{Path.Combine(Folder, "backups", "app-20260217-100000.db")}'");
        Execute("app.db", "DELETE FROM users");
        File.WriteAllText(Path.Combine(Folder, "running"), "");
        File.WriteAllText(Path.Combine(Folder, "rollback.yaml"), $$"""
            system: tiny
            state: state
            databases:
              main: { sqlite: app.db, backups: "backups/*.db", used-by: [service] }
            actions:
              service:
                type: command
                stop: { run: [rm, -f, running], undo: [touch, running], is-done: [sh, -c, "test ! -e running"] }
                start: { run: [sh, -c, "{{before}} touch running"], undo: [rm, -f, running], is-done: [test, -e, running] }
            checks:
              - sql: { database: main, query: "SELECT count(*) FROM users", expect: ">= 2" }
            strategies:
              restore: { back: [main] }
            """);
    }

    public string Folder { get; }

    public string State => Path.Combine(Folder, "state", "tiny.production");

    public string Users()
    {
        using var database = Open("app.db");
        using var query = database.CreateCommand();
        query.CommandText = "SELECT group_concat(name, ',') FROM users";
        return query.ExecuteScalar() as string ?? "";
    }

    public void Execute(string file, string sql)
    {
        using var database = Open(file);
        using var command = database.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public Task<ToolResult> RunAsync(params string[] arguments) => Tool.RunAsync(Folder, arguments);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private SqliteConnection Open(string file)
    {
        var database = new SqliteConnection($"Data Source={Path.Combine(Folder, file)};Pooling=False");
        database.Open();
        return database;
    }
}
