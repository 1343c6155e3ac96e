using System.Text;
using RollbackOps.Engine.Tools.Postgres.Dumps;

namespace RollbackOps.Engine.Tests.Postgres;

/// <summary>What a newer pg_dump sets does not end an older server's psql.</summary>
public sealed class NewerSettingsTests
{
    private const string Setting = "SET transaction_timeout = 0;";
    private const string Head = "--\n-- PostgreSQL database dump\n--\n\nSET lock_timeout = 0;\n";

    [Theory]
    [InlineData(150020, "\n")]
    [InlineData(160003, "\r\n")]
    public void An_older_server_does_not_get_it(int server, string end)
    {
        var text = Told(server, $"{Head}{Setting}{end}SET row_security = off;\n");
        Assert.DoesNotContain("transaction_timeout", text, StringComparison.Ordinal);
        Assert.Contains("SET lock_timeout = 0;\n", text, StringComparison.Ordinal);
        Assert.Contains("\nSET row_security = off;\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_that_knows_it_gets_it() => Assert.Contains(Setting, Told(170011, $"{Head}{Setting}\n"), StringComparison.Ordinal);

    [Theory]
    [InlineData("CREATE FUNCTION f() AS $$\n", "\n$$;\n")]
    [InlineData("SET a = 'x\n--\n", "\n';\n")]
    public void A_text_that_looks_like_it_stays(string before, string after) =>
        Assert.Contains(Setting, Told(150020, $"{Head}{before}{Setting}{after}"), StringComparison.Ordinal);

    private static string Told(int server, string dump)
    {
        var settings = new NewerSettings(server);
        return Encoding.UTF8.GetString([.. settings.Without(Encoding.UTF8.GetBytes(dump)).ToArray(), .. settings.Without(Encoding.UTF8.GetBytes("")).ToArray()]);
    }
}
