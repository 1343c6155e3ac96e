using System.Globalization;
using RollbackOps.Engine.Backups;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Databases;

namespace RollbackOps.Engine.Tests.Backups;

public sealed class RetentionRuleTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 31, 0, 0, 0, TimeSpan.Zero);

    // Each is as many days old as it is called.
    [Theory]
    [InlineData(2, null, "0 1 2 3", "2 3")]
    [InlineData(null, 2, "0 1 2 3", "3")]
    [InlineData(1, 2, "0 1 2 3", "3")]
    [InlineData(3, 1, "0 1 2 3", "3")]
    [InlineData(9, null, "0 1 2 3", "")]
    [InlineData(1, null, "0 1 2+ 3+", "1 3")]
    [InlineData(1, null, "0 1- 2+", "1")]
    [InlineData(1, null, "40", "")]
    [InlineData(null, 1, "40 41", "41")]
    [InlineData(1, null, "", "")]
    public void What_either_rule_keeps_stays_and_so_do_the_newest_and_the_last_one_that_is_proven(int? keep, int? days, string ages, string expected) =>
        Assert.Equal(
            expected.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            RetentionRule.Due(new Retention(keep, days), [.. ages.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Backup)], Now).Select(backup => backup.Path));

    [Theory]
    [InlineData(1, "0 1 2+ 3+", "2")]
    [InlineData(3, "0 1 2+ 3+", null)]
    [InlineData(1, "0+ 1+", null)]
    [InlineData(1, "0 1-", null)]
    public void The_one_that_stays_for_its_proof_alone_is_told(int keep, string ages, string? expected) =>
        Assert.Equal(expected, RetentionRule.KeptForItsProof(new Retention(keep, null), [.. ages.Split(' ').Select(Backup)], Now)?.Path);

    private static RecordedBackup Backup(string age)
    {
        var name = age.TrimEnd('+', '-');
        return new()
        {
            Database = "main",
            Path = name,
            Bytes = 1,
            Sha256 = name,
            TakenAt = Now.AddDays(-int.Parse(name, CultureInfo.InvariantCulture)),
            Proof = age == name ? null : new() { Sha256 = name, Holds = age.EndsWith('+'), Says = "", At = Now, By = new("t", "h", 1), Where = "", Took = TimeSpan.Zero },
        };
    }
}
