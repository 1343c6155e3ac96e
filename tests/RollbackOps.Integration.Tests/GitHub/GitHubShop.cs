using System.Diagnostics;
using RollbackOps.Integration.Tests.Cli;

namespace RollbackOps.Integration.Tests.GitHub;

/// <summary>A shop that a workflow deploys, behind a fake of GitHub's API.</summary>
internal sealed class GitHubShop : IAsyncDisposable
{
    public GitHubShop(string more = "", string? api = null)
    {
        Api.Start();
        File.WriteAllText(Path.Combine(Folder, "rollback.yaml"), $$"""
            system: shop
            state: state
            health: { within: 2s, in-a-row: 1 }
            services:
              github: { repository: acme/shop, workflow: deploy.yml, token: "${env:GITHUB_TOKEN}", api: "{{api ?? Api.Url}}"{{more}} }
            checks:
              - http: { url: "{{Api.Url}}/site", contains: v1. }
            """);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("rollbackops-github-").FullName;

    public FakeGitHub Api { get; } = new();

    public Task<ToolResult> RunAsync(params string[] arguments) => Tool.EndAsync(Start(arguments));

    public ProcessStartInfo Start(string[] arguments, string token = FakeGitHub.Token)
    {
        var start = Tool.Start(Folder, arguments);
        start.Environment["GITHUB_TOKEN"] = token;
        return start;
    }

    /// <summary>Whether a text stands in any file that the tool has written.</summary>
    public bool IsWritten(string text) => Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Any(file => File.ReadAllText(file).Contains(text, StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        await Api.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
