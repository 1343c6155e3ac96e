using RollbackOps.Engine.Runbooks.Parts;

namespace RollbackOps.Engine.Actions.GitHub;

/// <summary>What a person should know before a workflow deploys an earlier release. Pure.</summary>
public static class GitHubNotes
{
    private const int WindowDays = 30;

    /// <summary>The notes of a plan.</summary>
    public static IReadOnlyList<string> Of(GitHubPart part, Ask ask, GitHubFound found)
    {
        var last = found.Last!;
        var notes = new List<string>();
        if (found.Again is { } again)
            notes.Add($"Run {again.Id} of {part.Workflow} (#{again.Number}, {again.Event} on {again.Branch ?? "no branch"}) is {RunChoice.Days(ask.Now - again.Created)} old: GitHub runs it again until {again.Created.AddDays(WindowDays).ToUniversalTime():u}, on its own commit, with the secrets and variables of today.");
        if (!last.IsGood)
            notes.Add($"Run {last.Id} ({last.Release.Name}) acted last and ended with {last.Word}: nobody can tell how far it came. What comes back is the newest that ended well before it; if that one is what is bad, name an earlier one with --to. See {last.Page}");
        if (last.Event == "push" && last.Branch is { } branch)
            notes.Add($"The next push to {branch} runs {part.Workflow} and brings its commits out again: revert them there, or switch the workflow off until then (gh workflow disable {part.Workflow} --repo {part.Repository}).");
        return [.. notes, .. found.Notes];
    }
}
