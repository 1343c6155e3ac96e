using RollbackOps.Events;

namespace RollbackOps.Engine.Journals.Points;

/// <summary>The journal of rollback points, folded.</summary>
internal sealed class PointRecords
{
    private readonly List<RollbackPoint> _points = [];
    private readonly List<RollbackPoint> _begun = [];

    /// <summary>Folds events.</summary>
    public PointRecords(IEnumerable<RunEvent> events)
    {
        foreach (var @event in events)
            Add(@event);
    }

    /// <summary>Those that are there, newest first.</summary>
    public IReadOnlyList<RollbackPoint> Points => [.. Enumerable.Reverse(_points)];

    /// <summary>Those whose making was cut short: what keeps their things may be there in part.</summary>
    public IReadOnlyList<RollbackPoint> CutShort => _begun;

    /// <summary>The number of the next one.</summary>
    public string Next { get; private set; } = RunNumber.After([]);

    private void Add(RunEvent @event)
    {
        switch (@event)
        {
            case PointBegun begun:
                _begun.Add(begun.Point);
                Next = RunNumber.After([begun.Point.Point]);
                break;
            case PointTaken taken when _begun.Find(point => point.Point == taken.Point) is { } point:
                _begun.Remove(point);
                _points.Add(point);
                break;
            case PointRemoved removed:
                _begun.RemoveAll(point => point.Point == removed.Point);
                _points.RemoveAll(point => point.Point == removed.Point);
                break;
        }
    }
}
