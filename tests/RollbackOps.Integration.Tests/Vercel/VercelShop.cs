using System.Diagnostics;
using RollbackOps.Integration.Tests.Cli;

namespace RollbackOps.Integration.Tests.Vercel;

/// <summary>A shop on Vercel, behind a fake of its API.</summary>
internal sealed class VercelShop : IAsyncDisposable
{
    public VercelShop(string more = "", string contains = "v1.", string? api = null)
    {
        Api.Start();
        File.WriteAllText(Path.Combine(Folder, "rollback.yaml"), $$"""
            system: shop
            state: state
            health: { within: 2s, in-a-row: 1 }
            services:
              vercel: { project: shop, team: acme, token: "${env:VERCEL_TOKEN}", address: "{{Api.Url}}/site", api: "{{api ?? Api.Url}}"{{more}} }
            checks:
              - http: { url: "{{Api.Url}}/site", contains: {{contains}} }
            """);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("rollbackops-vercel-").FullName;

    public FakeVercel Api { get; } = new();

    public Task<ToolResult> RunAsync(params string[] arguments) => Tool.EndAsync(Start(arguments));

    public ProcessStartInfo Start(string[] arguments, string token = FakeVercel.Token)
    {
        var start = Tool.Start(Folder, arguments);
        start.Environment["VERCEL_TOKEN"] = token;
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
