namespace RollbackOps.Engine.Runbooks.Reading.Shapes;

/// <summary>How many of some keys must be given.</summary>
internal enum Choice
{
    /// <summary>At least one.</summary>
    AtLeastOne,

    /// <summary>One or none.</summary>
    AtMostOne,

    /// <summary>One.</summary>
    ExactlyOne,
}
