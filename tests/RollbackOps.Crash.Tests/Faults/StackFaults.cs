using static RollbackOps.Crash.Tests.Faults.WorkshopFaults;

namespace RollbackOps.Crash.Tests.Faults;

/// <summary>What goes wrong with Docker, and with a database in a container.</summary>
internal static class StackFaults
{
    public static IReadOnlyList<Fault> All { get; } =
    [
        new("docker", "no such call", Manner.Fails) { Name = "nothing", MayMiss = true, Ends = [0] },
        .. Of("docker", " build ", Manner.Fails, Manner.Lies, Manner.Dies),
        .. Of("docker", "container stop", Manner.Fails, Manner.Lies, Manner.DiesAfter),
        .. Of("docker", "image tag", Manner.Lies),
        .. Of("docker", "up --no-start", Manner.Fails, Manner.Lies),
        .. Of("docker", "container rm", Manner.Fails),
        .. Of("docker", "container start", Manner.Fails, Manner.FailsAfter, Manner.Lies),
        .. Of("docker", "container inspect", Manner.Garbage, Manner.Fails).Select(fault => fault with { Nth = 12 }),
        .. Of("docker", "ps --all", Manner.Lies, Manner.Garbage).Select(fault => fault with { Nth = 14 }),
        .. Of("docker", " config ", Manner.Half).Select(fault => fault with { Nth = 2 }),
        .. Of("docker", "RAISE EXCEPTION", Manner.Fails, Manner.FailsAfter, Manner.Lies),
        .. Of("docker", Fault.Load, Manner.HalfIn),
    ];
}
