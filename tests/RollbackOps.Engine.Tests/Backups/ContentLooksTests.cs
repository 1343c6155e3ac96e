using System.Security.Cryptography;
using RollbackOps.Engine.Backups;
using RollbackOps.Engine.Tools.Databases;

namespace RollbackOps.Engine.Tests.Backups;

public sealed class ContentLooksTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("looks").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("SELECT 1;", false)]
    [InlineData("SELECT 2;", true)]
    public async Task What_was_altered_is_told_whatever_its_time_says(string now, bool isOther)
    {
        var file = Write("a.sql", "SELECT 1;", now, DateTimeOffset.UnixEpoch);
        var look = (await ContentLooks.OfAsync([file], ContentLooks.Room, Cancel))[file.Path];
        Assert.Equal((isOther ? Hash(now) : null, null), (look.Other, look.Doubt));
    }

    [Fact]
    public async Task What_there_is_no_room_to_read_is_doubted_only_where_it_was_written_to_since()
    {
        var (old, touched, small) = (Write("old.sql", "SELECT 1;", "SELECT 1;", At.AddHours(-1)), Write("touched.sql", "SELECT 1;", "SELECT 2;", At.AddHours(1)), Write("small.sql", "1;", "2;", At.AddHours(1)));
        var looks = await ContentLooks.OfAsync([old, touched, small], room: 2, Cancel);
        Assert.Equal(new(null, null), looks[old.Path]);
        Assert.Equal((null, true), (looks[touched.Path].Other, looks[touched.Path].Doubt?.StartsWith("written to at 2026-02-17 11:00:00Z, after it was recorded", StringComparison.Ordinal)));
        Assert.Equal(Hash("2;"), looks[small.Path].Other);
    }

    [Fact]
    public async Task The_newest_are_read_first()
    {
        var (older, newer) = (Write("a.sql", "1;", "2;", At) with { Time = new(At.AddDays(-1), At, "") }, Write("b.sql", "1;", "2;", At) with { Time = new(At, At, "") });
        var looks = await ContentLooks.OfAsync([older, newer], room: 3, Cancel);
        Assert.Equal((Hash("2;"), null), (looks[newer.Path].Other, looks[older.Path].Other));
    }

    [Fact]
    public async Task Nothing_is_read_of_such_as_nothing_is_known_of_or_whose_size_tells_already() =>
        Assert.Empty(await ContentLooks.OfAsync([Write("a.sql", "1;", "2;", At) with { Recorded = null }, Write("b.sql", "1;", "22;", At), Write("c.sql", "1;", "", At)], ContentLooks.Room, Cancel));

    private static DateTimeOffset At { get; } = new(2026, 2, 17, 10, 0, 0, TimeSpan.Zero);

    private BackupFile Write(string name, string then, string now, DateTimeOffset written)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, now);
        File.SetLastWriteTimeUtc(path, written.UtcDateTime);
        return new(path, now.Length, null) { Recorded = new() { Database = "main", Path = path, Bytes = then.Length, Sha256 = Hash(then), At = At, TakenAt = At } };
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
}
