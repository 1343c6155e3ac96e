namespace RollbackOps.Engine.Actions.Postgres;

/// <summary>The numbers that will be given out twice. Pure.</summary>
internal static class PostgresSequences
{
    private const int Named = 5;

    /// <summary>What a person should know of the sequences.</summary>
    public static string Note(PostgresGoal goal, bool keepsAhead)
    {
        if (keepsAhead)
            return $"Sequences don't go back: those of the restored copy are set to at least the last numbers of {goal.Live}, read when nobody is in it any more{(Back(goal) is { Count: > 0 } ahead ? $": {Shown(ahead)} otherwise" : "")}.";
        if (goal.Holds is null)
            return "Sequences go back with the data: numbers that were given out since the backup are given out again. To keep them ahead, say keep-sequences: ahead at the database in the runbook.";
        var (back, gone) = (Back(goal), Gone(goal));
        if (gone.Count > 0)
            return $"Sequences of {goal.Live} are not in the backup, which ends them or begins them anew: {Shown(gone)}.{(back.Count == 0 ? "" : $" Others go back: {Shown(back)}.")} Look whether the backup is one of this database.";
        return back.Count == 0
            ? "No sequence goes back: no number is given out twice."
            : $"Sequences go back, and numbers that were given out since the backup are given out again: {Shown(back)}. To keep them ahead, say keep-sequences: ahead at the database in the runbook.";
    }

    private static List<string> Back(PostgresGoal goal) => goal.Holds is not { } holds ? [] : goal.Sequences
        .Where(live => holds.Sequences.TryGetValue(live.Key, out var then) && then < live.Value)
        .OrderByDescending(live => live.Value - holds.Sequences[live.Key])
        .Select(live => $"{live.Key} from {live.Value} to {holds.Sequences[live.Key]}")
        .ToList();

    // Those that have given out a number, and that the backup sets nowhere: of a table that is newer, or another database's backup.
    private static List<string> Gone(PostgresGoal goal) => goal.Holds is not { } holds || goal.Point is not null ? [] : goal.Sequences
        .Where(live => !holds.Sequences.ContainsKey(live.Key))
        .OrderByDescending(live => live.Value)
        .Select(live => $"{live.Key} (at {live.Value})")
        .ToList();

    private static string Shown(List<string> back) => $"{string.Join(", ", back.Take(Named))}{(back.Count > Named ? $", and {back.Count - Named} more" : "")}";
}
