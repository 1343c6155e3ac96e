using RollbackOps.Integration.Tests.Environment;

namespace RollbackOps.Integration.Tests.Postgres.Loading;

/// <summary>Whatever pg_dump writes becomes what psql makes of it.</summary>
[Collection(PostgresTests.Name)]
public sealed class SameAsPsqlTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rollbackops-load-").FullName;
    private readonly PostgresCluster _cluster;
    private readonly BothWays _ways;

    public SameAsPsqlTests(PostgresCluster cluster)
    {
        Needs.Postgres();
        _cluster = cluster;
        _ways = new(cluster, $"s{Guid.NewGuid():N}"[..12], _folder);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("")]
    [InlineData("--clean")]
    [InlineData("--clean --if-exists")]
    [InlineData("--disable-triggers --quote-all-identifiers")]
    [InlineData("--column-inserts")]
    [InlineData("--inserts --rows-per-insert=7")]
    [InlineData("--load-via-partition-root")]
    [InlineData("-E LATIN1")]
    [InlineData("--no-owner --no-privileges")]
    public async Task Rare_kinds_of_object_too_and_rows_in_order_stay_in_order(string options)
    {
        await _ways.MakeAsync(RareKinds.Sql);
        var dump = await _ways.DumpAsync(options.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        foreach (var inOrder in new[] { false, true })
        {
            var (psql, own) = await _ways.RestoreAsync(dump, inOrder);
            Assert.Contains("CREATE TEXT SEARCH PARSER", own, StringComparison.Ordinal);
            Assert.Equal(psql, own);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("--clean")]
    public async Task Many_kinds_of_object_in_order(string options)
    {
        await _ways.MakeAsync(ManyKinds.Sql);
        var (psql, own) = await _ways.RestoreAsync(await _ways.DumpAsync(options.Split(' ', StringSplitOptions.RemoveEmptyEntries)), inOrder: true);
        Assert.Equal(psql, own);
    }

    [Fact]
    public async Task Every_word_of_the_language_may_be_a_name()
    {
        await _ways.MakeAsync(WordsAsNames.Sql);
        var (psql, own) = await _ways.RestoreAsync(await _ways.DumpAsync());
        Assert.Contains("COPY public.program (program, other) FROM stdin;", own, StringComparison.Ordinal);
        Assert.Equal(psql, own);
    }

    [Theory]
    [InlineData("2\t1", "2\t7", "violates foreign key constraint", "VALIDATE CONSTRAINT")]
    [InlineData("2\t1", "1\t1", "could not create unique index", "CREATE UNIQUE INDEX")]
    public async Task A_key_that_does_not_hold_is_told_with_its_line_where_it_is_built_in_two_steps(string row, string wrong, string says, string statement)
    {
        await _ways.MakeAsync("CREATE TABLE parent (id int PRIMARY KEY); INSERT INTO parent VALUES (1); CREATE TABLE child (id int PRIMARY KEY, p int REFERENCES parent); INSERT INTO child VALUES (1, 1), (2, 1);");
        var dump = await _ways.DumpAsync();
        var lines = await File.ReadAllLinesAsync(dump, TestContext.Current.CancellationToken);
        lines[Array.IndexOf(lines, row)] = wrong;
        await File.WriteAllLinesAsync(dump, lines, TestContext.Current.CancellationToken);
        var database = $"b{Guid.NewGuid():N}"[..12];
        await _cluster.SqlAsync("postgres", $"CREATE DATABASE {database} TEMPLATE template0");

        var error = await Assert.ThrowsAsync<RollbackException>(() => _ways.LoadAsync(database, dump));

        Assert.Equal(RollbackErrorId.BackupUnusable, error.Id);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.Contains(statement, error.Message, StringComparison.Ordinal);
        Assert.Matches("line [0-9]+: ", error.Message);
    }

    [Fact]
    public async Task A_drop_that_comes_later_than_the_first_ones_must_find_what_it_drops()
    {
        var dump = Path.Combine(_folder, "late.sql");
        await File.WriteAllTextAsync(
            dump,
            "-- PostgreSQL database dump\nDROP TABLE public.early;\nCREATE TABLE public.a (id int);\nINSERT INTO public.a VALUES (1);\nDROP TABLE public.late;\n-- PostgreSQL database dump complete\n",
            TestContext.Current.CancellationToken);
        await _cluster.SqlAsync("postgres", "CREATE DATABASE late_drops TEMPLATE template0");
        var error = await Assert.ThrowsAsync<RollbackException>(() => _ways.LoadAsync("late_drops", dump));
        Assert.Contains("line 5: table \"late\" does not exist", error.Message, StringComparison.Ordinal);
    }
}
