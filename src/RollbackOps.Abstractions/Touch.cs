namespace RollbackOps;

/// <summary>What a step touches.</summary>
public enum Touch
{
    /// <summary>Nothing is changed.</summary>
    Reads,

    /// <summary>Space and load only; users notice nothing.</summary>
    Aside,

    /// <summary>What users see.</summary>
    Users,
}
