using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Databases;

namespace RollbackOps.Engine.Tests.Databases;

public sealed class BackupChoiceTests
{
    private static readonly BackupFile[] Backups =
    [
        Backup("shop-20260215-0200.db"), Backup("shop-20260217-0200.db"), Backup("shop-20260216-0200.db"), Backup("shop.db"),
    ];

    [Fact]
    public void The_named_backup_is_chosen_by_name_or_path()
    {
        Assert.Equal("/b/shop.db", Choose("shop.db").File.Path);
        Assert.Equal("/b/shop.db", Choose("/b/shop.db").File.Path);
        Assert.Equal("/b/shop.db", Choose("../b/shop.db").File.Path);
        Assert.Equal("named by the operator", Choose("shop.db").Why);
    }

    [Fact]
    public void The_newest_from_before_the_release_is_chosen()
    {
        var choice = Choose(null, "2026-02-16T12:00:00Z");

        Assert.Equal("shop-20260216-0200.db", choice.File.Name);
        Assert.Equal("the newest backup from before release v2 (2026-02-16 12:00:00Z)", choice.Why);
    }

    [Fact]
    public void A_backup_that_the_broken_release_may_have_damaged_is_never_chosen_by_itself()
    {
        var error = Assert.Throws<RollbackException>(() => Choose(null, "2026-01-01T12:00:00Z"));

        Assert.Equal(RollbackErrorId.TargetMissing, error.Id);
        Assert.Contains("No backup of database 'main' is from before release v2", error.Message, StringComparison.Ordinal);
        Assert.Contains("--backup main=/b/shop-20260217-0200.db", error.Next, StringComparison.Ordinal);
        Assert.Equal("shop-20260217-0200.db", Choose("shop-20260217-0200.db", "2026-01-01T12:00:00Z").File.Name);
    }

    [Fact]
    public void Without_a_release_the_newest_is_chosen() => Assert.Equal("shop-20260217-0200.db", Choose(null).File.Name);

    [Fact]
    [Trait("Safety", "21")]
    public void Where_no_name_holds_a_time_it_must_be_named()
    {
        var error = Assert.Throws<RollbackException>(() => BackupChoice.Of("main", [Backup("a.db"), Backup("b.db")], null, "/r", null));

        Assert.Equal(RollbackErrorId.TargetMissing, error.Id);
        Assert.Equal("Name the one to restore: --backup main=/b/a.db", error.Next);
    }

    [Fact]
    public void A_day_alone_does_not_tell_whether_it_was_before_a_release_of_that_day()
    {
        var release = new Release("v2", "c0ffee", DateTimeOffset.Parse("2026-02-17T12:00:00Z", null));

        var error = Assert.Throws<RollbackException>(
            () => BackupChoice.Of("main", [Backup("a-20260217.db"), Backup("a-20260216.db")], null, "/r", release));

        Assert.Contains("a-20260217.db", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_of_the_same_time_are_not_chosen_between()
    {
        var error = Assert.Throws<RollbackException>(
            () => BackupChoice.Of("main", [Backup("a-20260217.db"), Backup("b-20260217.db")], null, "/r", null));

        Assert.Equal(RollbackErrorId.TargetMissing, error.Id);
    }

    [Fact]
    [Trait("Safety", "21")]
    public void One_whose_time_lies_in_the_future_is_never_chosen_by_itself_and_is_told()
    {
        var now = DateTimeOffset.Parse("2026-02-16T12:00:00Z", null);

        var choice = BackupChoice.Of("main", Backups, null, "/r", null, now);

        Assert.Equal("shop-20260216-0200.db", choice.File.Name);
        Assert.Contains("shop-20260217-0200.db of database 'main' is dated 2026-02-17 02:00:00Z, which lies in the future", Assert.Single(choice.Notes), StringComparison.Ordinal);
        Assert.Equal("shop-20260217-0200.db", BackupChoice.Of("main", Backups, "shop-20260217-0200.db", "/r", null, now).File.Name);
        var none = Assert.Throws<RollbackException>(() => BackupChoice.Of("main", [Backup("shop-20270101.db")], null, "/r", null, now));
        Assert.Contains("lies in the future: shop-20270101.db", none.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_backup_and_a_missing_one_are_said()
    {
        Assert.Contains("no backup of database 'main'", Assert.Throws<RollbackException>(() => BackupChoice.Of("main", [], null, "/r", null)).Message, StringComparison.Ordinal);
        Assert.Contains("no backup 'c.db'", Assert.Throws<RollbackException>(() => Choose("c.db")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_are_found_by_glob_and_a_named_one_wherever_it_is()
    {
        var folder = Directory.CreateTempSubdirectory("backups").FullName;
        try
        {
            foreach (var path in new[] { "b/day1/x-20260101.db", "b/day2/x-20260102.db", "b/x-20260103.db", "b/x-20260103.txt", "other.db" })
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, path))!);
                File.WriteAllText(Path.Combine(folder, path), "12345");
            }

            Assert.Equal(["x-20260103.db"], BackupFiles.Find(new("b/*.db"), folder).Select(backup => backup.Name));
            Assert.Equal(["x-20260101.db", "x-20260102.db"], BackupFiles.Find(new("b/day?/*.db"), folder).Select(backup => backup.Name));
            Assert.Equal(3, BackupFiles.Find(new("b/**/*.db"), folder).Count);
            Assert.Equal(5, BackupFiles.Find(new("b/*.db"), folder, "other.db")[1].Bytes);
            Assert.Empty(BackupFiles.Find(new("none/*.db"), folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static BackupChoice Choose(string? named, string? released = null) => BackupChoice.Of(
        "main", Backups, named, "/r", released is null ? null : new Release("v2", "c0ffee", DateTimeOffset.Parse(released, null)));

    private static BackupFile Backup(string name) => new("/b/" + name, 1, BackupTimes.Of(name, new BackupSet("*")));
}
