using System.Text;
using RollbackOps.Engine.Tools.Kubernetes;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Tools.Postgres;

/// <summary>The command lines of psql and pg_restore. SQL goes by standard input, secrets by the environment.</summary>
public static class PsqlCommands
{
    /// <summary>What stands between two values of psql's output.</summary>
    public const char Field = '\u001f';

    /// <summary>What stands between two rows of psql's output.</summary>
    public const char Row = '\u001e';

    /// <summary>What stands for null in psql's output.</summary>
    public const char Null = '\u001d';

    private static readonly string[] SchemaOnly = ["--schema-only"];

    /// <summary>Variables of this process's own environment that would lead elsewhere.</summary>
    private static readonly string[] Removed = ["PGSERVICE", "PGSERVICEFILE", "PGHOST", "PGHOSTADDR", "PGPORT", "PGOPTIONS"];

    /// <summary>Whether psql takes a database's name as it is.</summary>
    public static bool CanSwitchTo(string database) => database.All(c => c is '_' || char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c)) && char.IsAsciiLetterLower(database[0]);

    /// <summary>Runs SQL.</summary>
    public static Command Sql(PostgresAccess access, Session session, string sql, TimeSpan limit) =>
        Script(access, session, (stream, cancel) => stream.WriteAsync(Encoding.UTF8.GetBytes(sql), cancel).AsTask(), limit);

    /// <summary>Runs a script that is written as it is needed. No start-up file, no prompt, and the first error ends it.</summary>
    public static Command Script(PostgresAccess access, Session session, Func<Stream, CancellationToken, Task> input, TimeSpan limit) =>
        Program(access, session, "psql", ["-X", "-q", "-A", "-t", "-w", "-F", $"{Field}", "-R", $"{Row}", "-P", $"null={Null}", "-v", "ON_ERROR_STOP=1", "-f", "-"], limit) with
        {
            Input = input,
            // psql that is terminated leaves its statement to the server, which may still commit it.
            EndsBy = !access.IsInside ? Signal.Interrupt : Signal.Terminate,
        };

    /// <summary>Writes an archive's contents as SQL.</summary>
    public static Command ArchiveAsSql(PostgresAccess access, Session session, string path, Func<Stream, CancellationToken, Task> output, TimeSpan limit) =>
        Archive(access, session, ["-f", "-"], path, limit) with { Output = output };

    /// <summary>Restores an archive into the session's database.</summary>
    /// <param name="jobs">How many connections at once; an archive that comes by standard input has one.</param>
    public static Command Restore(PostgresAccess access, Session session, string path, int jobs, TimeSpan limit) =>
        Archive(access, session, ["--exit-on-error", "--no-password", .. !access.IsInside && jobs > 1 ? ["-j", $"{jobs}"] : Array.Empty<string>(), "-d", ConnectionString(session.Database)], path, limit);

    /// <summary>Writes the session's database as an archive, with its settings and rights.</summary>
    /// <param name="schemaOnly">Without its rows: shows that it can be done.</param>
    public static Command Dump(PostgresAccess access, Session session, bool schemaOnly, Func<Stream, CancellationToken, Task> output, TimeSpan limit) =>
        Program(access, session, "pg_dump", ["-Fc", "-C", "--no-password", .. schemaOnly ? SchemaOnly : [], "-d", ConnectionString(session.Database)], limit) with { Output = output };

    /// <summary>The free space where the server's folder is, in KiB as the second line's fourth word.</summary>
    public static Command FreeSpace(PostgresAccess access, string folder) => access.Pod is { } pod ? KubectlCommands.FreeSpace(pod, folder) : new()
    {
        Program = "docker",
        Arguments = ["exec", .. Named(RunMark.HandedOn), access.Container!, "df", "-Pk", folder],
        Limit = TimeSpan.FromSeconds(20),
    };

    private static Command Archive(PostgresAccess access, Session session, string[] arguments, string path, TimeSpan limit) => !access.IsInside
        ? Program(access, session, "pg_restore", [.. arguments, path], limit)
        : Program(access, session, "pg_restore", arguments, limit) with { Input = (stream, cancel) => CopyAsync(path, stream, cancel) };

    private static async Task CopyAsync(string path, Stream to, CancellationToken cancel)
    {
        await using var file = File.OpenRead(path);
        await file.CopyToAsync(to, cancel);
    }

    /// <summary>One of PostgreSQL's programs, where the server's are.</summary>
    internal static Command Program(PostgresAccess access, Session session, string program, string[] arguments, TimeSpan limit)
    {
        var variables = new Dictionary<string, string?>(access.Variables)
        {
            ["PGDATABASE"] = session.Database,
            ["PGAPPNAME"] = session.Application,
            ["PGCLIENTENCODING"] = "UTF8",
        };
        if (session.Options.Length > 0)
            variables["PGOPTIONS"] = session.Options;
        var env = new Dictionary<string, string?>(variables);
        foreach (var name in Removed)
            env.TryAdd(name, null);
        if (access.Pod is { } pod)
            return new() { Program = "kubectl", Arguments = KubectlCommands.Exec(pod, variables, [program, .. arguments]), Limit = limit };
        return access.Container is { } container
            ? new() { Program = "docker", Arguments = ["exec", "-i", .. Named(variables.Keys.Order(StringComparer.Ordinal).Concat(RunMark.HandedOn)), container, program, .. arguments], Env = env, Limit = limit }
            : new() { Program = program, Arguments = arguments, Env = env, Limit = limit };
    }

    private static IEnumerable<string> Named(IEnumerable<string> variables) => variables.SelectMany(name => new[] { "-e", name });

    // pg_restore reads a name with '=' in it as a connection string, so it always gets one.
    private static string ConnectionString(string database) =>
        $"dbname='{database.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}
