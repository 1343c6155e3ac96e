namespace RollbackOps.Bench.TruthTable;

/// <summary>The faults, each applied alike to both sides.</summary>
internal static class Faults
{
    public static IReadOnlyList<Fault> All { get; } =
    [
        new("none", Always),
        new("backup truncated", HasData) { InjectAsync = site => TruncateAsync(site.Backup) },
        new("backup empty", HasData) { InjectAsync = site => BackupFile.WriteAsync(site.Backup, "") },
        new("backup of another database", HasData) { InjectAsync = OfAnotherDatabaseAsync },
        new("an error in the middle of the dump", HasData) { InjectAsync = SpoilAsync },
        new("no such backup", procedure => procedure.Data && !procedure.Code) { InjectAsync = Do(site => File.Delete(site.Backup)) },
        new("no such release", procedure => procedure.Code && procedure.KeptImage is null) { InjectAsync = ForgetReleaseAsync },
        new("no such image", procedure => procedure.KeptImage is not null) { InjectAsync = RemoveImageAsync },
        new("the database does not answer", HasData) { InjectAsync = site => site.ComposeAsync("stop", "-t", "3", site.Procedure.Database!.Service) },
        new("health never comes", Always) { TargetIsWell = false },
        new("local changes in the way", procedure => procedure is { Code: true, KeptImage: null }) { InjectAsync = Do(site => File.WriteAllText(Path.Combine(site.Folder, "web", "HEALTH"), "a try")) },
        new("a commit after the bad release", procedure => procedure.Code) { InjectAsync = CommitAsync },
        new("docker is missing", Always) { Hides = ["docker", "docker-compose"] },
        new("git is missing", procedure => procedure is { Code: true, KeptImage: null }) { Hides = ["git"] },
        new("run twice", Always) { Ending = Ending.Twice },
        new("killed in the outage, run again", Always) { Ending = Ending.KilledThenAgain },
        new("killed in the outage, resumed", Always) { Ending = Ending.KilledThenResumed },
    ];

    private static bool Always(Procedure procedure) => true;

    private static bool HasData(Procedure procedure) => procedure.Data;

    private static Func<Site, Task> Do(Action<Site> act) => site =>
    {
        act(site);
        return Task.CompletedTask;
    };

    private static async Task TruncateAsync(string backup)
    {
        var bytes = await File.ReadAllBytesAsync(backup);
        await File.WriteAllBytesAsync(backup, bytes[..(bytes.Length / 2)]);
    }

    private static async Task OfAnotherDatabaseAsync(Site site)
    {
        var database = site.Procedure.Database!;
        await site.InDatabaseAsync(database, "createdb", "-U", database.User, "blog");
        await site.InDatabaseAsync(database, "psql", "-Xq", "-U", database.User, "-d", "blog", "-c", "CREATE TABLE articles AS SELECT n AS id FROM generate_series(1, 20) n");
        await BackupFile.WriteAsync(site.Backup, await site.InDatabaseAsync(database, ["pg_dump", "-U", database.User, .. database.Dump, "blog"]));
        await site.InDatabaseAsync(database, "dropdb", "-U", database.User, "blog");
    }

    // A row of the last table that has many is not one.
    private static async Task SpoilAsync(Site site)
    {
        var lines = (await BackupFile.ReadAsync(site.Backup)).Split('\n');
        var copies = Enumerable.Range(0, lines.Length).Where(line => lines[line].StartsWith("COPY ", StringComparison.Ordinal)).ToList();
        var longest = copies.MaxBy(line => Array.IndexOf(lines, "\\.", line) - line);
        lines[longest + 5] = "#";
        await BackupFile.WriteAsync(site.Backup, string.Join('\n', lines));
    }

    private static async Task ForgetReleaseAsync(Site site)
    {
        await site.GitAsync("tag", "-d", site.Procedure.Old, site.Procedure.Good);
        if (site.Procedure.OneBack)
            await File.WriteAllTextAsync(Path.Combine(site.Folder, ".git", "shallow"), await site.GitAsync("rev-parse", "HEAD"));
    }

    private static Task<string> RemoveImageAsync(Site site) =>
        Shell.MustAsync("/", "docker", "image", "rm", $"{site.Project}-{site.Procedure.KeptImage}:{site.Procedure.Good}");

    private static async Task CommitAsync(Site site)
    {
        await File.WriteAllTextAsync(Path.Combine(site.Folder, "NOTES"), "A try.\n");
        await site.GitAsync("add", "NOTES");
        await site.GitAsync("commit", "-q", "-m", "A try");
    }
}
