namespace RollbackOps;

/// <summary>When a check was measured.</summary>
public enum CheckTime
{
    /// <summary>Before the run changed anything.</summary>
    BeforeRun,

    /// <summary>Before users came back.</summary>
    BeforeOpen,

    /// <summary>After users came back.</summary>
    AfterOpen,

    /// <summary>After the run turned back.</summary>
    AfterUndo,

    /// <summary>Outside a run.</summary>
    Alone,
}
