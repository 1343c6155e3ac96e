using System.IO.Compression;
using System.Runtime.Versioning;

namespace RollbackOps.Integration.Tests.Mongo;

/// <summary>What is refused at planning, against fakes of MongoDB's tools.</summary>
[Trait("Row", "S4")]
[UnsupportedOSPlatform("windows")]
public sealed class MongoRefusalTests
{
    [Theory]
    [InlineData("cut", "cut off")]
    [InlineData("flipped", "another sum")]
    [InlineData("cut-inside", "does not end in it")]
    [InlineData("text", "it is no archive of mongodump")]
    [InlineData("other", "it holds other, not shop")]
    public async Task An_archive_that_is_not_a_whole_one_of_this_database_is_refused(string how, string said)
    {
        using var shop = await MongoRestoreTests.FilledAsync();
        var file = Path.Combine(shop.Folder, MongoShop.Backup);
        if (how == "other")
            await shop.DumpAsync(MongoShop.Backup, "other");
        else
            Spoil(file, how);

        var before = shop.Content();
        var run = await shop.RunAsync("run", "--strategy", "database", "--yes");

        Assert.True(run.Code == 2, run.All);
        Assert.Contains(said, run.All, StringComparison.Ordinal);
        Assert.Equal(before, shop.Content());
        Assert.True(shop.IsRunning);
    }

    [Fact]
    public async Task Wrong_credentials_a_server_that_is_away_and_a_tool_that_is_missing_are_told_without_the_password()
    {
        using var shop = await MongoRestoreTests.FilledAsync();
        var start = shop.Start("plan", "--strategy", "database");
        start.Environment["MONGO_TEST_PASSWORD"] = "wrong-horse";
        var wrong = await Cli.Tool.EndAsync(start);
        Directory.Move(Path.Combine(shop.Folder, "mongo/db-27017"), Path.Combine(shop.Folder, "mongo/away"));
        var away = await shop.RunAsync("plan", "--strategy", "database");
        File.Delete(Path.Combine(shop.Folder, "bin/mongosh"));
        var missing = await shop.RunAsync("plan", "--strategy", "database");

        Assert.Equal((2, 2, 2), (wrong.Code, away.Code, missing.Code));
        Assert.Contains("refuses the credentials", wrong.All, StringComparison.Ordinal);
        Assert.Contains("can't be reached", away.All, StringComparison.Ordinal);
        Assert.Contains("mongosh", missing.All, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-horse", wrong.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_mongorestore_ends_the_run_before_users_notice()
    {
        using var shop = await MongoRestoreTests.FilledAsync();
        File.Delete(Path.Combine(shop.Folder, "bin/mongorestore"));

        var run = await shop.RunAsync("run", "--strategy", "database", "--yes");

        Assert.True(run.Code == 2, run.All);
        Assert.Contains("The program mongorestore was not found", run.All, StringComparison.Ordinal);
        Assert.True(shop.IsRunning);
    }

    [Theory]
    [InlineData("\"isSecondary\": true", "it is no primary")]
    [InlineData("\"isRouter\": true", "the router of a sharded cluster")]
    public async Task A_server_that_can_not_be_restored_to_is_refused(string fact, string said)
    {
        using var shop = await MongoRestoreTests.FilledAsync();
        shop.Write("mongo/db-27017/server.json", shop.Read("mongo/db-27017/server.json").Replace("{ ", $"{{ {fact}, ", StringComparison.Ordinal));

        var plan = await shop.RunAsync("plan", "--strategy", "database");

        Assert.True(plan.Code == 1, plan.All);
        Assert.Contains(said, plan.All, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Safety", "15")]
    public async Task Without_room_for_a_copy_on_the_server_the_run_ends_before_users_notice()
    {
        using var shop = await MongoRestoreTests.FilledAsync();
        shop.Write("mongo/db-27017/server.json", shop.Read("mongo/db-27017/server.json").Replace("{ ", "{ \"total\": 1000001000, ", StringComparison.Ordinal));

        var run = await shop.RunAsync("run", "--strategy", "database", "--yes");

        Assert.True(run.Code == 2, run.All);
        Assert.Contains("are free on the disk of the server", run.All, StringComparison.Ordinal);
        Assert.True(shop.IsRunning);
    }

    [Fact]
    public async Task The_password_is_in_no_argument_and_in_no_file_of_the_run()
    {
        using var shop = await MongoRestoreTests.FilledAsync();
        Assert.Equal(0, (await shop.RunAsync("run", "--strategy", "database", "--yes")).Code);

        var calls = shop.Read("mongo/calls");
        Assert.Contains("mongorestore --config=/dev/fd/3", calls, StringComparison.Ordinal);
        foreach (var secret in new[] { MongoShop.Password, Uri.EscapeDataString(MongoShop.Password) })
        {
            Assert.DoesNotContain(secret, calls, StringComparison.Ordinal);
            foreach (var file in Directory.GetFiles(Path.Combine(shop.Folder, "state"), "*", SearchOption.AllDirectories))
                Assert.DoesNotContain(secret, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
    }

    private static void Spoil(string file, string how)
    {
        var packed = File.ReadAllBytes(file);
        using var plain = new MemoryStream();
        using (var reader = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress))
            reader.CopyTo(plain);
        var bytes = plain.ToArray();
        switch (how)
        {
            case "cut":
                File.WriteAllBytes(file, packed[..(packed.Length / 2)]);
                return;
            case "text":
                bytes = "CREATE TABLE users"u8.ToArray();
                break;
            case "flipped":
                bytes[bytes.AsSpan().IndexOf("eve"u8)] ^= 1;
                break;
            default:
                // A whole gzip file, cut at the end of a block: only the collections' own ends tell.
                bytes = bytes[..(bytes.AsSpan().LastIndexOf(new byte[] { 0xff, 0xff, 0xff, 0xff }.AsSpan()))];
                bytes = bytes[..(bytes.AsSpan().LastIndexOf(new byte[] { 0xff, 0xff, 0xff, 0xff }.AsSpan()) + 4)];
                break;
        }

        using var target = new GZipStream(File.Create(file), CompressionLevel.Fastest);
        target.Write(bytes);
    }
}
