using System.Text.Json;

namespace RollbackOps.Engine.Actions;

/// <summary>A kind of step: how it is read, judged, done and undone.</summary>
public interface IStepKind
{
    /// <summary>Its name: the action's kind and what is done, e.g. <c>postgres.exchange</c>.</summary>
    string Kind { get; }

    /// <summary>The state now, by identity. Reads only.</summary>
    Task<JsonElement> ReadAsync(Work work, CancellationToken cancel);

    /// <summary>What the state now says of the step, given the state before. Pure.</summary>
    Verdict Judge(Step step, JsonElement before, JsonElement now);

    /// <summary>What to say, and to type next, where the state is <see cref="Verdict.Foreign"/>; null for the words of every step. Pure.</summary>
    RollbackException? Refusal(Work work, JsonElement now) => null;

    /// <summary>Does it, from <see cref="Verdict.Before"/> or <see cref="Verdict.Partly"/>.</summary>
    Task DoAsync(Work work, JsonElement before, CancellationToken cancel);

    /// <summary>Undoes it, from <see cref="Verdict.InEffect"/> or <see cref="Verdict.Partly"/>.</summary>
    Task UndoAsync(Work work, JsonElement before, CancellationToken cancel);

    /// <summary>The gifts that the state in effect makes, by name. Pure.</summary>
    IReadOnlyDictionary<string, string> Give(Step step, JsonElement now);

    /// <summary>What the state in effect was made from; null where that is of no use later. Pure.</summary>
    Origin? OriginOf(Step step, JsonElement now);

    /// <summary>What the state in effect keeps of the state before, for a person to find; null for nothing. Pure.</summary>
    string? Keeps(Step step, JsonElement before, JsonElement now);

    /// <summary>
    /// What stays of the step's own effect once it was undone after users had come back to it, for a person to find; null for
    /// nothing. Pure.
    /// </summary>
    string? Leaves(Step step, JsonElement before, JsonElement now);

    /// <summary>What users wrote since the step, which is not in what its undo brings back. Reads only.</summary>
    Task<IReadOnlyList<Loss>> WrittenSinceAsync(Work work, JsonElement before, CancellationToken cancel);

    /// <summary>What the step keeps, or has left, that can be given up: by identity, and never what is in use. Reads only.</summary>
    Task<IReadOnlyList<KeptThing>> FindKeptAsync(Work work, JsonElement before, CancellationToken cancel);

    /// <summary>Gives up one of the things that it found, for good; nothing where it is gone already.</summary>
    /// <exception cref="RollbackException">It is in use by now, or another thing is in its place.</exception>
    Task GiveUpAsync(Work work, JsonElement before, KeptThing thing, CancellationToken cancel);
}
