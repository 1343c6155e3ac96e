namespace RollbackOps.Engine.Reports;

/// <summary>A loss as one line that a person reads. Pure.</summary>
internal static class LossText
{
    /// <summary>The line.</summary>
    public static string Of(Loss loss, DateTimeOffset now)
    {
        var what = (loss.What, loss.Since) switch
        {
            ({ } words, _) => $"{words} ({loss.Source})",
            (null, { } time) when time > now => $"what was written since {Units.Of(time)} (which lies in the future, by {loss.Source})",
            (null, { } time) => $"what was written since {Units.Of(time)} ({Units.Of(now - time)} ago, by {loss.Source})",
            _ => $"what was written since the backup, whose time is not known ({loss.Source})",
        };
        var rows = loss.Rows.Where(row => row.Value > 0).Select(row => Units.Of(row.Value, $"row") + $" of {row.Key}").ToList();
        var changed = loss.Changed.Count > 0 ? $", and rows changed or removed in {string.Join(", ", loss.Changed)}" : "";
        var kept = loss.Kept.Length == 0 ? "nothing of it is kept" : $"{(loss.What is null ? "the data of now" : "it")} stays as {loss.Kept}";
        return $"{loss.Subject}: {what}{(rows.Count > 0 ? $", at least {string.Join(", ", rows)}" : "")}{changed}; {kept}";
    }
}
