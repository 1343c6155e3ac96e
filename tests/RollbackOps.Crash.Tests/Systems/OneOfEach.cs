using Microsoft.Data.Sqlite;
using RollbackOps.Crash.Tests.Points;
using RollbackOps.Engine.Tools.Files;
using RollbackOps.Integration.Tests.Cli;
using RollbackOps.Integration.Tests.Git;

namespace RollbackOps.Crash.Tests.Systems;

/// <summary>
/// A system of everything that needs no server: a git tree, configuration, an SQLite database in WAL mode whose user was
/// killed, a service and a notice that are commands. Made once, copied for each crash.
/// </summary>
/// <remarks>Where it must fail, its check does, so that each run turns back.</remarks>
internal sealed class OneOfEach : ICrashSystem, IDisposable
{
    private readonly string _made = Directory.CreateTempSubdirectory("rollbackops-each-").FullName;
    private int _copies;

    public OneOfEach(bool mustFail = false)
    {
        Directory.CreateDirectory(Path.Combine(Template, "backups"));
        Code();
        Configuration();
        Database();
        Write("service.log", "begin\n");
        Write("notice.log", "");
        Write("loaded.log", "");
        Write("rollback.yaml", OneOfEachRunbook.Text);
        if (mustFail)
            Write("must-fail", "");
    }

    public string Name => "one of each";

    private string Template => Path.Combine(_made, "template");

    public async Task<ICrashCopy> CopyAsync()
    {
        var folder = Path.Combine(_made, $"{Interlocked.Increment(ref _copies):0000}");
        await Tool.ShellAsync(_made, "cp", "-a", Template, folder);
        return new OneOfEachCopy(folder);
    }

    public void Dispose() => Directory.Delete(_made, recursive: true);

    private void Code()
    {
        var site = new TestRepository(Path.Combine(Template, "site"));
        site.Write("app/main.txt", "one").Write("app/gone.txt", "was there").Write("tool.sh", "one").Write("data/seed.txt", "one").Write(".gitignore", "cache/\n");
        File.CreateSymbolicLink(Path.Combine(site.Folder, "link"), "app/main.txt");
        site.Commit("v1.0.0");
        File.Delete(Path.Combine(site.Folder, "link"));
        site.Git("rm", "--quiet", "-r", "app/gone.txt", "data");
        site.Write("app/main.txt", "two").Write("tool.sh", "two").Write("new/deep/file.txt", "two").Commit("v1.1.0");
        // Not tracked, and in the way of what comes back.
        site.Write("data/seed.txt", "somebody's own").Write("notes.txt", "untracked");
        File.SetUnixFileMode(Path.Combine(site.Folder, "tool.sh"), (UnixFileMode)0b111_101_000);
        if (Environment.IsPrivilegedProcess)
            foreach (var path in Directory.EnumerateFileSystemEntries(site.Folder, "*", SearchOption.AllDirectories).Append(site.Folder))
                UnixCalls.Own(path, OneOfEachCopy.Owner, OneOfEachCopy.Owner);
    }

    private void Configuration()
    {
        Write("live/web.conf", "bad\n");
        Write("live/mounted.conf", "bad, and longer than the good one\n");
        Write("saved/web.conf", "good\n");
        Write("saved/extra.conf", "good, and not there before\n");
        Write("saved/mounted.conf", "good\n");
    }

    // Copied while it is open, so that its last rows are in its log alone.
    private void Database()
    {
        var file = Path.Combine(_made, "app.db");
        using var database = new SqliteConnection($"Data Source={file};Pooling=False");
        database.Open();
        Execute(database, "PRAGMA journal_mode = WAL; CREATE TABLE users (name TEXT); INSERT INTO users VALUES ('ann'), ('bob')");
        Execute(database, $"VACUUM INTO '{Path.Combine(Template, "backups", "app-20260217-100000.db")}'");
        Execute(database, "UPDATE users SET name = 'BROKEN'");
        foreach (var sidecar in new[] { "", "-wal", "-shm" })
            File.Copy(file + sidecar, Path.Combine(Template, "app.db" + sidecar));
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(Template, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private static void Execute(SqliteConnection database, string sql)
    {
        using var command = database.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
