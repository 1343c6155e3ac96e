namespace RollbackOps.Engine.Actions.Postgres.InPlace;

/// <summary>What makes coming back in place impossible, seen at planning.</summary>
internal static class InPlaceRefusals
{
    // Two folders with as many bytes free are taken for one disk.
    private const long Alike = 64_000_000;

    /// <summary>Throws the first reason that there is.</summary>
    /// <param name="goal">What was found.</param>
    /// <param name="place">What it takes.</param>
    /// <param name="part">The part's name.</param>
    /// <exception cref="RollbackException">It can't come back in place.</exception>
    public static void Throw(PostgresGoal goal, InPlaceGoal place, string part)
    {
        if (place.Folder is null)
            throw PostgresRefusals.Refuse($"Database {goal.Live} is to come back in its own place, and the runbook doesn't say where its safety dump is written.", $"Give {part} the key safety-dump: FOLDER in the runbook, a folder with room for {PostgresRefusals.Megabytes(goal.Facts.Size)}.");
        if (place.WhyNoDump is { } why)
            throw PostgresRefusals.Refuse($"Database {goal.Live} is to come back in its own place, and can't be dumped before: {why}", "Install a pg_dump that is as new as the server, give its user the right to read everything, or take place: in-place out of the runbook.");
        if (place.Free is { } free && free < goal.Facts.Size)
            throw PostgresRefusals.Refuse($"There are {PostgresRefusals.Megabytes(free)} free in {place.Folder}, and the safety dump of {goal.Live} may need up to {PostgresRefusals.Megabytes(goal.Facts.Size)}.", $"Free space there, or give {part} another safety-dump: FOLDER in the runbook.");
        // The disk of both holds the safety dump while the backup is restored.
        var freed = place.Free is { } there && goal.Free is { } here && Math.Abs(there - here) < Alike ? 0 : goal.Facts.Size;
        if (goal.Free is { } room && room + freed < PostgresRefusals.Needed(goal))
            throw PostgresRefusals.Refuse($"Even in its own place there is too little room for {goal.Live}: {PostgresRefusals.Megabytes(room)} are free in {goal.Facts.Folder}, {PostgresRefusals.Megabytes(freed)} come free when it is dropped, and what is restored needs about {PostgresRefusals.Megabytes(PostgresRefusals.Needed(goal))}.", "Free space on the server's disk, or write the safety dump to another one, then plan again.");
    }
}
