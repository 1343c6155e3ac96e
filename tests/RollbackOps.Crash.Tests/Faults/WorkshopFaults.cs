namespace RollbackOps.Crash.Tests.Faults;

/// <summary>What goes wrong with the tools of the workshop.</summary>
internal static class WorkshopFaults
{
    public static IReadOnlyList<Fault> All { get; } =
    [
        new("none", "", Manner.Fails) { Name = "none", MayMiss = true, Ends = [0] },
        .. Of("git", " fetch ", Manner.Fails, Manner.FailsAfter, Manner.Lies, Manner.Garbage, Manner.Dies, Manner.DiesAfter, Manner.Chatters),
        .. Of("git", " clone ", Manner.Fails, Manner.FailsAfter, Manner.Lies, Manner.Garbage, Manner.Dies, Manner.Chatters),
        .. Of("git", " checkout ", Manner.Fails, Manner.FailsAfter, Manner.Lies, Manner.DiesAfter, Manner.Chatters),
        .. Of("git", "ls-remote", Manner.Fails, Manner.Garbage, Manner.Lies, Manner.Half),
        .. Of("git", " status ", Manner.Garbage, Manner.Half, Manner.Fails),
        .. Of("git", " ls-files ", Manner.Garbage, Manner.Half, Manner.Fails),
        .. Of("service", "stop", Manner.Fails, Manner.FailsAfter, Manner.Lies, Manner.Hangs, Manner.Dies, Manner.DiesAfter, Manner.Chatters, Manner.Garbage),
        .. Of("service", "start", Manner.Fails, Manner.FailsAfter, Manner.Lies, Manner.Hangs, Manner.Dies, Manner.DiesAfter),
        .. Of("service", "reload", Manner.Fails, Manner.FailsAfter, Manner.Hangs),
        .. Of("service", "up", Manner.Lies, Manner.Hangs, Manner.Fails, Manner.Garbage),
        .. Of("nginx", "-t", Manner.Fails, Manner.Hangs, Manner.Dies, Manner.Chatters),
    ];

    public static IEnumerable<Fault> Of(string tool, string call, params Manner[] manners) =>
        manners.Select(manner => new Fault(tool, call, manner));
}
