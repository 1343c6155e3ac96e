using System.Text.Json;
using System.Text.Json.Serialization;

namespace RollbackOps.Engine.Tools.GitHub;

/// <summary>A run of a workflow as it is now: its newest attempt.</summary>
public sealed record WorkflowRun
{
    private const int Short = 12;

    /// <summary>Its number, which is the same for all its attempts.</summary>
    public required long Id { get; init; }

    /// <summary>The attempt, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>The number that people see, e.g. <c>#42</c>.</summary>
    public required long Number { get; init; }

    /// <summary>What it is called.</summary>
    public required string Title { get; init; }

    /// <summary>The commit that it runs on.</summary>
    public required string Commit { get; init; }

    /// <summary>The branch or tag that it runs on; null for none.</summary>
    public required string? Branch { get; init; }

    /// <summary>What started it, e.g. <c>push</c>.</summary>
    public required string Event { get; init; }

    /// <summary>How far it is, e.g. <c>queued</c>, <c>in_progress</c>, <c>completed</c>.</summary>
    public required string Status { get; init; }

    /// <summary>How it ended, e.g. <c>success</c>; null while it has not.</summary>
    public required string? Conclusion { get; init; }

    /// <summary>The workflow's number.</summary>
    public required long Workflow { get; init; }

    /// <summary>When its first attempt was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When its newest attempt began.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>Where people see it.</summary>
    public required string Page { get; init; }

    /// <summary>Whether it has ended.</summary>
    [JsonIgnore]
    public bool IsOver => Status == "completed";

    /// <summary>Whether it has ended well.</summary>
    [JsonIgnore]
    public bool IsGood => IsOver && Conclusion == "success";

    /// <summary>Whether it did, or does, anything: one that waits for an approval or was skipped does not.</summary>
    [JsonIgnore]
    public bool Acts => IsOver ? Conclusion is not ("skipped" or "stale" or "action_required" or "neutral") : Status is "queued" or "in_progress";

    /// <summary>How it is, in a word.</summary>
    [JsonIgnore]
    public string Word => Conclusion ?? Status;

    /// <summary>The attempt by its identity.</summary>
    [JsonIgnore]
    public RunAttempt Mark => new(Id, Attempt);

    /// <summary>What it deployed: a tag that it ran on, else the commit.</summary>
    [JsonIgnore]
    public Release Release => new(Event is "release" || TagName.Is(Branch) ? Branch! : Commit[..Math.Min(Short, Commit.Length)], Commit, Created);

    /// <summary>Reads one.</summary>
    public static WorkflowRun Of(JsonElement run) => new()
    {
        Id = run.GetProperty("id").GetInt64(),
        Attempt = run.TryGetProperty("run_attempt", out var attempt) ? attempt.GetInt32() : 1,
        Number = run.GetProperty("run_number").GetInt64(),
        Title = Text(run, "display_title") ?? Text(run, "name") ?? "",
        Commit = run.GetProperty("head_sha").GetString()!,
        Branch = Text(run, "head_branch"),
        Event = run.GetProperty("event").GetString()!,
        Status = run.GetProperty("status").GetString()!,
        Conclusion = Text(run, "conclusion"),
        Workflow = run.GetProperty("workflow_id").GetInt64(),
        Created = run.GetProperty("created_at").GetDateTimeOffset(),
        Started = run.TryGetProperty("run_started_at", out var started) && started.ValueKind == JsonValueKind.String ? started.GetDateTimeOffset() : run.GetProperty("created_at").GetDateTimeOffset(),
        Page = Text(run, "html_url") ?? "",
    };

    private static string? Text(JsonElement run, string name) => run.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
