namespace RollbackOps.Engine.Runbooks.Parts;

/// <summary>How a workflow is started with a target: <c>${target}</c> and <c>${commit}</c> are its name and its commit.</summary>
/// <param name="Ref">The branch or tag that the workflow runs on.</param>
/// <param name="Inputs">Its inputs.</param>
public sealed record GitHubDispatch(string Ref, IReadOnlyDictionary<string, string> Inputs)
{
    /// <summary>Stands for the target's name.</summary>
    public const string Target = "${target}";

    /// <summary>Stands for the target's commit.</summary>
    public const string Commit = "${commit}";

    /// <summary>Whether a text in it stands for the target.</summary>
    public bool NamesTarget => Inputs.Values.Append(Ref).Any(text => text.Contains(Target, StringComparison.Ordinal) || text.Contains(Commit, StringComparison.Ordinal));
}
