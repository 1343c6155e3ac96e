namespace RollbackOps.Engine.Journals.Postgres;

/// <summary>The statements. Time is the server's own: clock_timestamp().</summary>
internal static class StateSql
{
    /// <summary>How long a lease lasts without being renewed.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);

    public const string IsMade = "SELECT to_regclass('rollbackops.systems') IS NOT NULL AND to_regclass('rollbackops.lines') IS NOT NULL";

    /// <summary>Made on first use, by one at a time.</summary>
    public const string Make =
        """
        SELECT pg_advisory_xact_lock(7246350931);
        CREATE SCHEMA IF NOT EXISTS rollbackops;
        CREATE TABLE IF NOT EXISTS rollbackops.systems (
          name text PRIMARY KEY, epoch bigint NOT NULL, holder text, since timestamptz NOT NULL, lease_end timestamptz NOT NULL);
        CREATE TABLE IF NOT EXISTS rollbackops.lines (
          system text NOT NULL REFERENCES rollbackops.systems, run text NOT NULL, number integer NOT NULL, hash text NOT NULL,
          event text NOT NULL, epoch bigint NOT NULL, stored timestamptz NOT NULL DEFAULT clock_timestamp(),
          PRIMARY KEY (system, run, number));
        """;

    /// <summary>One row, the epoch, where nobody holds it.</summary>
    public const string Take =
        """
        INSERT INTO rollbackops.systems AS s (name, epoch, holder, since, lease_end)
        VALUES ($1, 1, $2, clock_timestamp(), clock_timestamp() + $3)
        ON CONFLICT (name) DO UPDATE SET epoch = s.epoch + 1, holder = $2, since = clock_timestamp(), lease_end = clock_timestamp() + $3
        WHERE s.lease_end <= clock_timestamp()
        RETURNING epoch
        """;

    public const string Renew =
        "UPDATE rollbackops.systems SET lease_end = clock_timestamp() + $3 WHERE name = $1 AND epoch = $2 AND lease_end > clock_timestamp()";

    public const string Release =
        "UPDATE rollbackops.systems SET lease_end = clock_timestamp(), holder = NULL WHERE name = $1 AND epoch = $2";

    /// <summary>Who holds it, since when, and for how many seconds it is still theirs.</summary>
    public const string Holder =
        "SELECT holder, since, extract(epoch FROM lease_end - clock_timestamp())::float8 FROM rollbackops.systems WHERE name = $1";

    /// <summary>Stores a line only while the epoch is the holder's and the lease is not over; a taker waits for it.</summary>
    public const string Append =
        """
        WITH held AS (SELECT 1 FROM rollbackops.systems WHERE name = $1 AND epoch = $6 AND lease_end > clock_timestamp() FOR SHARE)
        INSERT INTO rollbackops.lines (system, run, number, hash, event, epoch) SELECT $1, $2, $3, $4, $5, $6 FROM held
        ON CONFLICT DO NOTHING
        """;

    /// <summary>Whether the line is there: its answer may have been lost with the connection.</summary>
    public const string IsStored =
        "SELECT EXISTS (SELECT 1 FROM rollbackops.lines WHERE system = $1 AND run = $2 AND number = $3 AND hash = $4 AND epoch = $5)";

    public const string Runs = "SELECT DISTINCT run FROM rollbackops.lines WHERE system = $1 ORDER BY run";

    public const string Lines = "SELECT number, hash, event FROM rollbackops.lines WHERE system = $1 AND run = $2 ORDER BY number";

    /// <summary>The systems; what stands beside one has a # in its name.</summary>
    public const string Systems = "SELECT name FROM rollbackops.systems WHERE name NOT LIKE '%#%' ORDER BY name";

    public const string SystemId = "SELECT system_identifier::text FROM pg_control_system()";
}
