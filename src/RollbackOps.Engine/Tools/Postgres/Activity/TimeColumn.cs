using System.Text.RegularExpressions;

namespace RollbackOps.Engine.Tools.Postgres.Activity;

/// <summary>A column that says when a row was written, and can be asked cheaply.</summary>
/// <param name="Name">The column.</param>
/// <param name="Type">Its type: <c>timestamp with time zone</c>, <c>timestamp without time zone</c> or <c>date</c>.</param>
public sealed partial record TimeColumn(string Name, string Type)
{
    /// <summary>Whether it tells when a row was made, by its name; others tell when it was last written.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool OfBirth => Birth().IsMatch(Name);

    [GeneratedRegex("creat|insert|added", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Birth();
}
