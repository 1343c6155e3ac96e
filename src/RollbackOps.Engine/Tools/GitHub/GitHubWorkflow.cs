using System.Net;
using System.Text.Json;
using RollbackOps.Engine.Tools.Http;
using RollbackOps.Engine.Tools.Secrets;

namespace RollbackOps.Engine.Tools.GitHub;

/// <summary>
/// One workflow of a repository, through GitHub's REST API (docs.github.com/rest/actions: workflows, workflow-runs,
/// workflow-jobs).
/// </summary>
/// <param name="client">Talks to the API.</param>
/// <param name="http">Gets what lies elsewhere, without the token.</param>
/// <param name="redactor">Takes secrets out of logs.</param>
/// <param name="repository">The repository: owner and name.</param>
/// <param name="workflow">The workflow's file name or number.</param>
public sealed class GitHubWorkflow(ApiClient client, HttpClient http, Redactor redactor, string repository, string workflow)
{
    private const int LongestLog = 20_000_000;
    private readonly string _repository = $"/repos/{repository}";
    private readonly string _workflow = $"/repos/{repository}/actions/workflows/{workflow}";

    /// <summary>What the token may do, as far as GitHub tells.</summary>
    public async Task<TokenRights> RightsAsync(CancellationToken cancel)
    {
        var answer = await client.ReadAsync(_repository, "the repository", cancel);
        var scopes = answer.Headers.GetValueOrDefault("x-oauth-scopes");
        return answer.Read(root => new TokenRights(
            scopes?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            root.TryGetProperty("permissions", out var rights) && rights.TryGetProperty("push", out var push) ? push.GetBoolean() : null,
            root.TryGetProperty("private", out var closed) && closed.GetBoolean()));
    }

    /// <summary>The workflow's state, e.g. <c>active</c> or <c>disabled_manually</c>.</summary>
    public async Task<string> StateAsync(CancellationToken cancel) =>
        (await client.ReadAsync(_workflow, $"the workflow {workflow}", cancel)).Read(root => root.GetProperty("state").GetString()!);

    /// <summary>Its newest hundred runs, those made last first.</summary>
    /// <param name="narrowed">Narrows them, e.g. <c>head_sha=…</c>; empty for all.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<IReadOnlyList<WorkflowRun>> RunsAsync(string narrowed, CancellationToken cancel)
    {
        var answer = await client.ReadAsync($"{_workflow}/runs?per_page=100{(narrowed.Length > 0 ? $"&{narrowed}" : "")}", $"the runs of {workflow}", cancel);
        return answer.Read(root => root.GetProperty("workflow_runs").EnumerateArray().Select(WorkflowRun.Of).ToList());
    }

    /// <summary>One run as it is now; null where there is none.</summary>
    public async Task<WorkflowRun?> FindAsync(long run, CancellationToken cancel) =>
        (await client.FindAsync($"{_repository}/actions/runs/{run}", $"run {run}", cancel))?.Read(WorkflowRun.Of);

    /// <summary>Switches the workflow on, which it is: only a token that may write to Actions gets through.</summary>
    public Task TryAsync(CancellationToken cancel) => client.ChangeAsync(HttpMethod.Put, $"{_workflow}/enable", null, $"leave to write to Actions", [], cancel);

    /// <summary>Runs all jobs of a run again; false where it is running already, or nobody knows.</summary>
    public async Task<bool> RerunAsync(long run, CancellationToken cancel)
    {
        var what = $"run {run} again";
        var answer = await client.ChangeAsync(HttpMethod.Post, $"{_repository}/actions/runs/{run}/rerun", null, what, [HttpStatusCode.Forbidden], cancel);
        if (answer is not { Status: (int)HttpStatusCode.Forbidden })
            return answer is not null;
        return answer.Text.Contains("already running", StringComparison.OrdinalIgnoreCase) ? false : throw client.Refused(answer, what);
    }

    /// <summary>Starts the workflow; the run's number where GitHub tells it, 0 where it only says that it was taken, null where nobody knows.</summary>
    public async Task<long?> DispatchAsync(string on, IReadOnlyDictionary<string, string> inputs, CancellationToken cancel)
    {
        var what = $"a run of {workflow} on {on}";
        var body = new Dictionary<string, object> { ["ref"] = on, ["inputs"] = inputs, ["return_run_details"] = true };
        var answer = await client.ChangeAsync(HttpMethod.Post, $"{_workflow}/dispatches", body, what, [HttpStatusCode.BadRequest, HttpStatusCode.UnprocessableEntity], cancel);
        if (answer is { Status: >= 400 })
        {
            // Servers from before 2026 refuse the word.
            if (!answer.Text.Contains("return_run_details", StringComparison.Ordinal))
                throw client.Refused(answer, what);
            body.Remove("return_run_details");
            answer = await client.ChangeAsync(HttpMethod.Post, $"{_workflow}/dispatches", body, what, [], cancel);
        }

        if (answer is null)
            return null;
        return answer.Text.Length == 0 ? 0 : answer.Read(root => root.TryGetProperty("workflow_run_id", out var run) ? run.GetInt64() : 0);
    }

    /// <summary>Asks a run to end.</summary>
    public Task CancelAsync(long run, CancellationToken cancel) =>
        client.ChangeAsync(HttpMethod.Post, $"{_repository}/actions/runs/{run}/cancel", null, $"the end of run {run}", [HttpStatusCode.Conflict], cancel);

    /// <summary>The jobs of an attempt that did not end well.</summary>
    public async Task<IReadOnlyList<FailedJob>> FailedAsync(RunAttempt mark, CancellationToken cancel)
    {
        var answer = await client.ReadAsync($"{_repository}/actions/runs/{mark.Run}/attempts/{mark.Attempt}/jobs?per_page=100", $"the jobs of {mark}", cancel);
        return answer.Read(root => root.GetProperty("jobs").EnumerateArray()
            .Where(job => Conclusion(job) is not (null or "success" or "skipped" or "neutral"))
            .Select(job => new FailedJob(job.GetProperty("id").GetInt64(), job.GetProperty("name").GetString()!, Conclusion(job)!, Step(job)))
            .ToList());
    }

    /// <summary>The last lines of a job's log, without secrets; none where it can't be had.</summary>
    public async Task<IReadOnlyList<string>> LogAsync(FailedJob job, int lines, CancellationToken cancel)
    {
        try
        {
            // It lies in a store of its own, which must not see the token.
            var place = await client.PlaceAsync($"{_repository}/actions/jobs/{job.Id}/logs", $"the log of {job.Name}", cancel);
            if (place is null || !ApiClient.IsSafe(place))
                return [];
            using var answer = await http.GetAsync(new Uri(place), HttpCompletionOption.ResponseHeadersRead, cancel);
            if (!answer.IsSuccessStatusCode || answer.Content.Headers.ContentLength > LongestLog)
                return [];
            return [.. JobLog.Tail(redactor.Redact(await answer.Content.ReadAsStringAsync(cancel)), lines)];
        }
        catch (Exception error) when (error is RollbackException or HttpRequestException or IOException || (error is TaskCanceledException && !cancel.IsCancellationRequested))
        {
            return [];
        }
    }

    private static string? Conclusion(JsonElement job) => job.TryGetProperty("conclusion", out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string? Step(JsonElement job) => job.TryGetProperty("steps", out var steps) && steps.ValueKind == JsonValueKind.Array
        ? steps.EnumerateArray().Where(step => Conclusion(step) is not (null or "success" or "skipped" or "neutral")).Select(step => step.GetProperty("name").GetString()).FirstOrDefault()
        : null;
}
