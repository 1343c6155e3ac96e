using RollbackOps.Engine.Runbooks;

namespace RollbackOps.Engine.Tests.Running.Walk;

/// <summary>A random plan, and all that goes wrong with it.</summary>
internal sealed record Scenario
{
    public required IReadOnlyList<WalkThing> Things { get; init; }

    public required IReadOnlyList<WalkCheck> Checks { get; init; }

    public required IReadOnlyList<WalkBlow> Blows { get; init; }

    public OnFailure OnFailure { get; init; }

    public bool StopFirst { get; init; }

    public bool HasGate { get; init; }

    public Answering Person { get; init; }

    /// <summary>
    /// The process that undoes the run instead of going on with it: 0 for none, 1 for one after the run has ended or is held.
    /// </summary>
    public int Undo { get; init; }

    /// <summary>Whether the end is a matter of the plan alone, whatever process came to it.</summary>
    public bool IsDetermined =>
        Undo < 2 && !HasForeign && !(Person == Answering.Wrongly && Things.Any(thing => thing.Unknowable))
        && (Blows.Count == 0 || Things.All(thing => thing.Doing != Failure.Late && thing.Undoing != Failure.Late));

    public bool HasForeign => Blows.Any(blow => blow.Blow == Blow.Foreign);

    public WalkThing Find(string name) => Things.First(thing => thing.Name == name);

    public override string ToString() => string.Join('\n',
    [
        $"on failure {OnFailure}{(StopFirst ? ", stop first" : "")}{(HasGate ? ", a gate" : "")}, the person answers {Person}{(Undo > 0 ? $", process {Undo} undoes it" : "")}",
        .. Things.Select(thing => thing.ToString()),
        .. Checks.Select(check => $"check {check.Name}"),
        .. Blows.Select(blow => blow.ToString()),
    ]);
}
