using System.Text.Json.Serialization;

namespace RollbackOps.Engine.Tools.Vercel;

/// <summary>The last time that a project's addresses were led to another deployment.</summary>
/// <param name="To">The deployment.</param>
/// <param name="Status">How far it is: <c>pending</c>, <c>in-progress</c>, <c>succeeded</c>, <c>failed</c>, <c>skipped</c>.</param>
/// <param name="Requested">When it was asked for, in milliseconds since 1970.</param>
public sealed record AliasJob(string To, string Status, long Requested)
{
    /// <summary>Whether it goes on.</summary>
    [JsonIgnore]
    public bool GoesOn => Status is "pending" or "in-progress";
}
