using System.Text;
using RollbackOps.Engine.Tools.Postgres;

namespace RollbackOps.Engine.Tests.Postgres;

public sealed class PostgresTextTests
{
    private static readonly PostgresAccess Url = new()
    {
        Database = "shop",
        Variables = new Dictionary<string, string?> { ["PGHOST"] = "db", ["PGUSER"] = "app", ["PGPASSWORD"] = "s3cret" },
        Where = "db:5432",
    };

    private static readonly PostgresAccess Container = new()
    {
        Container = "c0ffee",
        Database = "shop",
        Variables = new Dictionary<string, string?> { ["PGUSER"] = "app", ["PGPASSWORD"] = "s3cret" },
        Where = "container db",
    };

    [Theory]
    [InlineData("shop", "\"shop\"")]
    [InlineData("sh\"op; --", "\"sh\"\"op; --\"")]
    public void Names_are_quoted(string name, string quoted) => Assert.Equal(quoted, SqlQuote.Identifier(name));

    [Theory]
    [InlineData("it's", "'it''s'")]
    [InlineData("a\\'b", " E'a\\\\''b'")]
    public void Texts_are_quoted(string text, string quoted) => Assert.Equal(quoted, SqlQuote.Literal(text));

    [Fact]
    public void A_nul_is_refused() => Assert.Throws<RollbackException>(() => SqlQuote.Identifier("a\0b"));

    [Theory]
    [InlineData("work_mem", "7MB", "'7MB'")]
    [InlineData("search_path", "\"$user\", public, \"odd, \"\"name\"", "'$user', 'public', 'odd, \"name'")]
    [InlineData("search_path", "\"\"", "''")]
    [InlineData("application_name", "a, b", "'a, b'")]
    public void Settings_keep_their_meaning(string name, string stored, string sql) => Assert.Equal(sql, SqlQuote.Setting(name, stored));

    [Theory]
    [InlineData("shop")]
    [InlineData("a_name_that_is_as_long_as_postgresql_lets_names_be_and_not_less")]
    [InlineData("äöüäöüäöüäöüäöüäöüäöüäöüäöüäöüx")]
    public void Derived_names_fit_and_differ(string live)
    {
        string[] names = [PostgresNames.Kept(live, 4294967295), PostgresNames.Beside(live, "a"), PostgresNames.Beside(live, "b"), PostgresNames.Partial(live, "a")];

        Assert.All(names, name => Assert.InRange(Encoding.UTF8.GetByteCount(name), 1, 63));
        Assert.Equal(names.Length, names.Append(live).Distinct().Count() - 1);
        Assert.Equal(names[1], PostgresNames.Beside(live, "a"));
        Assert.DoesNotContain('\ufffd', names[0]);
    }

