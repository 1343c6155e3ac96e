namespace RollbackOps.Engine.Actions.Postgres;

/// <summary>The numbers that will be given out twice. Pure.</summary>
internal static class PostgresSequences
{
    private const int Named = 5;

    /// <summary>What a person should know of the sequences.</summary>
    public static string Note(PostgresGoal goal)
    {
        if (goal.Holds is not { } holds)
            return "Sequences go back with the data: numbers that were given out since the backup are given out again.";
        var back = goal.Sequences
            .Where(live => holds.Sequences.TryGetValue(live.Key, out var then) && then < live.Value)
            .OrderByDescending(live => live.Value - holds.Sequences[live.Key])
            .Select(live => $"{live.Key} from {live.Value} to {holds.Sequences[live.Key]}")
            .ToList();
        return back.Count == 0
            ? "No sequence goes back: no number is given out twice."
            : $"Sequences go back, and numbers that were given out since the backup are given out again: {string.Join(", ", back.Take(Named))}{(back.Count > Named ? $", and {back.Count - Named} more" : "")}.";
    }
}
