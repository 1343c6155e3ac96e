namespace RollbackOps.Crash.Tests.Faults;

/// <summary>What people and crashes do to a database server while a run is under way.</summary>
internal static class PostgresPersons
{
    private const string Sql = "/usr/bin/psql -XqAt \"$SHOP_SERVER\" -v ON_ERROR_STOP=1";
    private const string Copy = $"copy=$({Sql} -c \"SELECT datname FROM pg_database WHERE datname LIKE '${{SHOP_NAME}}_beside_%'\");";
    private const string Server = "/usr/lib/postgresql/15/bin/pg_ctl -D $SHOP_CLUSTER -w -l $SHOP_CLUSTER/../log";
    private const string Crash = $"env -u ROLLBACKOPS_FAULT runuser -u postgres -- {Server} -m immediate restart";

    /// <summary>Starts a server that was stopped, with the options that it had.</summary>
    public const string Start = $"runuser -u postgres -- {Server} restart >/dev/null 2>&1";

    private const string Session = "env -u ROLLBACKOPS_FAULT timeout 15 sh -c 'while :; do /usr/bin/psql -Xq \"$DATABASE_URL\" -c \"SELECT pg_sleep(5)\" || sleep 0.1; done' >/dev/null 2>&1";

    private const string Drop = $"{Sql} -c \"DROP DATABASE $({Sql} -c \"SELECT datname FROM pg_database WHERE datname LIKE '${{SHOP_NAME}}_partial%'\") WITH (FORCE)\"";

    public static IReadOnlyList<Fault> All { get; } =
    [
        Amid("the server crashes", Crash, 2),
        Loading("the server crashes", Crash, 2),
        Loading("the sessions are ended", $"{Sql} -c \"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE '${{SHOP_NAME}}_partial%'\"", 2),
        Loading("the copy is dropped", Drop, 2),
        Amid("the session is ended", $"{Sql} -c \"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE '${{SHOP_NAME}}_partial%'\"", 2),
        Amid("the copy is dropped", Drop, 2),
        At("RAISE EXCEPTION", Manner.PersonBefore, "before the exchange: the server crashes", Crash, ":", 0),
        At("RAISE EXCEPTION", Manner.PersonAfter, "after the exchange: the server crashes", Crash, ":", 0),
        WhileStopped("the server is stopped", $"runuser -u postgres -- {Server} -m fast stop", Start, 4),
        WhileStopped("the live database is renamed", $"{Sql} -c \"ALTER DATABASE $SHOP_NAME RENAME TO ${{SHOP_NAME}}_away\"", $"{Sql} -c \"ALTER DATABASE ${{SHOP_NAME}}_away RENAME TO $SHOP_NAME\"", 4),
        WhileStopped("the restored copy is renamed", $"{Copy} {Sql} -c \"ALTER DATABASE $copy RENAME TO ${{SHOP_NAME}}_away\"", ":", 0),
        WhileStopped("somebody writes to the restored copy", $"{Copy} {Sql} -c \"ALTER DATABASE $copy ALLOW_CONNECTIONS true\"; /usr/bin/psql -Xq \"${{SHOP_SERVER%/*}}/$copy\" -c \"INSERT INTO users VALUES ('late')\"", $"{Copy} {Sql} -c \"ALTER DATABASE $copy ALLOW_CONNECTIONS true\"; /usr/bin/psql -Xq \"${{SHOP_SERVER%/*}}/$copy\" -c \"DELETE FROM users WHERE name = 'late'\"", 4),
        WhileStopped("a transaction is prepared", "/usr/bin/psql -Xq \"$DATABASE_URL\" -c \"BEGIN; INSERT INTO orders VALUES (7); PREPARE TRANSACTION '$SHOP_NAME'\"", "/usr/bin/psql -Xq \"$DATABASE_URL\" -c \"ROLLBACK PREPARED '$SHOP_NAME'\"", 3),
        WhileStopped("sessions keep coming", $"for i in 1 2 3 4 5 6; do ({Session} &); done", ":", 0),
    ];

    private static Fault Amid(string what, string person, params int[] ends) =>
        At(Fault.Load, Manner.PersonAmid, $"in the middle of the restore: {what}", person, ":", ends);

    private static Fault Loading(string what, string person, params int[] ends) =>
        At("loading rows", Manner.PersonBefore, $"in the middle of the restore over several connections: {what}", person, ":", ends) with { Tool = Fault.Itself };

    private static Fault WhileStopped(string what, string person, string mend, params int[] ends) =>
        At("stop", Manner.PersonAfter, $"stopped: {what}", person, mend, ends) with { Tool = "service" };

    private static Fault At(string call, Manner manner, string name, string person, string mend, params int[] ends) =>
        new("psql", call, manner) { Name = name, Person = person, Mend = mend, Ends = ends };
}
