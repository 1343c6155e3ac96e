using System.IO.Compression;
using System.Text;
using RollbackOps.Integration.Tests.Environment;

namespace RollbackOps.Integration.Tests.Cli;

/// <summary>nostrmaxi's option A on real containers: PostgreSQL, backend, nginx; a bad release with a bad migration.</summary>
public sealed class NostrmaxiTests
{
    [Fact]
    [Trait("Row", "N4")]
    [Trait("Row", "N9")]
    public async Task The_previous_release_comes_back_with_its_settings_and_its_data_row_by_row()
    {
        Needs.Docker();
        await using var site = await Nostrmaxi.MakeAsync();
        Assert.StartsWith("500", await site.GetAsync("/health"), StringComparison.Ordinal);
        await site.RestoreByHandAsync("as_backed_up");
        var damaged = await site.RowsAsync("nostrmaxi");

        var result = await site.RunAsync();

        Assert.True(result.Code == 0, result.All);
        Assert.Contains("PROVEN", result.Out, StringComparison.Ordinal);
        Assert.Equal("200 {\"status\":\"ok\",\"database\":\"connected\",\"version\":\"1.0.0\",\"domain\":\"nostrmaxi.example\"}", (await site.GetAsync("/health")).Trim());
        Assert.Contains("0101010101010101", await site.GetAsync("/.well-known/nostr.json?name=test"), StringComparison.Ordinal);
        Assert.Equal(await site.RowsAsync("as_backed_up"), await site.RowsAsync("nostrmaxi"));
        await TheOldDatabaseIsThereAsync(site, damaged);
        await ASecondRunChangesNothingAsync(site);
    }

    [Fact]
    [Trait("Safety", "7")]
    public async Task A_backup_that_is_broken_refuses_the_run_and_nothing_is_touched()
    {
        Needs.Docker();
        await using var site = await Nostrmaxi.MakeAsync();
        var good = await File.ReadAllBytesAsync(site.Backup, TestContext.Current.CancellationToken);
        var before = await site.IdentityAsync();
        foreach (var (what, bytes) in Broken(good))
        {
            await File.WriteAllBytesAsync(site.Backup, bytes, TestContext.Current.CancellationToken);
            var result = await site.RunAsync();
            Assert.True(result.Code == 2, $"{what}: {result.All}");
            Assert.Contains("backup-2026-02-17-T10-00-00.sql.gz", result.All, StringComparison.Ordinal);
            Assert.Contains("Next: ", result.All, StringComparison.Ordinal);
            Assert.Equal(before, await site.IdentityAsync());
        }
    }

    [Fact]
    public async Task A_health_check_that_fails_after_the_cutover_undoes_everything()
    {
        Needs.Docker();
        await using var site = await Nostrmaxi.MakeAsync("--health-fails-after");
        var before = await site.DurableIdentityAsync();
        var rows = await site.RowsAsync("nostrmaxi");

        var result = await site.RunAsync();

        Assert.True(result.Code == 3, result.All);
        Assert.Contains("UNDONE", result.Out, StringComparison.Ordinal);
        Assert.Contains("is as it was before the run", result.Out, StringComparison.Ordinal);
        // Users were let in for the proof: what they may have written to is kept, by name, until it is given up.
        Assert.Contains(await site.SqlAsync("postgres", "SELECT datname FROM pg_database WHERE datname LIKE 'nostrmaxi_beside_%'"), result.Out, StringComparison.Ordinal);
        Assert.Equal(0, (await Tool.RunAsync("/", "settle", "1", "--runbook", site.Runbook, "--yes")).Code);
        Assert.Equal(before, await site.DurableIdentityAsync());
        Assert.Equal(rows, await site.RowsAsync("nostrmaxi"));
        Assert.StartsWith("500", await site.GetAsync("/health"), StringComparison.Ordinal);
    }

    private static async Task TheOldDatabaseIsThereAsync(Nostrmaxi site, string damaged)
    {
        var kept = await site.SqlAsync("postgres", "SELECT datname FROM pg_database WHERE datname LIKE 'nostrmaxi_kept_%'");
        await site.SqlAsync("postgres", $"ALTER DATABASE \"{kept}\" ALLOW_CONNECTIONS true");
        Assert.Equal(damaged, await site.RowsAsync(kept));
    }

    private static async Task ASecondRunChangesNothingAsync(Nostrmaxi site)
    {
        await site.SqlAsync("nostrmaxi", "INSERT INTO users (email) VALUES ('after@the.rollback')");
        File.Copy(site.Backup, site.Backup.Replace("2026-02-17", "2026-02-18", StringComparison.Ordinal));
        await File.AppendAllTextAsync(Path.Combine(site.Site, ".git", "info", "exclude"), "backups/\n", TestContext.Current.CancellationToken);
        var before = await site.IdentityAsync();
        var again = await site.RunAsync();
        Assert.True(again.Code == 0, again.All);
        Assert.Contains("already in place", again.Out, StringComparison.Ordinal);
        Assert.Equal(before, await site.IdentityAsync());
    }

    private static IEnumerable<(string What, byte[] Bytes)> Broken(byte[] good)
    {
        var sql = Unpacked(good);
        yield return ("truncated", good[..(good.Length / 2)]);
        yield return ("empty", []);
        var flipped = good.ToArray();
        flipped[good.Length / 2] ^= 1;
        yield return ("one flipped byte", flipped);
        yield return ("an error in the middle", Packed(sql.Replace("COPY public.users", "SELECT no_such_function();\n\nCOPY public.users", StringComparison.Ordinal)));
        yield return ("another database's dump", Packed(Another));
    }

    private const string Another = """
        --
        -- PostgreSQL database dump
        --

        CREATE TABLE public.weather (day date, degrees integer);
        COPY public.weather (day, degrees) FROM stdin;
        2026-02-17	4
        \.

        --
        -- PostgreSQL database dump complete
        --

        """;

    private static string Unpacked(byte[] gzip)
    {
        using var stream = new GZipStream(new MemoryStream(gzip), CompressionMode.Decompress);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static byte[] Packed(string sql)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(sql));
        return bytes.ToArray();
    }
}
