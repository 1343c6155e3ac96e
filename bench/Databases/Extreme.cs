namespace RollbackOps.Bench.Databases;

/// <summary>A dump of a shape that breaks what holds too much in memory or in one transaction.</summary>
/// <param name="Name">What it is, for the table.</param>
/// <param name="Write">Writes the part between the header and the last line.</param>
internal sealed record Extreme(string Name, Action<StreamWriter> Write)
{
    private const int Many = 100_000;
    private const int LongRow = 500_000_000;

    public static IReadOnlyList<Extreme> All { get; } =
    [
        new("100,000 tables with a row and a key", Tables),
        new("100,000 large objects", LargeObjects),
        new("one row of 500 MB", OneRow),
        new("a table without columns", text => text.Write("CREATE TABLE public.nothing (\n);\n\nCOPY public.nothing  FROM stdin;\n\n\n\\.\n\n")),
    ];

    /// <summary>Writes the dump.</summary>
    public async Task<string> DumpAsync(string folder)
    {
        var file = Path.Combine(folder, "extreme-20260101-000000.sql");
        await using (var text = new StreamWriter(file) { NewLine = "\n" })
        {
            await text.WriteAsync("--\n-- PostgreSQL database dump\n--\n\nSET client_encoding = 'UTF8';\nSET standard_conforming_strings = on;\nSELECT pg_catalog.set_config('search_path', '', false);\n\n");
            Write(text);
            await text.WriteAsync("--\n-- PostgreSQL database dump complete\n--\n\n");
        }

        return file;
    }

    private static void Tables(StreamWriter text)
    {
        for (var at = 0; at < Many; at++)
            text.Write($"CREATE TABLE public.t{at} (\n    id integer NOT NULL,\n    name text\n);\n\nALTER TABLE public.t{at} OWNER TO postgres;\n\n");
        for (var at = 0; at < Many; at++)
            text.Write($"COPY public.t{at} (id, name) FROM stdin;\n{at}\tname {at}\n\\.\n\n");
        for (var at = 0; at < Many; at++)
            text.Write($"ALTER TABLE ONLY public.t{at}\n    ADD CONSTRAINT t{at}_pkey PRIMARY KEY (id);\n\n");
    }

    private static void LargeObjects(StreamWriter text)
    {
        text.Write("CREATE TABLE public.holds (id oid);\n\nCOPY public.holds (id) FROM stdin;\n1\n\\.\n\n");
        for (var at = 20_000; at < 20_000 + Many; at++)
            text.Write($"SELECT pg_catalog.lo_create('{at}');\n\nALTER LARGE OBJECT {at} OWNER TO postgres;\n\n");
        for (var at = 20_000; at < 20_000 + Many; at++)
            text.Write($"BEGIN;\n\nSELECT pg_catalog.lo_open('{at}', 131072);\nSELECT pg_catalog.lowrite(0, '\\x00ff{at:x8}');\nSELECT pg_catalog.lo_close(0);\n\nCOMMIT;\n\n");
    }

    private static void OneRow(StreamWriter text)
    {
        text.Write("CREATE TABLE public.wide (id integer, t text);\n\nCOPY public.wide (id, t) FROM stdin;\n1\t");
        var piece = new string('x', 1_000_000);
        for (var at = 0; at < LongRow / piece.Length; at++)
            text.Write(piece);
        text.Write("\n\\.\n\n");
    }
}
