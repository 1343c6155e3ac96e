using System.Globalization;
using System.Text.Json;
using RollbackOps.Integration.Tests.Web;

namespace RollbackOps.Integration.Tests.GitHub;

/// <summary>
/// A fake of GitHub's REST API, because no repository can be had for tests. Written from its published description
/// (docs.github.com/rest/actions, version 2022-11-28): workflows, workflow runs, workflow jobs, and from "Rate limits for the
/// REST API". What a run does is the fake's own: while it is asked about it goes from queued to completed, and one that ends well
/// puts its release before users, at <c>/site</c>.
/// </summary>
internal sealed class FakeGitHub : FakeApi
{
    public const string Token = "ghp_0123456789abcdefghijABCDEFGHIJ012345";
    private const string Repository = "/repos/acme/shop";
    private const string Workflow = Repository + "/actions/workflows/deploy.yml";

    public FakeGitHub()
    {
        var now = DateTimeOffset.UtcNow;
        Add(4711, "v1.0.0", now.AddDays(-12));
        Add(4712, "v1.1.0", now.AddDays(-2));
    }

    public List<FakeRun> Runs { get; } = [];

    /// <summary>The release that users have.</summary>
    public string Live { get; set; } = "v1.1.0";

    /// <summary>The classic token's scopes; null for a fine-grained one.</summary>
    public string? Scopes { get; set; } = "repo, workflow";

    /// <summary>Whether the token's user may push.</summary>
    public bool Pushes { get; set; } = true;

    /// <summary>Whether the token may write to Actions.</summary>
    public bool Writes { get; set; } = true;

    public string State { get; set; } = "active";

    /// <summary>Whether the server knows return_run_details.</summary>
    public bool TellsRuns { get; set; } = true;

    /// <summary>Whether a token reached the store of the logs.</summary>
    public bool LogSawToken { get; private set; }

