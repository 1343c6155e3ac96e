namespace RollbackOps.Engine.Reports;

/// <summary>How outcomes are called on screen.</summary>
public static class Outcomes
{
    /// <summary>The outcome in capitals, e.g. <c>PROVEN</c>.</summary>
    public static string Word(Outcome outcome) => outcome switch
    {
        Outcome.AlreadyInPlace => "ALREADY IN PLACE",
        _ => outcome.ToString().ToUpperInvariant(),
    };
}
