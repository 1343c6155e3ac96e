using RollbackOps.Engine.Runbooks.Reading.Shapes;

namespace RollbackOps.Engine.Runbooks.Reading.Format;

/// <summary>How deployments are written that somebody else's service makes.</summary>
internal static class DeployFormat
{
    /// <summary>A workflow of GitHub Actions.</summary>
    public static MapShape GitHub { get; } = new(
        "github",
        new Key("repository", new TextShape("owner/name") { Pattern = "^[A-Za-z0-9][A-Za-z0-9-]{0,38}/[A-Za-z0-9._-]{1,100}$", Types = ["string"] }, "The repository.") { Required = true },
        new Key("workflow", new TextShape("a workflow's file name such as deploy.yml") { Pattern = "^([A-Za-z0-9._-]+\\.ya?ml|[0-9]+)$", Types = ["string", "integer"], Least = 0 }, "The workflow that deploys.") { Required = true },
        new Key("token", Texts.SecretReference, "The access token, as a reference such as ${env:GITHUB_TOKEN}: it may write to Actions.") { Required = true },
        new Key("branch", Texts.Any, "The branch whose runs count; all where it isn't given."),
        new Key("dispatch", Dispatch(), "Starts the workflow with the target; where it isn't given, the run that deployed the target is run again."),
        new Key("limit", Texts.Duration, "How long a run may take; 30m where it isn't given."),
        new Key("api", Texts.ApiUrl, "The address of the REST API, such as https://github.example.org/api/v3; https://api.github.com where it isn't given."));

    /// <summary>A project on Vercel.</summary>
    public static MapShape Vercel { get; } = new(
        "vercel",
        new Key("project", Texts.Name, "The project's name or id.") { Required = true },
        new Key("token", Texts.SecretReference, "The access token, as a reference such as ${env:VERCEL_TOKEN}.") { Required = true },
        new Key("address", Texts.HttpUrl, "The public address whose deployment users get, such as https://shop.example.org.") { Required = true },
        new Key("team", Texts.Name, "The team's id or slug; the token's own account where it isn't given."),
        new Key("by", new TextShape("rollback or promote") { Words = ["rollback", "promote"] }, "rollback: what is pushed next does not go live until somebody promotes it; promote: it does. rollback where it isn't given."),
        new Key("api", Texts.ApiUrl, "The address of the REST API; https://api.vercel.com where it isn't given."));

    private static MapShape Dispatch() => new(
        "dispatch",
        new Key("ref", Texts.Any, "The branch or tag that the workflow runs on; ${target} is the target's tag.") { Required = true },
        new Key("inputs", Texts.Pairs, "The workflow's inputs; ${target} in them is the target's name, ${commit} its commit."));
}
