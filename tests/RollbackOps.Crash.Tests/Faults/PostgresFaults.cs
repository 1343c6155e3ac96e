using static RollbackOps.Crash.Tests.Faults.WorkshopFaults;

namespace RollbackOps.Crash.Tests.Faults;

/// <summary>What goes wrong with psql and pg_restore.</summary>
internal static class PostgresFaults
{
    private const string Exchange = "RAISE EXCEPTION";
    private const string Shut = "ALLOW_CONNECTIONS false";
    private const string Open = "ALLOW_CONNECTIONS true";

    public static IReadOnlyList<Fault> All { get; } =
    [
        .. Of("psql", "CREATE DATABASE", Manner.Fails, Manner.FailsAfter, Manner.Lies, Manner.Dies, Manner.DiesAfter, Manner.Chatters),
        .. Of("psql", Fault.Load, Manner.Fails, Manner.FailsAfter, Manner.Lies, Manner.HalfIn, Manner.Dies, Manner.DiesAfter, Manner.Chatters, Manner.Garbage),
        .. Of("psql", "_beside_", Manner.Fails, Manner.FailsAfter, Manner.Lies, Manner.DiesAfter),
        .. Of("psql", Shut, Manner.Fails, Manner.FailsAfter, Manner.Lies, Manner.DiesAfter).Select(fault => fault with { Nth = 2 }),
        .. Of("psql", Exchange, Manner.Fails, Manner.FailsAfter, Manner.Lies, Manner.Garbage, Manner.Dies, Manner.DiesAfter, Manner.Chatters),
        .. Of("psql", Open, Manner.Fails, Manner.FailsAfter, Manner.Lies, Manner.DiesAfter),
        .. Of("psql", "'sessions'", Manner.Fails, Manner.Lies, Manner.Garbage, Manner.Half).Select(fault => fault with { Nth = 5 }),
        .. Of("psql", "UNION ALL", Manner.Lies, Manner.Garbage, Manner.Half).Select(fault => fault with { Nth = 2 }),
        .. Of("psql", "count(*) FROM users", Manner.Lies, Manner.Garbage, Manner.Fails).Select(fault => fault with { Nth = 2 }),
        .. Of("psql", "pg_prepared_xacts", Manner.Garbage, Manner.Fails),
        .. Of("psql", "'icuRules'", Manner.Garbage, Manner.Half),
        .. Of("pg_restore", "-d", Manner.Fails, Manner.FailsAfter, Manner.Lies, Manner.Garbage, Manner.Dies),
        .. Of("pg_restore", "-f", Manner.Fails, Manner.Lies, Manner.Garbage, Manner.Half),
    ];
}
