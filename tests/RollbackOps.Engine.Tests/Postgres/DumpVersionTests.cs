using RollbackOps.Engine.Tools.Postgres.Dumps;

namespace RollbackOps.Engine.Tests.Postgres;

/// <summary>A dump says which server it was taken from.</summary>
public sealed class DumpVersionTests
{
    [Theory]
    [InlineData("Dumped from database version 15.20 (Debian 15.20-0+deb12u1)", "15.20", 15)]
    [InlineData("Dumped from database version 18beta1", "18beta1", 18)]
    [InlineData("Dumped from database version 9.6.24", "9.6.24", 9)]
    public void The_servers_version_is_read(string note, string text, int major) => Assert.Equal(new(text, major), DumpVersion.Of(note));

    [Theory]
    [InlineData("Dumped by pg_dump version 17.5")]
    [InlineData("Dumped from database version unknown")]
    public void What_is_no_version_is_none(string note) => Assert.Null(DumpVersion.Of(note));

    [Fact]
    public void A_newer_dump_is_refused_with_both_numbers_and_an_older_one_is_not()
    {
        var error = Assert.Throws<RollbackException>(() => new DumpVersion("17.5", 17).ThrowIfNewer("/b/x.sql", 150020));

        Assert.Equal("The backup /b/x.sql was taken from PostgreSQL 17.5, and the server is 15.20, which is older.", error.Message);
        Assert.Contains("version 17 or newer", error.Next, StringComparison.Ordinal);
        new DumpVersion("15.21", 15).ThrowIfNewer("/b/x.sql", 150020);
        new DumpVersion("9.6.24", 9).ThrowIfNewer("/b/x.sql", 150020);
    }

    [Theory]
    [InlineData("--\n-- PostgreSQL database dump\n--\n\n\\restrict x\n\n-- Dumped from database version 17.5\n-- Dumped by pg_dump version 17.6\n\n", "17.5")]
    [InlineData("--\n-- PostgreSQL database dump\n--\n\n", null)]
    [InlineData("--\n-- PostgreSQL database dump\n--\n\nSET a = 1;\n-- Dumped from database version 17.5\n", null)]
    public void It_is_noted_at_the_dumps_head_alone(string head, string? version)
    {
        var scanner = new DumpScanner("x.sql");
        scanner.Feed(System.Text.Encoding.UTF8.GetBytes($"{head}SET b = 1;\n-- PostgreSQL database dump complete\n"));

        Assert.Equal(version, scanner.End(null).Version?.Text);
    }
}
