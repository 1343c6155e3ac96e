using RollbackOps.Integration.Tests.Environment;

namespace RollbackOps.Integration.Tests.Postgres.Loading;

/// <summary>A small one of each shape that bench/Databases measures at its full size.</summary>
[Collection(PostgresTests.Name)]
public sealed class ExtremeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rollbackops-extreme-").FullName;
    private readonly BothWays _ways;

    public ExtremeTests(PostgresCluster cluster)
    {
        Needs.Postgres();
        _ways = new(cluster, $"e{Guid.NewGuid():N}"[..12], _folder);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("many tables, most of them empty", "DO $$ BEGIN FOR i IN 1..700 LOOP EXECUTE format('CREATE TABLE t%s (id int PRIMARY KEY)', i); IF i % 3 = 0 THEN EXECUTE format('INSERT INTO t%s VALUES (1)', i); END IF; END LOOP; END $$")]
    [InlineData("many large objects", "SELECT lo_from_bytea(0, '\\x00ff') FROM generate_series(1, 3000)")]
    [InlineData("a wide row between narrow ones", "CREATE TABLE w (id int, t text); INSERT INTO w SELECT i, repeat(E'x\\n\\\\', CASE i WHEN 2 THEN 20000000 ELSE 1 END) FROM generate_series(1, 3) i")]
    [InlineData("a large object of many pages", "SELECT lo_from_bytea(0, decode(repeat('00ff5c0a', 5000000), 'hex'))")]
    [InlineData("no columns", "CREATE TABLE n (); INSERT INTO n SELECT FROM generate_series(1, 1000); CREATE TABLE m (dropped int); ALTER TABLE m DROP COLUMN dropped")]
    [InlineData("many columns", "DO $$ BEGIN EXECUTE (SELECT format('CREATE TABLE c (%s)', string_agg(format('c%s int DEFAULT %s', i, i), ', ')) FROM generate_series(1, 1500) i); END $$; INSERT INTO c DEFAULT VALUES")]
    [InlineData("many partitions and their indexes", "CREATE TABLE p (id int PRIMARY KEY, x int) PARTITION BY LIST (id); DO $$ BEGIN FOR i IN 1..150 LOOP EXECUTE format('CREATE TABLE p%s PARTITION OF p FOR VALUES IN (%s)', i, i); END LOOP; END $$; CREATE INDEX ON p (x); INSERT INTO p SELECT i, i FROM generate_series(1, 150) i")]
    [InlineData("a long statement", "DO $$ BEGIN EXECUTE format('CREATE FUNCTION f() RETURNS text LANGUAGE sql AS %L', 'SELECT ''' || repeat('x; ', 2000000) || ''''); END $$; CREATE TABLE t (i int); INSERT INTO t VALUES (1)")]
    public async Task An_extreme_shape_becomes_what_psql_makes_of_it(string what, string sql)
    {
        await _ways.MakeAsync($"{sql};");
        var (psql, own) = await _ways.RestoreAsync(await _ways.DumpAsync());
        Assert.True(psql == own, what);
    }
}
