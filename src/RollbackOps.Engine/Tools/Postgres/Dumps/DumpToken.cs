namespace RollbackOps.Engine.Tools.Postgres.Dumps;

/// <summary>What was met in a dump's SQL.</summary>
internal enum DumpToken
{
    /// <summary>Nothing that counts: space, a comment within a statement, the part of something longer.</summary>
    None,

    /// <summary>A name or key word without quotes, or a number.</summary>
    Word,

    /// <summary>A name or text in quotes.</summary>
    Quoted,

    /// <summary>A text with escapes or between dollars.</summary>
    Text,

    /// <summary>Another sign.</summary>
    Sign,

    /// <summary>A comment that ends with its line.</summary>
    Note,

    /// <summary>A command of psql, blanked out.</summary>
    Command,

    /// <summary>What psql's versions read differently: no dump needs it.</summary>
    Odd,
}
