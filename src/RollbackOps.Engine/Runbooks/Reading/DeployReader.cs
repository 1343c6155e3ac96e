using System.Text.RegularExpressions;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Runbooks.Reading.Nodes;

namespace RollbackOps.Engine.Runbooks.Reading;

/// <summary>Nodes that were checked to deployments that somebody else's service makes.</summary>
/// <param name="problems">Hears what is wrong.</param>
internal sealed partial class DeployReader(Problems problems)
{
    /// <summary>The part; null where the map names none.</summary>
    public Part? Find(string name, MapNode map) => map switch
    {
        _ when map.Find("github") is MapNode github => GitHub(name, github),
        _ when map.Find("vercel") is MapNode vercel => Vercel(name, vercel),
        _ => null,
    };

    private GitHubPart GitHub(string name, MapNode map)
    {
        var part = new GitHubPart(name)
        {
            Repository = map.Text("repository")!,
            Workflow = map.Text("workflow")!,
            Token = map.Text("token")!,
            Branch = map.Text("branch"),
            Dispatch = map.Find("dispatch") is MapNode dispatch ? Dispatch(name, dispatch) : null,
        };
        return part with { Limit = map.Duration("limit") ?? part.Limit, Api = map.Text("api") ?? part.Api };
    }

    private GitHubDispatch Dispatch(string name, MapNode map)
    {
        var dispatch = new GitHubDispatch(map.Text("ref")!, map.Pairs("inputs"));
        foreach (var text in map.TextNodes("ref").Concat((map.Find("inputs") as MapNode)?.Entries.Select(entry => entry.Value).OfType<TextNode>() ?? []))
        {
            if (Secret().IsMatch(text.Value))
                problems.Add(text.Place, "a secret as an input of a workflow is shown to everybody who sees its runs; let the workflow read its own secrets");
            else if (Unknown().Match(text.Value) is { Success: true } unknown)
                problems.Add(text.Place, $"'{unknown.Value}' stands for nothing here; expected {GitHubDispatch.Target} or {GitHubDispatch.Commit}");
        }

        if (dispatch.Ref.Contains(GitHubDispatch.Commit, StringComparison.Ordinal))
            problems.Add(map.Find("ref")!.Place, $"a workflow runs on a branch or a tag, and {GitHubDispatch.Commit} is neither; expected {GitHubDispatch.Target}, or a branch and {GitHubDispatch.Commit} as an input");
        if (!dispatch.NamesTarget)
            problems.Add(map.Place, $"nothing tells the workflow of '{name}' what to deploy; expected {GitHubDispatch.Target} or {GitHubDispatch.Commit} in ref or inputs");
        return dispatch;
    }

    private static VercelPart Vercel(string name, MapNode map)
    {
        var part = new VercelPart(name)
        {
            Project = map.Text("project")!,
            Token = map.Text("token")!,
            Address = map.Text("address")!,
            Team = map.Text("team"),
            Promotes = map.Text("by") == "promote",
        };
        return part with { Api = map.Text("api") ?? part.Api };
    }

    [GeneratedRegex(@"\$\{(env|file|secret):", RegexOptions.CultureInvariant)]
    private static partial Regex Secret();

    [GeneratedRegex(@"\$\{(?!(?:target|commit)\})[^}]*\}?", RegexOptions.CultureInvariant)]
    private static partial Regex Unknown();
}
