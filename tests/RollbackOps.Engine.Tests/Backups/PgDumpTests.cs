using RollbackOps.Engine.Tools.Postgres;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Tests.Backups;

public sealed class PgDumpTests
{
    private static readonly PostgresAccess ByUrl = new()
    {
        Database = "shop",
        Variables = new Dictionary<string, string?> { ["PGHOST"] = "db.example", ["PGUSER"] = "ops", ["PGPASSWORD"] = "s3cret" },
        Where = "db.example:5432",
    };

    private static readonly PostgresAccess InContainer = new() { Container = "c1", Database = "shop", Variables = new Dictionary<string, string?> { ["PGUSER"] = "app", ["PGPASSWORD"] = "s3cret" }, Where = "container db" };

    [Theory]
    [InlineData(false, "pg_dump -w -Fp")]
    [InlineData(true, "pg_dump -w -Fc")]
    public void Pg_dump_writes_to_its_output_and_gets_the_password_by_its_environment(bool isArchive, string expected)
    {
        var command = PgDumpCommands.Dump(ByUrl, "rollbackops/x", isArchive, (_, _) => Task.CompletedTask, TimeSpan.FromHours(1));
        Assert.Equal(expected, command.ToString());
        Assert.Equal(("s3cret", "shop", null), (command.Env["PGPASSWORD"], command.Env["PGDATABASE"], command.Env["PGHOSTADDR"]));
    }

    [Fact]
    public void In_a_container_its_own_pg_dump_is_called_and_no_argument_holds_a_secret()
    {
        var command = PgDumpCommands.Dump(InContainer, "rollbackops/x", false, (_, _) => Task.CompletedTask, TimeSpan.FromHours(1));
        Assert.StartsWith("docker exec -i ", command.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("c1 pg_dump -w -Fp", command.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", command.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pg_dump: error: query failed: ERROR:  permission denied for table users", RollbackErrorId.ToolFailed, "pg_read_all_data")]
    [InlineData("pg_dump: error: query would be affected by row-level security policy for table \"t\"", RollbackErrorId.ToolFailed, "BYPASSRLS")]
    [InlineData("pg_dump: error: aborting because of server version mismatch", RollbackErrorId.ToolMissing, "client programs")]
    [InlineData("pg_dump: error: connection to server at \"h\" failed: Connection refused", RollbackErrorId.Unreachable, "server runs")]
    [InlineData("pg_dump: error: something else", RollbackErrorId.ToolFailed, "run the same command again")]
    [InlineData("", RollbackErrorId.ToolFailed, "run the same command again")]
    public void What_pg_dump_says_becomes_an_error_with_what_to_do_next(string said, RollbackErrorId id, string next)
    {
        var error = Assert.Throws<RollbackException>(() => PgDumpErrors.Throw(new CommandResult(1, "", said), ByUrl));
        Assert.Equal(id, error.Id);
        Assert.Contains(next, error.Next, StringComparison.Ordinal);
        Assert.Contains("shop (db.example:5432)", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pg_dump (PostgreSQL) 15.8 (Debian 15.8-1)", 150008, true)]
    [InlineData("pg_dump (PostgreSQL) 17.2", 150008, true)]
    [InlineData("pg_dump (PostgreSQL) 15.1", 150008, true)]
    [InlineData("pg_dump (PostgreSQL) 14.9", 150008, false)]
    [InlineData("what", 150008, false)]
    public void A_pg_dump_that_is_older_than_the_server_is_refused(string version, int server, bool isTaken)
    {
        var error = Record.Exception(() => PgDumpErrors.RefuseOlder(version, server, ByUrl));
        Assert.Equal(isTaken, error is null);
        if (!isTaken)
            Assert.Contains("postgresql-client-15", Assert.IsType<RollbackException>(error).Next, StringComparison.Ordinal);
    }
}
