using RollbackOps.Engine.Tools.Postgres;

namespace RollbackOps.Integration.Tests.Postgres;

[Collection(PostgresTests.Name)]
public sealed class ExchangeTests(PostgresCluster cluster)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("shop-2026-02-17T10-00-00.sql", "-Fp")]
    [InlineData("shop-2026-02-17T10-00-00.sql.gz", "-Fp", "-Z6")]
    [InlineData("shop-2026-02-17T10-00-00.dump", "-Fc")]
    [InlineData("shop-2026-02-17T10-00-00.tar", "-Ft")]
    [InlineData("shop-2026-02-17T10-00-00.dir", "-Fd")]
    [InlineData("shop-2026-02-17T10-00-00-inserts.sql", "--inserts")]
    [InlineData("shop-2026-02-17T10-00-00-clean.sql", "--clean", "--if-exists")]
    public async Task The_backup_comes_back_row_by_row_and_the_old_database_stays(string name, params string[] format)
    {
        await using var shop = await Shop.MakeAsync(cluster);
        await shop.BackupAsync(name, format);
        await shop.BreakAsync();
        var old = await shop.OidAsync(shop.Name);

        var driver = shop.Drive(await shop.PlanAsync(Cancel));
        await driver.DoAsync(Cancel);

        Assert.Equal(Shop.GoodRows, await shop.RowsAsync());
        Assert.Equal("1000", await shop.SqlAsync("SELECT count(*) FROM orders;"));
        Assert.Equal("COPY x FROM stdin;it's", await shop.SqlAsync("SELECT odd() || worse();"));
        var kept = PostgresNames.Kept(shop.Name, old);
        Assert.Equal([kept], await shop.OthersAsync());
        Assert.Equal(old, await shop.OidAsync(kept));
        Assert.Contains(kept, Assert.Single(driver.Kept));
        await cluster.SqlAsync("postgres", $"ALTER DATABASE {SqlQuote.Identifier(kept)} ALLOW_CONNECTIONS true;");
        Assert.Equal("99|bad|", await cluster.SqlAsync(kept, "SELECT * FROM users WHERE id = 99;"));
    }

    [Fact]
    [Trait("Row", "N6")]
    public async Task A_second_plan_is_empty_even_after_users_wrote_rows()
    {
        await using var shop = await Shop.MakeAsync(cluster);
        await shop.BackupAsync();
        await shop.BreakAsync();
        var driver = shop.Drive(await shop.PlanAsync(Cancel));
        await driver.DoAsync(Cancel);
        var origin = driver.Origins["main/exchange"];
        shop.Sources[origin.Identity] = origin.Source;

        await shop.SqlAsync("INSERT INTO users VALUES (7, 'new', NULL);");

        Assert.Empty((await shop.PlanAsync(Cancel)).Steps);
    }

    [Theory]
    [InlineData("main/beside")]
    [InlineData("main/fence")]
    [InlineData("main/exchange")]
    [InlineData("main/open")]
    public async Task After_an_undo_the_old_database_is_live_and_open_and_the_copy_is_gone(string upTo)
    {
        await using var shop = await Shop.MakeAsync(cluster);
        await shop.BackupAsync();
        await shop.BreakAsync();
        var (old, rows) = (await shop.OidAsync(shop.Name), await shop.RowsAsync());
        var driver = shop.Drive(await shop.PlanAsync(Cancel));

        await driver.DoAsync(Cancel, upTo);
        using var user = upTo == "main/open" ? cluster.Session(shop.Name) : null;
        await driver.UndoAsync(Cancel);

        Assert.Equal(old, await shop.OidAsync(shop.Name));
        Assert.Equal(rows, await shop.RowsAsync());
        Assert.Empty(await shop.OthersAsync());
    }

    [Fact]
    [Trait("Safety", "24")]
    public async Task What_bears_the_copys_name_and_is_something_else_is_not_dropped()
    {
        await using var shop = await Shop.MakeAsync(cluster);
        await shop.BackupAsync();
        var driver = shop.Drive(await shop.PlanAsync(Cancel));
        await driver.DoAsync(Cancel, "main/beside");
        var copy = Assert.Single(await shop.OthersAsync());
        await cluster.SqlAsync("postgres", $"ALTER DATABASE {SqlQuote.Identifier(copy)} RENAME TO {SqlQuote.Identifier($"{copy}_moved")};");
        await cluster.SqlAsync("postgres", $"CREATE DATABASE {SqlQuote.Identifier(copy)};");
        var others = await shop.OidAsync(copy);

        await Assert.ThrowsAnyAsync<Exception>(() => driver.UndoAsync(Cancel));

        Assert.Equal(others, await shop.OidAsync(copy));
    }

    [Fact]
    public async Task A_half_made_copy_is_known_for_one_and_made_again()
    {
        await using var shop = await Shop.MakeAsync(cluster);
        await shop.SqlAsync("INSERT INTO orders (user_id) SELECT 1 FROM generate_series(1, 300000);");
        await shop.BackupAsync();
        var driver = shop.Drive(await shop.PlanAsync(Cancel));
        await driver.DoAsync(Cancel, "main/read");
        using var killed = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var killing = Task.Run(
            async () =>
            {
                while ((await shop.OthersAsync()).Length == 0)
                    await Task.Yield();
                await killed.CancelAsync();
            },
            Cancel);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => driver.DoAsync(killed.Token, "main/beside"));
        await killing;

        Assert.Equal(Verdict.Partly, await driver.VerdictAsync("main/beside", Cancel));
        await driver.DoAsync(Cancel);

        Assert.Equal(Shop.GoodRows, await shop.RowsAsync());
        Assert.Single(await shop.OthersAsync());
    }

    [Fact]
    public async Task A_copy_that_was_begun_is_partly_there_and_done_again_or_undone()
    {
        await using var shop = await Shop.MakeAsync(cluster);
        await shop.BackupAsync();
        await shop.BreakAsync();
        var plan = await shop.PlanAsync(Cancel);
        var driver = shop.Drive(plan);
        driver.BeforeDoing = step => step.Id == "main/fence" ? throw new InvalidOperationException("killed") : Task.CompletedTask;
        await Assert.ThrowsAsync<InvalidOperationException>(() => driver.DoAsync(Cancel));
        var finished = Assert.Single(await shop.OthersAsync());
        var partial = finished.Replace("_beside_", "_partial_", StringComparison.Ordinal);
        await cluster.SqlAsync("postgres", $"ALTER DATABASE {SqlQuote.Identifier(finished)} RENAME TO {SqlQuote.Identifier(partial)};");

        Assert.Equal(Verdict.Partly, await driver.VerdictAsync("main/beside", Cancel));
        driver.BeforeDoing = _ => Task.CompletedTask;
        await driver.DoAsync(Cancel);

        Assert.Equal(Shop.GoodRows, await shop.RowsAsync());
    }

    [Fact]
    [Trait("Safety", "5")]
    public async Task Settings_rights_limit_and_comment_come_over()
    {
        await using var shop = await Shop.MakeAsync(cluster);
        var (database, role) = (SqlQuote.Identifier(shop.Name), SqlQuote.Identifier($"app {Guid.NewGuid():N}"));
        await cluster.SqlAsync("postgres", $"CREATE ROLE {role} LOGIN;");
        try
        {
            await cluster.SqlAsync("postgres", $"""
                ALTER DATABASE {database} SET search_path TO "$user", public, "odd, name";
                ALTER DATABASE {database} SET work_mem TO '7MB';
                ALTER ROLE {role} IN DATABASE {database} SET "my.app" TO E'it''s \\ here';
                REVOKE ALL ON DATABASE {database} FROM PUBLIC;
                GRANT CONNECT ON DATABASE {database} TO {role} WITH GRANT OPTION;
                ALTER DATABASE {database} CONNECTION LIMIT 42;
                ALTER DATABASE {database} OWNER TO {role};
                COMMENT ON DATABASE {database} IS 'the shop''s';
                """);
            await shop.BackupAsync();
            string Of(string name) => $"""
                SELECT datconnlimit, pg_get_userbyid(datdba), encoding, datcollate, datctype, datlocprovider, shobj_description(oid, 'pg_database'),
                  (SELECT array_agg((setrole, setconfig) ORDER BY setrole) FROM pg_db_role_setting WHERE setdatabase = d.oid),
                  (SELECT array_agg((grantee, privilege_type, is_grantable) ORDER BY grantee, privilege_type) FROM aclexplode(datacl))
                FROM pg_database d WHERE datname = {SqlQuote.Literal(name)};
                """;
            var before = await cluster.SqlAsync("postgres", Of(shop.Name));
            await shop.Drive(await shop.PlanAsync(Cancel)).DoAsync(Cancel);
            Assert.Contains("odd, name", before, StringComparison.Ordinal);
            Assert.Equal(before, await cluster.SqlAsync("postgres", Of(shop.Name)));
        }
        finally
        {
            await shop.DisposeAsync();
            await cluster.SqlAsync("postgres", $"DROP ROLE {role};");
        }
    }

    [Fact]
    [Trait("Safety", "3")]
    public async Task Nobody_gets_in_during_the_fence_not_even_a_superuser()
    {
        await using var shop = await Shop.MakeAsync(cluster);
        await shop.BackupAsync();
        var plan = await shop.PlanAsync(Cancel);
        var driver = shop.Drive(plan);
        using var writer = cluster.Session(shop.Name);
        await writer.StandardInput.WriteLineAsync("BEGIN; INSERT INTO users VALUES (50, 'late', NULL); SELECT 'in';");
        await writer.StandardInput.FlushAsync(Cancel);
        Assert.Equal("in", await writer.StandardOutput.ReadLineAsync(Cancel));

        await driver.DoAsync(Cancel, "main/fence");

        await writer.StandardInput.WriteLineAsync("COMMIT;");
        writer.StandardInput.Close();
        await writer.WaitForExitAsync(Cancel);
        Assert.NotEqual(0, writer.ExitCode);
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => shop.SqlAsync("SELECT 1;"));
        Assert.Contains("not currently accepting connections", refused.Message, StringComparison.Ordinal);
        Assert.Contains(plan.Notes, note => note.Contains($"ALTER DATABASE {SqlQuote.Identifier(shop.Name)} ALLOW_CONNECTIONS true;", StringComparison.Ordinal));
        await driver.UndoAsync(Cancel);
        Assert.Equal("0", await shop.SqlAsync("SELECT count(*) FROM users WHERE id = 50;"));
    }

    [Fact]
    [Trait("Safety", "3")]
    public async Task A_fence_that_somebody_lifted_is_closed_again_before_the_exchange()
    {
        await using var shop = await Shop.MakeAsync(cluster);
        await shop.BackupAsync();
        var driver = shop.Drive(await shop.PlanAsync(Cancel));
        driver.BeforeDoing = step => step.Id == "main/exchange"
            ? cluster.SqlAsync("postgres", $"ALTER DATABASE {SqlQuote.Identifier(shop.Name)} ALLOW_CONNECTIONS true;")
            : Task.CompletedTask;

        await driver.DoAsync(Cancel);

        var kept = Assert.Single(await shop.OthersAsync());
        Assert.Equal("f", await cluster.SqlAsync("postgres", $"SELECT datallowconn FROM pg_database WHERE datname = {SqlQuote.Literal(kept)};"));
    }

    [Fact]
    [Trait("Safety", "26")]
    public async Task Rows_are_counted_again_while_shut_and_a_changed_copy_is_not_exchanged()
    {
        await using var shop = await Shop.MakeAsync(cluster);
        await shop.BackupAsync();
        var (old, driver) = (await shop.OidAsync(shop.Name), shop.Drive(await shop.PlanAsync(Cancel)));
        driver.BeforeDoing = async step =>
        {
            if (step.Id != "main/exchange")
                return;
            var copy = SqlQuote.Identifier(Assert.Single(await shop.OthersAsync()));
            await cluster.SqlAsync("postgres", $"ALTER DATABASE {copy} ALLOW_CONNECTIONS true;");
            await cluster.SqlAsync(Assert.Single(await shop.OthersAsync()), "DELETE FROM orders WHERE id = 1;");
        };

        var error = await Assert.ThrowsAsync<RollbackException>(() => driver.DoAsync(Cancel));

        Assert.Equal(RollbackErrorId.ChangedByOthers, error.Id);
        Assert.Contains("public.orders had 1000 rows and has 999", error.Message, StringComparison.Ordinal);
        await driver.UndoAsync(Cancel);
        Assert.Equal(old, await shop.OidAsync(shop.Name));
        Assert.Empty(await shop.OthersAsync());
    }

    [Fact]
    public async Task No_password_is_in_the_journal_in_errors_or_in_argument_lists()
    {
        await using var shop = await Shop.MakeAsync(cluster);
        await shop.SqlAsync("INSERT INTO orders (user_id) SELECT 1 FROM generate_series(1, 200000);");
        await shop.BackupAsync();
        var plan = await shop.PlanAsync(Cancel);
        var driver = shop.Drive(plan);
        var seen = new List<string>();
        using var done = new CancellationTokenSource();
        var watching = Task.Run(() =>
        {
            while (!done.IsCancellationRequested)
                seen.AddRange(CommandLines());
        }, Cancel);
        await driver.DoAsync(Cancel);
        await done.CancelAsync();
        await watching;

        shop.Part = shop.Part with { Url = shop.Part.Url!.Replace("postgres:$", "nobody:$", StringComparison.Ordinal) };
        var error = await Assert.ThrowsAsync<RollbackException>(() => shop.PlanAsync(Cancel));

        Assert.Equal(RollbackErrorId.Unreachable, error.Id);
        Assert.Contains(seen, line => line.StartsWith("psql", StringComparison.Ordinal) || line.Contains("/psql", StringComparison.Ordinal));
        string[] forms = [PostgresCluster.Password, Uri.EscapeDataString(PostgresCluster.Password)];
        foreach (var text in driver.Journal.Concat(seen).Append(error.ToString()).Append(error.Next).Append(System.Text.Json.JsonSerializer.Serialize(plan)))
            Assert.DoesNotContain(forms, form => text.Contains(form, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_sessions_of_a_run_carry_its_mark()
    {
        await using var shop = await Shop.MakeAsync(cluster);
        var client = await shop.Servers.OpenAsync(shop.Part, shop.Runbook, "000007", Cancel);

        var rows = await client.RowsAsync(shop.Name, "SELECT application_name FROM pg_stat_activity WHERE pid = pg_backend_pid();", TimeSpan.FromSeconds(20), Cancel);

        Assert.Equal("rollbackops/shop.production/000007/main", rows[0][0]);
    }

    [Fact]
    [Trait("Safety", "19")]
    public async Task What_a_killed_process_of_the_run_left_on_the_server_is_ended_first()
    {
        await using var shop = await Shop.MakeAsync(cluster);
        await shop.BackupAsync();
        var driver = shop.Drive(await shop.PlanAsync(Cancel), "000009");
        using var orphan = cluster.Session("postgres");
        await orphan.StandardInput.WriteLineAsync("SET application_name = 'rollbackops/shop.production/000009/main'; SELECT 'left';");
        await orphan.StandardInput.FlushAsync(Cancel);
        Assert.Equal("left", await orphan.StandardOutput.ReadLineAsync(Cancel));

        await driver.DoAsync(Cancel, "main/beside");

        await orphan.StandardInput.WriteLineAsync("SELECT 'alive';");
        orphan.StandardInput.Close();
        Assert.Null(await orphan.StandardOutput.ReadLineAsync(Cancel));
    }

    [Theory]
    [InlineData("shop-20260217.sql", "-Fp")]
    [InlineData("shop-20260217.dump", "-Fc")]
    public async Task Everything_that_a_schema_can_hold_comes_back_as_it_was(string name, string format)
    {
        await using var shop = await Shop.MakeAsync(cluster);
        await shop.SqlAsync(Everything);
        await shop.BackupAsync(name, format);
        var before = await SchemaAsync(shop, "before.txt");

        await shop.Drive(await shop.PlanAsync(Cancel, name)).DoAsync(Cancel);

        Assert.Equal(before, await SchemaAsync(shop, "after.txt"));
        Assert.Equal("x|big|(1,2)|a,b", await shop.SqlAsync("SELECT (SELECT string_agg(v, '') FROM parted), (SELECT convert_from(lo_get(4711), 'UTF8')), (SELECT p FROM shapes), (SELECT string_agg(v, ',' ORDER BY v) FROM seen);"));
    }

    private async Task<string> SchemaAsync(Shop shop, string name)
    {
        var file = Path.Combine(shop.Backups, name);
        await cluster.DumpAsync(shop.Name, file, "--schema-only");
        return string.Join('\n', (await File.ReadAllLinesAsync(file, Cancel)).Where(line => !line.Contains("restrict ", StringComparison.Ordinal)));
    }

    private const string Everything =
        """
        CREATE EXTENSION postgres_fdw; CREATE EXTENSION hstore; CREATE EXTENSION pgcrypto;
        CREATE SCHEMA "odd ""schema;";
        CREATE TYPE mood AS ENUM ('a;b', 'it''s', '\.'); CREATE TYPE pair AS (a int, b int); CREATE TYPE span AS RANGE (subtype = float8);
        CREATE DOMAIN positive AS int CHECK (VALUE > 0);
        CREATE TABLE "odd ""schema;"."odd $tag$ table" ("co""l;" mood DEFAULT 'it''s', g int GENERATED ALWAYS AS IDENTITY, s int GENERATED ALWAYS AS (1 + 2) STORED);
        INSERT INTO "odd ""schema;"."odd $tag$ table" DEFAULT VALUES;
        CREATE TABLE parted (k mood, v text) PARTITION BY HASH (k);
        CREATE TABLE parted_0 PARTITION OF parted FOR VALUES WITH (MODULUS 2, REMAINDER 0);
        CREATE TABLE parted_1 PARTITION OF parted FOR VALUES WITH (MODULUS 2, REMAINDER 1);
        INSERT INTO parted VALUES ('a;b', 'x');
        CREATE TABLE shapes (p pair, b bytea, j jsonb); INSERT INTO shapes VALUES ('(1,2)', '\x5c2e0a', '{"a": "\\."}');
        CREATE TABLE seen (v text); INSERT INTO seen VALUES ('a'), ('b');
        CREATE VIEW late AS SELECT users.id, name, count(*) FROM users JOIN orders ON user_id = users.id GROUP BY users.id;
        CREATE MATERIALIZED VIEW stored AS SELECT * FROM late WITH DATA; CREATE UNIQUE INDEX ON stored (id);
        CREATE FUNCTION on_change() RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN EXECUTE $q$SELECT '\connect x'$q$; RETURN NEW; END $body$;
        CREATE TRIGGER changed BEFORE UPDATE ON users FOR EACH ROW WHEN (OLD.name IS DISTINCT FROM NEW.name) EXECUTE FUNCTION on_change();
        CREATE CONSTRAINT TRIGGER later AFTER INSERT ON users DEFERRABLE FOR EACH ROW EXECUTE FUNCTION on_change();
        CREATE RULE both_ways AS ON DELETE TO seen DO ALSO (INSERT INTO seen VALUES ('gone;'); UPDATE seen SET v = v || ''; );
        CREATE PROCEDURE many(n int) LANGUAGE sql BEGIN ATOMIC INSERT INTO seen SELECT CASE n WHEN 1 THEN 'one' ELSE CASE WHEN n > 1 THEN 'end;' END END; DELETE FROM seen WHERE v = 'begin'; END;
        CREATE FUNCTION on_ddl() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'; CREATE EVENT TRIGGER ddl ON ddl_command_end EXECUTE FUNCTION on_ddl();
        ALTER TABLE users ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON users USING (name = current_user OR note ~ '^\d+;$');
        CREATE STATISTICS related (dependencies) ON id, name FROM users;
        CREATE AGGREGATE total (int) (SFUNC = int4pl, STYPE = int); CREATE OPERATOR === (LEFTARG = int, RIGHTARG = int, FUNCTION = int4eq);
        CREATE CAST (pair AS text) WITH INOUT; CREATE COLLATION sorted FROM "C"; CREATE TEXT SEARCH CONFIGURATION plain (COPY = simple);
        CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '127.0.0.1'); CREATE USER MAPPING FOR PUBLIC SERVER far OPTIONS (user 'x');
        CREATE FOREIGN TABLE there (id int) SERVER far; CREATE PUBLICATION news FOR TABLE users;
        ALTER TABLE orders ADD CONSTRAINT unchecked CHECK (id > -1) NOT VALID; ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO pg_monitor; GRANT SELECT (id), UPDATE (name) ON users TO pg_monitor;
        COMMENT ON TABLE users IS E'-- Name: x\n\\restrict a\nDROP DATABASE x;\n-- PostgreSQL database dump complete';
        SELECT lo_from_bytea(4711, 'big'); COMMENT ON LARGE OBJECT 4711 IS 'it''s';
        """;

    private static List<string> CommandLines()
    {
        var lines = new List<string>();
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])))
        {
            try
            {
                var line = File.ReadAllText(Path.Combine(folder, "cmdline")).Replace('\0', ' ');
                if (line.Contains("psql", StringComparison.Ordinal))
                    lines.Add(line);
            }
            catch (IOException)
            {
                // It has ended.
            }
        }

        return lines;
    }
}