    public static string Commit(string release) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(release)))[..40];

    public FakeRun Add(long id, string release, DateTimeOffset at, string branch = "main")
    {
        Runs.Add(new() { Id = id, Commit = Commit(release), Branch = branch, Deploys = release, Created = at, Started = at });
        return Runs[^1];
    }

    protected override FakeAnswer Answer(string method, string path, IReadOnlyDictionary<string, string> query, string? token, string body)
    {
        if (path == "/site")
            return new(200, Live);
        if (path.StartsWith("/store/", StringComparison.Ordinal))
        {
            LogSawToken |= token is not null;
            return new(200, "2026-11-22T18:00:00.0000000Z ##[group]Run ./deploy.sh\n2026-11-22T18:00:01.0000000Z pulling registry.example/shop\n2026-11-22T18:00:02.0000000Z DEPLOY_TOKEN=abcdefgh12345678\n2026-11-22T18:00:03.0000000Z \u001b[31mno space left on device\u001b[0m\n2026-11-22T18:00:03.0000000Z ##[error]Process completed with exit code 1.\n2026-11-22T18:00:04.0000000Z Cleaning up orphan processes\n");
        }

        if (token != Token)
            return new(401, """{"message":"Bad credentials","documentation_url":"https://docs.github.com/rest"}""");
        if (method != "GET" && !Writes)
            return new(403, """{"message":"Resource not accessible by personal access token"}""");
        return (method, path) switch
        {
            ("GET", Repository) => new(200, $$"""{"id":1,"full_name":"acme/shop","private":true,"permissions":{"admin":false,"push": {{(Pushes ? "true" : "false")}},"pull":true} }""", Scopes is null ? [] : [("X-OAuth-Scopes", Scopes)]),
            ("GET", Workflow) => new(200, $$"""{"id":77,"name":"Deploy","path":".github/workflows/deploy.yml","state":"{{State}}"}"""),
            ("GET", Workflow + "/runs") => List(query),
            ("PUT", Workflow + "/enable") => new(204),
            ("POST", Workflow + "/dispatches") => Dispatch(JsonDocument.Parse(body).RootElement),
            _ when path.StartsWith(Repository + "/actions/", StringComparison.Ordinal) => OfRun(method, path[(Repository.Length + "/actions/".Length)..].Split('/')),
            _ => NotFound,
        };
    }

    private static FakeAnswer NotFound => new(404, """{"message":"Not Found"}""");

    private FakeAnswer List(IReadOnlyDictionary<string, string> query)
    {
        var runs = Runs.Where(run => (!query.TryGetValue("branch", out var branch) || run.Branch == branch)
            && (!query.TryGetValue("head_sha", out var sha) || run.Commit == sha)
            && (!query.TryGetValue("event", out var by) || run.Event == by)).OrderByDescending(run => run.Id).ToList();
        return new(200, $$"""{"total_count":{{runs.Count}},"workflow_runs":[{{string.Join(',', runs.Select(run => run.Json(Url)))}}]}""");
    }

    private FakeAnswer OfRun(string method, string[] path)
    {
        if (path is ["jobs", var job, "logs"])
            return new(302, "", ("Location", $"{Url}/store/{job}.txt"));
        if (path is not ["runs", var id, ..] || Runs.Find(run => run.Id.ToString(CultureInfo.InvariantCulture) == id) is not { } run)
            return NotFound;
        switch (method, path)
        {
            case ("GET", [_, _]):
                Advance(run);
                return new(200, run.Json(Url));
            case ("GET", [_, _, "attempts", _, "jobs"]):
                return new(200, $$"""{"total_count":2,"jobs":[{"id":1,"name":"build","status":"completed","conclusion":"success","steps":[]},{"id":2,"name":"deploy","status":"completed","conclusion":"{{run.Conclusion}}","steps":[{"name":"Set up job","conclusion":"success","number":1},{"name":"Push it","conclusion":"failure","number":2}]}]}""");
            case ("POST", [_, _, "rerun"]) when run.Status != "completed":
                return new(403, """{"message":"The workflow run containing this job is already running"}""");
            case ("POST", [_, _, "rerun"]) when run.Created < DateTimeOffset.UtcNow.AddDays(-30):
                return new(403, """{"message":"Unable to retry this workflow run because it was created over a month ago"}""");
            case ("POST", [_, _, "rerun"]):
                Changes.Add($"rerun {run.Id}");
                (run.Attempt, run.Status, run.Conclusion, run.Started) = (run.Attempt + 1, "queued", null, DateTimeOffset.UtcNow);
                return new(201, "{}");
            case ("POST", [_, _, "cancel"]):
                Changes.Add($"cancel {run.Id}");
                (run.Next, run.Patience) = ("cancelled", 0);
                return new(202, "{}");
            default:
                return NotFound;
        }
    }

    private FakeAnswer Dispatch(JsonElement body)
    {
        if (body.TryGetProperty("return_run_details", out _) && !TellsRuns)
            return new(422, """{"message":"Invalid request.\n\n\"return_run_details\" is not a permitted key."}""");
        var on = body.GetProperty("ref").GetString()!;
        if (on == "nowhere")
            return new(422, """{"message":"No ref found for: nowhere"}""");
        var release = body.GetProperty("inputs").TryGetProperty("version", out var version) ? version.GetString()! : on;
        Changes.Add($"dispatch on {on}: {body.GetProperty("inputs").GetRawText()}");
        Runs.Add(new() { Id = Runs.Max(other => other.Id) + 1, Commit = Commit(on), Branch = on, Event = "workflow_dispatch", Deploys = release, Created = DateTimeOffset.UtcNow, Started = DateTimeOffset.UtcNow, Status = "queued", Conclusion = null });
        return TellsRuns ? new(200, $$"""{"workflow_run_id":{{Runs[^1].Id}},"run_url":"{{Url}}/x","html_url":"{{Url}}/x"}""") : new(204);
    }

    private void Advance(FakeRun run)
    {
        if (run.Status == "completed" || run.Patience-- > 0)
            return;
        if (run.Status == "queued")
        {
            run.Status = "in_progress";
            return;
        }

        (run.Status, run.Conclusion) = ("completed", run.Next);
        if (run.Conclusion == "success")
            Live = run.Deploys;
    }
}
