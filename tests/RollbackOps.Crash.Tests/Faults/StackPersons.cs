namespace RollbackOps.Crash.Tests.Faults;

/// <summary>What people and crashes do to containers while a run is under way.</summary>
internal static class StackPersons
{
    public static IReadOnlyList<Fault> All { get; } =
    [
        At(Fault.Load, Manner.PersonAmid, "in the middle of the restore: the database's container restarts", "docker restart -t 0 $STACK-db-1", ":", 2),
        At("loading rows", Manner.PersonBefore, "in the middle of the restore over several connections: the database's container restarts", "docker restart -t 0 $STACK-db-1", ":", 2) with { Tool = Fault.Itself },
        WhileStopped("a person starts the service", "docker start $STACK-web-1", ":", 3),
        WhileStopped("a person removes the container", "docker rm -f $STACK-web-1", ":", 0),
        WhileStopped("a person moves the live tag", "docker tag rollbackops-test/busybox:1 $STACK-web", "docker tag $STACK-bad $STACK-web", 4),
        WhileStopped("the database's container is paused", "docker pause $STACK-db-1", "docker unpause $STACK-db-1", 4),
        WhileStopped("the database's container is killed", "docker kill $STACK-db-1", "docker start $STACK-db-1", 4),
        At("container start", Manner.PersonAfter, "started: the container is paused", "docker pause $STACK-web-1", "docker unpause $STACK-web-1", 3, 4),
        At("container start", Manner.PersonAfter, "started: the container is killed", "docker kill $STACK-web-1", ":", 3),
    ];

    private static Fault WhileStopped(string what, string person, string mend, params int[] ends) =>
        At("container stop", Manner.PersonAfter, $"stopped: {what}", person, mend, ends);

    private static Fault At(string call, Manner manner, string name, string person, string mend, params int[] ends) =>
        new("docker", call, manner) { Name = name, Person = person, Mend = mend, Ends = ends };
}
