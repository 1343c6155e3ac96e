using RollbackOps.Engine.Backups;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Databases;

namespace RollbackOps.Engine.Tests.Backups;

public sealed class BackupNameTests
{
    private static readonly DateTimeOffset At = new(2026, 2, 17, 23, 30, 5, TimeSpan.Zero);

    [Theory]
    [InlineData("backups/shop-*.sql.gz", null, "UTC", "/srv/shop/backups/shop-20260217-233005.sql.gz")]
    [InlineData("backups/backup-*.sql.gz", "yyyy-MM-dd'T'HH-mm-ss", "UTC", "/srv/shop/backups/backup-2026-02-17T23-30-05.sql.gz")]
    [InlineData("/var/backups/usdx-wexel/postgres/usdx_wexel_*.sql.gz", "yyyyMMdd_HHmmss", "Europe/Berlin", "/var/backups/usdx-wexel/postgres/usdx_wexel_20260218_003005.sql.gz")]
    [InlineData("backups/ai_saas_*", "yyyyMMdd", "UTC", "/srv/shop/backups/ai_saas_20260217.sql.gz")]
    public void A_new_backup_is_called_as_the_pattern_says_and_its_time_can_be_read_back(string files, string? time, string zone, string expected)
    {
        var set = new BackupSet(files, time, zone);
        var path = BackupName.Of(set, "/srv/shop", At, ".sql.gz");
        Assert.Equal(expected, path);
        var read = BackupTimes.Of(Path.GetFileName(path), set)!;
        Assert.InRange(At, read.Earliest, read.Latest);
    }

    [Theory]
    [InlineData("backups/shop.sql.gz", null)]
    [InlineData("backups/*/shop-*.sql.gz", null)]
    [InlineData("**/shop-*.sql.gz", null)]
    [InlineData("backups/shop-*-*.sql.gz", null)]
    [InlineData("backups/shop-?.sql.gz", null)]
    [InlineData("backups/shop-*.sql.gz", "yyyy'/'MM'/'dd")]
    public void A_pattern_that_leaves_more_open_than_the_time_is_refused(string files, string? time) =>
        Assert.Equal(RollbackErrorId.RunbookInvalid, Assert.Throws<RollbackException>(() => BackupName.Of(new(files, time), "/srv/shop", At, ".sql.gz")).Id);

    [Theory]
    [InlineData("b/*.sql.gz", null, "plain", "Gzip")]
    [InlineData("b/*.gz", "plain", "plain", "Gzip")]
    [InlineData("b/*.sql", null, "plain", "None")]
    [InlineData("b/*.sql.zst", null, "plain", "Zstd")]
    [InlineData("b/*", null, "plain", "Gzip")]
    [InlineData("b/*", "custom", "custom", "None")]
    [InlineData("b/*.dump", null, "custom", "None")]
    public void The_patterns_ending_says_how_a_backup_is_written(string files, string? asked, string format, string packing)
    {
        var form = BackupForm.OfPostgres(files, asked);
        Assert.Equal((format, packing), (form.Format, form.Packing.ToString()));
    }

    [Theory]
    [InlineData("b/*.sql.gz", "custom")]
    [InlineData("b/*.dump", "plain")]
    [InlineData("b/*", "tar")]
    public void A_format_that_the_pattern_contradicts_is_refused(string files, string asked) =>
        Assert.Equal(RollbackErrorId.Usage, Assert.Throws<RollbackException>(() => BackupForm.OfPostgres(files, asked)).Id);
}
