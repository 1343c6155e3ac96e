using System.Text;

namespace RollbackOps.Engine.Tools.Postgres.Loading;

/// <summary>A statement of a dump, to be sent as it is written.</summary>
/// <param name="Sql">Its bytes, each as one character.</param>
/// <param name="Line">Its first line in the dump.</param>
internal sealed record DumpStatementText(string Sql, long Line)
{
    private const int Shown = 200;

    /// <summary>Whether what it drops may be missing.</summary>
    public bool MayMiss { get; init; }

    /// <summary>Its beginning, for messages.</summary>
    public string Beginning => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(Sql[..Math.Min(Shown, Sql.Length)])).ReplaceLineEndings(" ");
}
