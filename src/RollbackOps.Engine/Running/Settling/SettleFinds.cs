namespace RollbackOps.Engine.Running.Settling;

/// <summary>What was found to give up.</summary>
internal sealed class SettleFinds
{
    private readonly List<KeptThing> _things = [];
    private readonly List<string> _notes = [];

    /// <summary>What is given up.</summary>
    public IReadOnlyList<KeptThing> Due { get; private set; } = [];

    /// <summary>What is kept on.</summary>
    public IReadOnlyList<KeptThing> NotDue { get; private set; } = [];

    /// <summary>What the operator should know.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Adds a thing; one that two runs or steps name is one.</summary>
    public void Add(KeptThing thing)
    {
        if (_things.TrueForAll(known => known.Identity != thing.Identity))
            _things.Add(thing);
    }

    /// <summary>Adds something to know.</summary>
    public void Note(string note) => _notes.Add(note);

    /// <summary>Says of a run that settling takes away the way back.</summary>
    public void NoteNoWayBack(string run) => _notes.Add($"Run {run} can't be undone afterwards.");

    /// <summary>Divides what was found, and concerns whom it is asked for, by whether it is due.</summary>
    public void Divide(Func<KeptThing, bool> concerns, Func<KeptThing, bool> isDue)
    {
        Due = [.. _things.Where(thing => concerns(thing) && isDue(thing))];
        NotDue = [.. _things.Where(thing => concerns(thing) && !isDue(thing))];
    }
}
