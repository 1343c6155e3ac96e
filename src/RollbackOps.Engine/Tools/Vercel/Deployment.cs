using System.Text.Json;
using System.Text.Json.Serialization;

namespace RollbackOps.Engine.Tools.Vercel;

/// <summary>A deployment on Vercel.</summary>
public sealed record Deployment
{
    private const int Short = 12;
    private static readonly string[] Commits = ["githubCommitSha", "gitlabCommitSha", "bitbucketCommitSha", "gitCommitSha"];

    /// <summary>Its id, e.g. <c>dpl_…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Its own host, e.g. <c>shop-abc123.vercel.app</c>.</summary>
    public required string Host { get; init; }

    /// <summary>How far it is, e.g. <c>READY</c>.</summary>
    public required string State { get; init; }

    /// <summary>What it is for, e.g. <c>production</c>; null for a preview.</summary>
    public required string? Target { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>The commit that it was built from; null where Vercel does not know it.</summary>
    public required string? Commit { get; init; }

    /// <summary>Whether Vercel rolls back to it; null where it does not say.</summary>
    public required bool? IsCandidate { get; init; }

    /// <summary>Whether it can be put before users.</summary>
    [JsonIgnore]
    public bool IsReady => State == "READY";

    /// <summary>What it is, for the ledger: its commit, else itself.</summary>
    [JsonIgnore]
    public Release Release => new(Commit is { } commit ? commit[..Math.Min(Short, commit.Length)] : Id, Commit ?? Id, Created);

    /// <summary>Reads one of a list, or one that was asked for.</summary>
    public static Deployment Of(JsonElement item) => new()
    {
        Id = Text(item, "uid") ?? item.GetProperty("id").GetString()!,
        Host = Text(item, "url") ?? "",
        State = Text(item, "readyState") ?? Text(item, "state") ?? "",
        Target = Text(item, "target"),
        Created = DateTimeOffset.FromUnixTimeMilliseconds((item.TryGetProperty("createdAt", out var at) ? at : item.GetProperty("created")).GetInt64()),
        Commit = item.TryGetProperty("meta", out var meta) && meta.ValueKind == JsonValueKind.Object ? Commits.Select(name => Text(meta, name)).FirstOrDefault(commit => commit is not null) : null,
        IsCandidate = item.TryGetProperty("isRollbackCandidate", out var candidate) && candidate.ValueKind is JsonValueKind.True or JsonValueKind.False ? candidate.GetBoolean() : null,
    };

    private static string? Text(JsonElement item, string name) => item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
