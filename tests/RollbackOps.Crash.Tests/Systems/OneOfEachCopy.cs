using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using RollbackOps.Crash.Tests.Points;
using RollbackOps.Engine.Tools.Files;
using RollbackOps.Integration.Tests.Cli;

namespace RollbackOps.Crash.Tests.Systems;

/// <summary>One copy of <see cref="OneOfEach"/>.</summary>
internal sealed class OneOfEachCopy(string folder) : ICrashCopy
{
    private static readonly string[] Logs = ["service.log", "notice.log", "loaded.log"];
    private static readonly string[] Databases = [".db", ".db-wal", ".db-shm", ".db-journal"];

    /// <summary>Who owns the tree: another user than this one, where this one may give it away.</summary>
    public static int Owner { get; } = Environment.IsPrivilegedProcess ? 65534 : FileFacts.Of(Path.GetTempPath())!.User;

    public string Folder => folder;

    // Loading files again does no harm, so a crash may repeat it; so does an undo of which 'is-done' says that it is one.
    public IEnumerable<string> Effects => Logs.Where(log => log != "loaded.log").SelectMany(log => Lines(log).Where(line => !line.StartsWith("undo", StringComparison.Ordinal)).Select(line => $"{log}: {line}"));

    public bool IsDone(string step) => step == "notice/switch"
        ? Lines("notice.log") is [.., "sent"]
        : throw new InvalidOperationException($"Nobody should be asked about {step}.");

    public async Task<string> StateAsync()
    {
        var all = new StringBuilder();
        foreach (var path in Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            if (Fact(path) is { } fact)
                all.AppendLine(CopyText.Same(fact, folder));
        var site = Path.Combine(folder, "site");
        all.AppendLine($"service {(Lines("service.log")[^1] is "stop" or "undo-start" ? "down" : "up")}, notice {(Lines("notice.log") is [.., "sent"] ? "sent" : "not sent")}");
        all.AppendLine(await File.ReadAllTextAsync(Path.Combine(site, ".git", "HEAD")));
        foreach (var look in new string[][] { ["ls-files", "--stage"], ["for-each-ref"], ["--no-optional-locks", "status", "--porcelain", "--untracked-files=all"] })
            all.AppendLine(await Tool.ShellAsync(site, "git", ["-c", "safe.directory=*", .. look]));
        return all.ToString();
    }

    public Task AssertOldDatabaseOpensAsync()
    {
        var places = Directory.EnumerateFiles(folder, "app.db*").Where(path => !Databases[1..].Any(path.EndsWith)).ToList();
        Assert.True(places.Exists(place => Rows(place) == "delete: BROKEN,BROKEN" || Rows(place) == "wal: BROKEN,BROKEN"), $"The old database is gone: {string.Join("; ", places.Select(place => $"{place}: {Rows(place)}"))}");
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private string[] Lines(string log) => File.ReadAllLines(Path.Combine(folder, log));

    // Of what is only the tool's own until the run has ended, nothing is compared.
    private string? Fact(string path)
    {
        var name = Path.GetRelativePath(folder, path);
        // An undo that goes on keeps a copy more of what it finds half put back: nothing is lost by that.
        if ((name + "/").Contains("-since/", StringComparison.Ordinal))
            return null;
        if (Logs.Contains(name) || name.Contains(".command.json", StringComparison.Ordinal) || (name + "/").StartsWith("state/", StringComparison.Ordinal) && !name.Contains("/kept/", StringComparison.Ordinal))
            return null;
        if (name.StartsWith("site/.git/", StringComparison.Ordinal))
            return name.Contains("rollbackops", StringComparison.Ordinal) || name.EndsWith(".lock", StringComparison.Ordinal) || FileFacts.Of(path)!.User != Owner ? name : null;
        if (new FileInfo(path).LinkTarget is { } link)
            return $"{name} -> {link}";
        if (Directory.Exists(path))
            return $"{name}/";
        if (Path.GetFileName(path) is "index" or "marks.json" or "kept.json")
            return name;
        return name.StartsWith("app.db", StringComparison.Ordinal)
            ? $"{name} {(Databases[1..].Any(name.EndsWith) ? "" : Rows(path))}"
            : $"{name} {FileFacts.Of(path)!.User} {File.GetUnixFileMode(path)} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)))[..12]}";
    }

    // Of a copy, so that nothing is written beside it.
    private static string Rows(string path)
    {
        var copies = Directory.CreateTempSubdirectory("rollbackops-rows-").FullName;
        try
        {
            foreach (var sidecar in new[] { "", "-wal", "-journal" }.Where(sidecar => File.Exists(path + sidecar)))
                File.Copy(path + sidecar, Path.Combine(copies, "a.db" + sidecar));
            using var database = new SqliteConnection($"Data Source={Path.Combine(copies, "a.db")};Pooling=False");
            database.Open();
            return $"{Value(database, "PRAGMA journal_mode")}: {(Value(database, "PRAGMA integrity_check") is "ok" ? Value(database, "SELECT group_concat(name, ',') FROM users") : "damaged")}";
        }
        catch (SqliteException error)
        {
            return error.Message;
        }
        finally
        {
            Directory.Delete(copies, recursive: true);
        }
    }

    private static string Value(SqliteConnection database, string sql)
    {
        using var command = database.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() as string ?? "";
    }
}
