using RollbackOps.Engine.Journals;
using RollbackOps.Events;
using RollbackOps.Integration.Tests.Environment;

namespace RollbackOps.Crash.Tests.Faults;

/// <summary>The machine's clock is set back, or far ahead, in the middle of a run: its end says what is all the same.</summary>
public sealed class ClockTests
{
    // What every program asks for the time of day; the monotonic clock stays as it is.
    private const string Source = """
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <time.h>
        int clock_gettime(clockid_t which, struct timespec *now)
        {
            static int (*real)(clockid_t, struct timespec *);
            if (!real) real = dlsym(RTLD_NEXT, "clock_gettime");
            int result = real(which, now);
            FILE *offset = which == CLOCK_REALTIME && getenv("CLOCK_OFFSET") ? fopen(getenv("CLOCK_OFFSET"), "re") : NULL;
            long seconds = 0;
            if (offset) { if (fscanf(offset, "%ld", &seconds) == 1) now->tv_sec += seconds; fclose(offset); }
            return result;
        }
        """;

    [Theory]
    [Trait("Safety", "21")]
    [InlineData("stop", -7200)]
    [InlineData("stop", 400000)]
    [InlineData("reload", -86400)]
    public async Task A_clock_that_jumps_changes_nothing_but_times(string when, int seconds)
    {
        Needs.Git();
        Needs.Compiler();
        await using var system = await Workshop.MakeAsync(new("service", when, Manner.PersonBefore) { Person = $"echo {seconds} >$WORKSHOP/offset" });
        system.Write("clock.c", Source);
        await system.ShellAsync("cc -shared -fPIC -o clock.so clock.c -ldl");
        var result = await system.ToolAsync(
            new Dictionary<string, string> { ["LD_PRELOAD"] = Path.Combine(system.Root, "clock.so"), ["CLOCK_OFFSET"] = Path.Combine(system.Root, "offset") },
            ["run", .. system.Request, "--yes"]);
        await FaultJudge.JudgeAsync(system, result, null, 0);
        Assert.True(system.Shim.WasHit);
        var events = JournalReader.Read(Path.Combine(system.State, "runs", "000001.jsonl"));
        var end = ((RunEnded)events[^1]).Result;
        // A clock that is set ahead looks like a computer that slept.
        var longest = TimeSpan.FromMinutes(10) + TimeSpan.FromSeconds(Math.Max(0, seconds));
        Assert.InRange(end.Duration, end.Downtime, longest);
        Assert.InRange(end.Downtime, TimeSpan.FromMilliseconds(1), longest);
        Assert.Equal(events.Select(@event => @event.At), events.Select(@event => @event.At).Order());
    }
}
