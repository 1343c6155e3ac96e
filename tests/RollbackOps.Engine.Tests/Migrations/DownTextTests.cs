using RollbackOps.Engine.Actions.Migrations;
using RollbackOps.Engine.Tools.Postgres;

namespace RollbackOps.Engine.Tests.Migrations;

/// <summary>What a script takes is read in its words, and what can't be part of one transaction is refused.</summary>
public sealed class DownTextTests
{
    [Theory]
    [Trait("Safety", "27")]
    [InlineData("DROP TABLE IF EXISTS a, public.b CASCADE;", "drops table a; drops table public.b")]
    [InlineData("drop table \"Odd Name\";", "drops table Odd Name")]
    [InlineData("ALTER TABLE ONLY app.users DROP COLUMN IF EXISTS email, DROP note, DROP CONSTRAINT c;", "drops column app.users.email; drops column app.users.note")]
    [InlineData("ALTER TABLE \"User\" DROP COLUMN \"eMail\";", "drops column User.eMail")]
    [InlineData("ALTER TABLE t ALTER COLUMN a SET DATA TYPE int USING f(a, b), ALTER b TYPE text, ALTER c SET NOT NULL, ALTER d DROP DEFAULT;", "changes the type of t.a; changes the type of t.b")]
    [InlineData("ALTER TABLE t RENAME a TO b; ALTER TABLE t RENAME TO u; ALTER TABLE t RENAME CONSTRAINT x TO y;", "renames t.a; renames t")]
    [InlineData("TRUNCATE TABLE ONLY a, b; DELETE FROM c WHERE true; UPDATE d SET x = 1;", "changes rows of a; changes rows of b; changes rows of c; changes rows of d")]
    [InlineData("DROP SCHEMA app CASCADE;", "drops schema app")]
    [InlineData("DROP INDEX i; DROP VIEW v; CREATE TABLE t (a int DEFAULT 1);", "")]
    [InlineData("-- DROP TABLE a;\n/* DROP TABLE /* b */ */ SELECT 'DROP TABLE c;', E'\\'; DROP TABLE d;', $x$ DROP TABLE e; $x$;", "")]
    [InlineData("CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END; DROP TABLE a;", "drops table a")]
    public void What_is_taken_is_read(string sql, string losses) => Assert.Equal(losses, string.Join("; ", ScriptLosses.Of(new SqlScript(sql))));

    [Theory]
    [InlineData("\\connect other", "a command of psql in line 1")]
    [InlineData("SELECT 1;\n\\! rm -rf /", "a command of psql in line 2")]
    [InlineData("DROP TABLE a; COMMIT; DROP TABLE b;", "begins or ends a transaction")]
    [InlineData("BEGIN; DROP TABLE a; COMMIT; BEGIN; DROP TABLE b; COMMIT;", "begins or ends a transaction")]
    [InlineData("DROP ROLE app;", "changes the whole server (drop role app)")]
    [InlineData("ALTER SYSTEM SET work_mem = '1MB';", "changes the whole server")]
    [InlineData("ALTER DATABASE shop SET x.y = 1;", "changes the whole server")]
    public void What_no_transaction_or_copy_can_hold_is_refused(string sql, string why) =>
        Assert.Contains(why, Assert.Throws<RollbackException>(() => DownText.Read(sql, "down.sql")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("BEGIN;\nDROP TABLE a;\nCOMMIT;\n", "DROP TABLE a\n;\n")]
    [InlineData("START TRANSACTION; DROP TABLE a; END;", "DROP TABLE a\n;\n")]
    [InlineData("DROP TABLE a", "DROP TABLE a\n;\n")]
    [InlineData("-- nothing\n", "")]
    public void A_transaction_around_all_of_it_is_ours(string sql, string run) => Assert.Equal(run, DownText.Read(sql, "down.sql").Text);

    [Fact]
    public void A_file_with_both_directions_is_cut_at_them()
    {
        const string text = "-- migrate:up\nCREATE TABLE a ();\n-- migrate:down\nDROP TABLE a;\n";
        Assert.Equal("DROP TABLE a;\n", DownText.Section(text, "down", "a.sql"));
        Assert.Equal("CREATE TABLE a ();", DownText.Section(text, "up", "a.sql"));
        Assert.Contains("transaction:false", Assert.Throws<RollbackException>(() => DownText.Section("-- migrate:down transaction:false\nx", "down", "a.sql")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public.users", "users", true)]
    [InlineData("public.users", "public.users", true)]
    [InlineData("app.users", "public.users", false)]
    [InlineData("public.superusers", "users", false)]
    public void A_name_means_a_table_of_any_schema_unless_it_says_which(string table, string name, bool means) =>
        Assert.Equal(means, new SchemaLoss(SchemaLossKind.DropsTable, name).Means(table));
}
