namespace RollbackOps.Integration.Tests.GitHub;

/// <summary>A run of the fake's workflow.</summary>
internal sealed class FakeRun
{
    public required long Id { get; init; }

    public required string Commit { get; init; }

    public required string Branch { get; init; }

    public string Event { get; init; } = "push";

    /// <summary>What it puts before users.</summary>
    public required string Deploys { get; init; }

    public required DateTimeOffset Created { get; init; }

    public DateTimeOffset Started { get; set; }

    public int Attempt { get; set; } = 1;

    public string Status { get; set; } = "completed";

    public string? Conclusion { get; set; } = "success";

    /// <summary>How its next attempt ends.</summary>
    public string Next { get; set; } = "success";

    /// <summary>How often it is asked for before it goes on.</summary>
    public int Patience { get; set; }

    public string Json(string url) => $$"""
        {"id":{{Id}},"name":"Deploy","head_branch":"{{Branch}}","head_sha":"{{Commit}}","display_title":"Deploy {{Deploys}}","run_number":{{Id % 100}},"event":"{{Event}}","status":"{{Status}}","conclusion":{{(Conclusion is null ? "null" : $"\"{Conclusion}\"")}},"workflow_id":77,"run_attempt":{{Attempt}},"created_at":"{{Created.UtcDateTime:O}}","run_started_at":"{{Started.UtcDateTime:O}}","updated_at":"{{Started.UtcDateTime:O}}","html_url":"{{url}}/acme/shop/actions/runs/{{Id}}"}
        """;
}
