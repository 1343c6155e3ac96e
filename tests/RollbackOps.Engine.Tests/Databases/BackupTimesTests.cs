using System.Globalization;
using RollbackOps.Engine.Tools.Databases;

namespace RollbackOps.Engine.Tests.Databases;

public sealed class BackupTimesTests
{
    [Theory]
    [Trait("Safety", "21")]
    [InlineData("backup-2026-02-17T10-00-00.sql.gz", "2026-02-17T10:00:00Z", 1)]
    [InlineData("backup-2026-02-17-T10-00-00.sql.gz", "2026-02-17T10:00:00Z", 1)]
    [InlineData("shop_20261128_014500.db", "2026-11-28T01:45:00Z", 1)]
    [InlineData("shop_20261128T014500Z.db", "2026-11-28T01:45:00Z", 1)]
    [InlineData("shop-2026-11-28T01-45-00-123Z.db", "2026-11-28T01:45:00Z", 1)]
    [InlineData("shop-2026-11-28_01-45.db", "2026-11-28T01:45:00Z", 60)]
    [InlineData("20261128014500.dump", "2026-11-28T01:45:00Z", 1)]
    [InlineData("backup_20251009.sql", "2025-10-09T00:00:00Z", 86400)]
    [InlineData("backup.2025.10.09.sql", "2025-10-09T00:00:00Z", 86400)]
    [InlineData("backup_20251009_9999.sql", "2025-10-09T00:00:00Z", 86400)]
    public void A_time_is_found_in_the_usual_forms_of_names_and_only_as_exact_as_they_are(string name, string time, int seconds)
    {
        var found = BackupTimes.Of(name, new("*"));

        var earliest = DateTimeOffset.Parse(time, CultureInfo.InvariantCulture);
        Assert.Equal(new BackupTime(earliest, earliest.AddSeconds(seconds).AddTicks(-1), "the file's name"), found);
    }

    [Theory]
    [InlineData("shop.db")]
    [InlineData("shop-v2.db")]
    [InlineData("shop-20261399.db")]
    [InlineData("shop-20260230.db")]
    [InlineData("shop-4202610091.db")]
    [InlineData("from-20260101-to-20260201.db")]
    public void A_name_without_one_certain_time_tells_nothing(string name) => Assert.Null(BackupTimes.Of(name, new("*")));

    [Fact]
    public void The_runbooks_format_and_zone_are_followed()
    {
        var found = BackupTimes.Of("backup-2026-07-17-T10-00-00.sql.gz", new("*", "yyyy-MM-dd-'T'HH-mm-ss", "Europe/Berlin"));

        Assert.Equal(new DateTimeOffset(2026, 7, 17, 8, 0, 0, TimeSpan.Zero), found?.Earliest);
    }

    [Theory]
    [InlineData("nightly_17.2.2026.db", "d.M.yyyy", "2026-02-17T00:00:00Z")]
    [InlineData("nightly_170226-0930.db", "ddMMyy-HHmm", "2026-02-17T09:30:00Z")]
    [InlineData("a-20260217T0930+0100.db", "yyyyMMdd'T'HHmmzzz", "2026-02-17T08:30:00Z")]
    public void A_format_is_found_anywhere_in_the_name(string name, string format, string time) =>
        Assert.Equal(DateTimeOffset.Parse(time, CultureInfo.InvariantCulture), BackupTimes.Of(name, new("*", format))?.Earliest);

    [Theory]
    [InlineData("x-20260217.db", "yyyy-MM-dd")]
    [InlineData("x-120260217.db", "yyyyMMdd")]
    public void A_name_without_the_format_tells_nothing_even_if_another_form_is_in_it(string name, string format) =>
        Assert.Null(BackupTimes.Of(name, new("*", format)));

    [Fact]
    public void An_unknown_zone_is_named()
    {
        var error = Assert.Throws<RollbackException>(() => BackupTimes.Of("x-20260217.db", new("*", Zone: "Mars/Olympus")));

        Assert.Equal(RollbackErrorId.RunbookInvalid, error.Id);
        Assert.Contains("Mars/Olympus", error.Message, StringComparison.Ordinal);
    }
}
