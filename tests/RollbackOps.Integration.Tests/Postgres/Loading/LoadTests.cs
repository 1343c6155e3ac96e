using RollbackOps.Engine.Tools.Postgres.Dumps;
using RollbackOps.Engine.Tools.Postgres.Loading;
using RollbackOps.Engine.Tools.Processes;
using RollbackOps.Integration.Tests.Cli;
using RollbackOps.Integration.Tests.Environment;

namespace RollbackOps.Integration.Tests.Postgres.Loading;

/// <summary>A plain dump over several connections becomes what psql makes of it.</summary>
[Collection(PostgresTests.Name)]
public sealed class LoadTests(PostgresCluster cluster) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rollbackops-load-").FullName;
    private readonly string _name = $"l{Guid.NewGuid():N}"[..12];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Every_kind_of_object_comes_back_as_psql_brings_it_back()
    {
        Needs.Postgres();
        await MakeAsync(ManyKinds.Sql);
        foreach (var options in new[] { Array.Empty<string>(), ["--inserts"], ["--disable-triggers", "--quote-all-identifiers"], ["-E", "LATIN1"], ["--clean", "--if-exists"], ["--load-via-partition-root", "--use-set-session-authorization"] })
            await BothWaysAsync(options);
    }

    [Fact]
    public async Task Rows_of_a_large_table_are_cut_at_line_ends_and_counted_by_the_server()
    {
        Needs.Postgres();
        await MakeAsync(
            """
            CREATE TABLE big (id int PRIMARY KEY, t text);
            INSERT INTO big SELECT i, repeat(md5(i::text), 30) || E'\n\\' FROM generate_series(1, 40000) i;
            CREATE TABLE wide (t text);
            INSERT INTO wide SELECT repeat('x', 40000000);
            CREATE TABLE parted (id int) PARTITION BY HASH (id);
            CREATE TABLE parted_0 PARTITION OF parted FOR VALUES WITH (MODULUS 2, REMAINDER 0);
            CREATE TABLE parted_1 PARTITION OF parted FOR VALUES WITH (MODULUS 2, REMAINDER 1);
            INSERT INTO parted SELECT generate_series(1, 100);
            """);
        var taken = await BothWaysAsync();
        Assert.Equal(40000, taken.Rows["public.big"]);
        Assert.Equal(1, taken.Rows["public.wide"]);
        Assert.Equal(100, taken.Rows["public.parted_0"] + taken.Rows["public.parted_1"]);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("zstd")]
    public async Task A_packed_dump_is_unpacked_on_the_way_and_a_damaged_one_is_told(string program)
    {
        Needs.Postgres();
        await MakeAsync("CREATE TABLE t (id int, x text); INSERT INTO t SELECT i, md5(i::text) FROM generate_series(1, 20000) i;");
        var dump = await DumpAsync();
        await Tool.ShellAsync("/", program, "-k", dump);
        var packed = Directory.EnumerateFiles(_folder).Single(file => !file.EndsWith(".sql", StringComparison.Ordinal));
        await cluster.SqlAsync("postgres", $"CREATE DATABASE {_name}_u TEMPLATE template0");
        var look = await DumpFile.LookAsync(packed, Cancel);
        var (summary, taken) = await DumpLoader.LoadAsync(Reader, Place($"{_name}_u", packed), look, inOrder: false, _ => { }, Cancel);
        Assert.Equal((20000, look.Sha256), (taken.Rows["public.t"], summary.Sha256));

        var bytes = await File.ReadAllBytesAsync(packed, Cancel);
        bytes[bytes.Length / 2] ^= 0x10;
        await File.WriteAllBytesAsync(packed, bytes, Cancel);
        await UnusableAsync(packed);
        bytes[bytes.Length / 2] ^= 0x10;
        await File.WriteAllBytesAsync(packed, bytes[..^10], Cancel);
        await UnusableAsync(packed);
    }

    [Fact]
    public async Task Large_objects_come_back_with_their_owners_and_comments()
    {
        Needs.Postgres();
        await MakeAsync(
            """
            SELECT lo_from_bytea(0, decode(repeat('00ff27', i * 3000), 'hex')) FROM generate_series(1, 20) i;
            DO $$ DECLARE o oid; BEGIN SELECT max(oid) INTO o FROM pg_largeobject_metadata; EXECUTE format('COMMENT ON LARGE OBJECT %s IS ''x''', o); END $$;
            """);
        await BothWaysAsync();
    }

    [Fact]
    public async Task Rows_in_order_stay_in_order()
    {
        Needs.Postgres();
        await MakeAsync("CREATE TABLE big (id int, t text); INSERT INTO big SELECT i, repeat(md5(i::text), 30) FROM generate_series(1, 40000) i;");
        var dump = await DumpAsync();
        await cluster.SqlAsync("postgres", $"CREATE DATABASE {_name}_o TEMPLATE template0");
        await DumpLoader.LoadAsync(Reader, Place($"{_name}_o", dump), await DumpFile.LookAsync(dump, Cancel), inOrder: true, _ => { }, Cancel);
        Assert.Equal("0", await cluster.SqlAsync($"{_name}_o", "SELECT count(*) FROM (SELECT id, lag(id) OVER (ORDER BY ctid) before FROM big) o WHERE before > id"));
    }

    [Theory]
    [InlineData("CREATE TABLE a (id int);\nCOPY public.a (id) FROM stdin;\n1\nx\n\\.\n", "line 6: invalid input syntax for type integer")]
    [InlineData("CREATE TABLE a (id int);\nCOPY public.a (id) FROM stdin;\n1\n1\n\\.\n\nALTER TABLE ONLY public.a ADD CONSTRAINT p PRIMARY KEY (id);\n", "line 9: could not create unique index")]
    [InlineData("CREATE TABLE a (id int);\nINSERT INTO a VALUES (1);\nALTER TABLE public.a OWNER TO nobody_here;\n", "role \"nobody_here\" does not exist")]
    [InlineData("CREATE EXTENSION IF NOT EXISTS not_there;\n", "not_there")]
    [InlineData("CREATE TABLE a (id int);\nCREATE TABLE a (id int);\nINSERT INTO a VALUES (1);\n", "line 4: relation \"a\" already exists")]
    public async Task What_the_server_refuses_is_told_with_its_line_and_the_statement(string sql, string said)
    {
        Needs.Postgres();
        var dump = Path.Combine(_folder, "bad.sql");
        await File.WriteAllTextAsync(dump, $"-- PostgreSQL database dump\nSET search_path = public;\n{sql}-- PostgreSQL database dump complete\n", Cancel);
        await cluster.SqlAsync("postgres", $"CREATE DATABASE {_name} TEMPLATE template0");
        var error = await Assert.ThrowsAsync<RollbackException>(async () =>
            await DumpLoader.LoadAsync(Reader, Place(_name, dump), await DumpFile.LookAsync(dump, Cancel), inOrder: false, _ => { }, Cancel));
        Assert.Equal(RollbackErrorId.BackupUnusable, error.Id);
        Assert.True(error.Message.Contains(said, StringComparison.Ordinal), error.Message);
        Assert.Contains(dump, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BEGIN;\nCREATE TABLE x (id int);\nCREATE INDEX i ON public.x (id);\nCOMMIT;\n", "the statement of line 3 is within a transaction")]
    [InlineData("CREATE TABLE x (id int);\nBEGIN;\nCOPY public.x (id) FROM stdin;\n1\n\\.\nCOMMIT;\n", "the statement of line 4 is within a transaction")]
    [InlineData("CREATE TABLE x (id int);\nBEGIN;\nSELECT pg_catalog.lo_create('1');\nCOMMIT;\nINSERT INTO x VALUES (1);\n", null)]
    public async Task What_only_one_session_can_take_is_known_beforehand(string sql, string? why)
    {
        var dump = Path.Combine(_folder, "one.sql");
        await File.WriteAllTextAsync(dump, $"-- PostgreSQL database dump\n{sql}INSERT INTO x VALUES (1);\n-- PostgreSQL database dump complete\n", Cancel);
        var summary = await Reader.ReadAsync(await DumpFile.LookAsync(dump, Cancel), null, _ => { }, Cancel);
        Assert.Equal(why, summary.OneSession);
    }

    [Fact]
    public async Task The_first_of_many_refused_statements_is_told()
    {
        Needs.Postgres();
        var dump = Path.Combine(_folder, "many.sql");
        await File.WriteAllTextAsync(
            dump,
            $"-- PostgreSQL database dump\nCREATE TABLE public.a (id int);\nINSERT INTO public.a VALUES (1);\n{string.Concat(Enumerable.Range(1, 50).Select(at => $"ALTER TABLE public.a OWNER TO nobody_{at};\n"))}-- PostgreSQL database dump complete\n",
            Cancel);
        await cluster.SqlAsync("postgres", $"CREATE DATABASE {_name} TEMPLATE template0");
        var error = await Assert.ThrowsAsync<RollbackException>(async () =>
            await DumpLoader.LoadAsync(Reader, Place(_name, dump), await DumpFile.LookAsync(dump, Cancel), inOrder: false, _ => { }, Cancel));
        Assert.Equal(RollbackErrorId.BackupUnusable, error.Id);
        Assert.Contains("line 4: role \"nobody_1\" does not exist", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_that_is_refused_far_into_a_large_table_is_told_with_its_line()
    {
        Needs.Postgres();
        var dump = Path.Combine(_folder, "far.sql");
        var rows = Enumerable.Range(1, 300_000).Select(at => at == 290_000 ? "x\tx" : $"{at}\t{new string('y', 100)}");
        await File.WriteAllLinesAsync(dump, ["-- PostgreSQL database dump", "CREATE TABLE public.a (id int, t text);", "COPY public.a (id, t) FROM stdin;", .. rows, "\\.", "-- PostgreSQL database dump complete"], Cancel);
        await cluster.SqlAsync("postgres", $"CREATE DATABASE {_name} TEMPLATE template0");
        var error = await Assert.ThrowsAsync<RollbackException>(async () =>
            await DumpLoader.LoadAsync(Reader, Place(_name, dump), await DumpFile.LookAsync(dump, Cancel), inOrder: false, _ => { }, Cancel));
        Assert.True(error.Message.Contains("line 290003: invalid input syntax", StringComparison.Ordinal), error.Message);
    }

    private static DumpReader Reader => new(new ProcessRunner(new(), TimeProvider.System));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private async Task MakeAsync(string sql)
    {
        await cluster.SqlAsync("postgres", $"CREATE DATABASE {_name} TEMPLATE template0");
        await cluster.SqlAsync(_name, sql);
    }

    private async Task<string> DumpAsync(params string[] options)
    {
        var file = Path.Combine(_folder, $"{Guid.NewGuid():N}.sql");
        await cluster.DumpAsync(_name, file, options);
        return file;
    }

    private static async Task UnusableAsync(string packed)
    {
        var error = await Assert.ThrowsAsync<RollbackException>(async () => await Reader.ReadAsync(await DumpFile.LookAsync(packed, Cancel), null, _ => { }, Cancel));
        Assert.Equal(RollbackErrorId.BackupUnusable, error.Id);
        Assert.Contains(packed, error.Message, StringComparison.Ordinal);
    }

    // Schema as text, rows sorted: cutting a table's rows changes their order alone.
    private async Task<TakenRows> BothWaysAsync(params string[] options)
    {
        var dump = await DumpAsync(options);
        foreach (var way in new[] { "psql", "own" })
            await cluster.SqlAsync("postgres", $"DROP DATABASE IF EXISTS {_name}_{way}; CREATE DATABASE {_name}_{way} TEMPLATE template0;".Replace("; ", ";\n", StringComparison.Ordinal));
        await cluster.SqlAsync($"{_name}_psql", $"\\i {dump}");
        var (_, taken) = await DumpLoader.LoadAsync(Reader, Place($"{_name}_own", dump), await DumpFile.LookAsync(dump, Cancel), inOrder: false, _ => { }, Cancel);
        Assert.Equal(await SortedAsync($"{_name}_psql"), await SortedAsync($"{_name}_own"));
        return taken;
    }

    private async Task<string> SortedAsync(string database)
    {
        var file = Path.Combine(_folder, database);
        await cluster.DumpAsync(database, file);
        var text = new List<string>();
        var rows = new List<string>();
        var inRows = false;
        foreach (var line in await File.ReadAllLinesAsync(file, Cancel))
        {
            if (line == "\\.")
                text.AddRange(rows.Order(StringComparer.Ordinal));
            if (line == "\\.")
                (inRows, rows) = (false, []);
            if (!line.StartsWith("\\restrict", StringComparison.Ordinal) && !line.StartsWith("\\unrestrict", StringComparison.Ordinal))
                (inRows ? rows : text).Add(line);
            inRows |= line.StartsWith("COPY ", StringComparison.Ordinal) && line.EndsWith("FROM stdin;", StringComparison.Ordinal);
        }

        return string.Join('\n', text);
    }

    private LoadPlace Place(string database, string dump) => LoadPlace.Of(
        new()
        {
            Host = "127.0.0.1",
            Port = cluster.Port,
            Username = "postgres",
            Password = PostgresCluster.Password,
            Database = database,
        },
        dump);
}