    [Theory]
    [InlineData("postgres://app:pw@db/shop", "PGDATABASE=shop PGHOST=db PGPASSWORD=pw PGUSER=app")]
    [InlineData("postgresql://app:p%40s%3A%2Fw@db:5433/shop?sslmode=require&schema=public", "PGDATABASE=shop PGHOST=db PGPASSWORD=p@s:/w PGPORT=5433 PGSSLMODE=require PGUSER=app")]
    [InlineData("postgresql://app:p@s:/w?#1@db/shop", "PGDATABASE=shop PGHOST=db PGPASSWORD=p@s:/w?#1 PGUSER=app")]
    [InlineData("postgresql://app:${env:PW}@db/shop", "PGDATABASE=shop PGHOST=db PGPASSWORD=%41@/?x=1& PGUSER=app")]
    [InlineData("${env:WHOLE}", "PGDATABASE=shop PGHOST=db PGPASSWORD=x y PGUSER=app")]
    [InlineData("postgresql://app@[::1]:5433/sh%20op", "PGDATABASE=sh op PGHOST=::1 PGPORT=5433 PGUSER=app")]
    [InlineData("postgresql://app@a:1,b:2/shop?target_session_attrs=read-write", "PGDATABASE=shop PGHOST=a,b PGPORT=1,2 PGTARGETSESSIONATTRS=read-write PGUSER=app")]
    [InlineData("postgresql:///shop?host=/run/postgresql", "PGDATABASE=shop PGHOST=/run/postgresql")]
    [InlineData("postgresql+psycopg2://app@db", "PGHOST=db PGUSER=app")]
    public void A_url_becomes_variables(string url, string variables)
    {
        var parsed = PostgresUrl.Parse(url, reference => reference == "${env:PW}" ? "%41@/?x=1&" : "postgres://app:x%20y@db/shop");

        Assert.Equal(variables, string.Join(' ', parsed.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}")));
        if (parsed.ContainsKey("PGDATABASE"))
            Assert.Equal(parsed, PostgresUrl.Parse(PostgresUrl.Build(parsed.ToDictionary(pair => pair.Key, pair => (string?)pair.Value), parsed["PGDATABASE"]), _ => "").Where(pair => parsed.ContainsKey(pair.Key)).ToDictionary(), Without("PGTARGETSESSIONATTRS", parsed));
    }

    [Theory]
    [InlineData("mysql://app@db/shop")]
    [InlineData("shop")]
    [InlineData("postgresql://app:pw@db:54x/shop")]
    public void What_is_no_url_is_refused_without_showing_it(string url)
    {
        var error = Assert.Throws<RollbackException>(() => PostgresUrl.Parse(url, _ => ""));

        Assert.Equal(RollbackErrorId.RunbookInvalid, error.Id);
        Assert.DoesNotContain("pw", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Psql_reads_no_start_up_file_asks_for_no_password_and_gets_sql_by_standard_input()
    {
        var command = PsqlCommands.Sql(Url, new("postgres", "rollbackops/shop/000001", Session.Writes), "SELECT 1;", TimeSpan.FromSeconds(1));

        Assert.Equal("psql -X -q -A -t -w -F '\u001f' -R '\u001e' -P 'null=\u001d' -v ON_ERROR_STOP=1 -f -", command.ToString());
        Assert.Equal(("s3cret", "postgres", "rollbackops/shop/000001"), (command.Env["PGPASSWORD"], command.Env["PGDATABASE"], command.Env["PGAPPNAME"]));
        Assert.Null(command.Env["PGSERVICE"]);
        Assert.NotNull(command.Input);
    }

    [Fact]
    public void A_url_without_host_or_port_is_not_led_elsewhere_by_the_operators_own_environment()
    {
        var access = new PostgresAccess { Database = "shop", Variables = new Dictionary<string, string?> { ["PGDATABASE"] = "shop" }, Where = "local socket:5432" };

        var command = PsqlCommands.Sql(access, new("shop", "x"), "SELECT 1;", TimeSpan.FromSeconds(1));

        Assert.Equal([null, null], new[] { "PGHOST", "PGPORT" }.Select(name => command.Env[name]));
    }

    [Fact]
    public void The_marks_of_two_environments_parts_or_runs_differ_however_long_the_names_are()
    {
        var system = new string('s', 70);
        string[] marks =
        [
            PostgresNames.Application(system, "production", "000001", "main"),
            PostgresNames.Application(system, "staging", "000001", "main"),
            PostgresNames.Application(system, "production", "000002", "main"),
            PostgresNames.Application(system, "production", "000001", "other"),
        ];

        Assert.Equal(4, marks.Distinct().Count());
        Assert.All(marks, mark => Assert.InRange(mark.Length, 1, 63));
        Assert.StartsWith("rollbackops/", marks[0], StringComparison.Ordinal);
    }

    [Fact]
    public void In_a_container_variables_are_passed_by_name_only()
    {
        var command = PsqlCommands.Sql(Container, new("shop", "rollbackops/shop/000001"), "SELECT 1;", TimeSpan.FromSeconds(1));

        Assert.Equal("docker exec -i -e PGAPPNAME -e PGCLIENTENCODING -e PGDATABASE -e PGPASSWORD -e PGUSER -e ROLLBACKOPS_RUN -e ROLLBACKOPS_HOLDER c0ffee psql -X -q -A -t -w -F '\u001f' -R '\u001e' -P 'null=\u001d' -v ON_ERROR_STOP=1 -f -", command.ToString());
        Assert.Equal("s3cret", command.Env["PGPASSWORD"]);
    }

    [Fact]
    public void Archives_are_restored_in_parallel_by_url_and_by_standard_input_in_a_container()
    {
        var session = new Session("o'b=x", "a");

        Assert.Equal(@"pg_restore --exit-on-error --no-password -j 3 -d 'dbname='\''o\'\''b=x'\''' /b/shop.dump", PsqlCommands.Restore(Url, session, "/b/shop.dump", 3, TimeSpan.Zero).ToString());
        var inside = PsqlCommands.Restore(Container, session, "/b/shop.dump", 3, TimeSpan.Zero);
        Assert.DoesNotContain("/b/shop.dump", inside.Arguments);
        Assert.NotNull(inside.Input);
    }

    [Fact]
    public void The_exchange_is_one_transaction_that_checks_whose_names_they_are()
    {
        var sql = PostgresStatements.Exchange((1, "shop", "shop_kept_1"), (2, "shop_beside_x"));

        Assert.StartsWith("BEGIN;\nDO 'BEGIN", sql, StringComparison.Ordinal);
        Assert.EndsWith("ALTER DATABASE \"shop\" RENAME TO \"shop_kept_1\";\nALTER DATABASE \"shop_beside_x\" RENAME TO \"shop\";\nCOMMIT;\n", sql, StringComparison.Ordinal);
        Assert.Contains("oid = 2 AND datname = ''shop_beside_x''", sql, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, "LC_COLLATE 'C' LC_CTYPE 'C';")]
    [InlineData("c", null, "LC_COLLATE 'C' LC_CTYPE 'C' LOCALE_PROVIDER libc;")]
    [InlineData("i", "de", "LC_COLLATE 'C' LC_CTYPE 'C' LOCALE_PROVIDER icu ICU_LOCALE 'de';")]
    [InlineData("b", "C.UTF-8", "LC_COLLATE 'C' LC_CTYPE 'C' LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8';")]
    public void A_copy_is_made_like_the_live_database(string? provider, string? locale, string end)
    {
        var like = new DatabaseProperties { Owner = "app", Encoding = "UTF8", Collate = "C", Ctype = "C", Provider = provider, Locale = locale, Tablespace = "pg_default", ConnectionLimit = -1, Template = false };

        var sql = PostgresStatements.Create("copy", like);

        Assert.Contains("CREATE DATABASE \"copy\" TEMPLATE template0 OWNER \"app\" ENCODING 'UTF8'", sql, StringComparison.Ordinal);
        Assert.Contains(end, sql, StringComparison.Ordinal);
        Assert.Contains(" TABLESPACE \"fast\";", PostgresStatements.Create("copy", like with { Tablespace = "fast" }), StringComparison.Ordinal);
    }

    private static EqualityComparer<IReadOnlyDictionary<string, string>> Without(string name, IReadOnlyDictionary<string, string> all) => EqualityComparer<IReadOnlyDictionary<string, string>>.Create(
        (left, right) => all.Keys.Where(key => key != name).All(key => left![key] == right![key]), _ => 0);
}
