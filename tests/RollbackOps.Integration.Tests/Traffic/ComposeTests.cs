using RollbackOps.Integration.Tests.Cli;
using RollbackOps.Integration.Tests.Environment;
using RollbackOps.Integration.Tests.Kept;

namespace RollbackOps.Integration.Tests.Traffic;

/// <summary>The nginx of a Compose service before two stacks of the same project; its files are mounted one by one.</summary>
public sealed class ComposeTests : IAsyncDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "rbt" + Guid.NewGuid().ToString("N")[..10]);
    private readonly int _port = FreePort.Find();
    private readonly Users _users = new();

    private string Url => $"http://127.0.0.1:{_port}/";

    public async ValueTask DisposeAsync()
    {
        _users.Dispose();
        if (!Directory.Exists(_folder))
            return;
        await Tool.ShellAsync(_folder, "docker", "compose", "down", "--volumes", "--timeout", "1");
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    [Trait("Row", "N5")]
    [Trait("Safety", "9")]
    public async Task Users_go_to_another_service_and_back_and_not_one_request_fails()
    {
        await StartAsync();
        _users.Begin(Url, 3);

        Eventually.Exits(0, await Tool.RunAsync(_folder, "run", "--strategy", "green", "--yes"));
        Assert.Equal("green\n", (await _users.AskAsync(Url)).Body);
        Eventually.Exits(0, await Tool.RunAsync(_folder, "undo", "--yes"));
        await _users.EndAsync();

        Assert.Equal("blue\n", (await _users.AskAsync(Url)).Body);
        Assert.Empty(_users.Failed);
        Assert.InRange(_users.Asked, 50, int.MaxValue);
    }

    [Fact]
    [Trait("Row", "N7")]
    [Trait("Safety", "9")]
    public async Task Users_get_the_page_of_a_container_and_the_system_again()
    {
        await StartAsync();

        Eventually.Exits(0, await Tool.RunAsync(_folder, "safe-mode", "on", "--yes"));
        Assert.Equal(503, (await _users.AskAsync(Url)).Status);
        // What is on stays on: the container comes back with it.
        await Tool.ShellAsync(_folder, "docker", "compose", "restart", "--timeout", "1", "proxy");
        Assert.Contains("it is ON since", (await Tool.RunAsync(_folder, "health")).Out, StringComparison.Ordinal);
        Eventually.Exits(0, await Tool.RunAsync(_folder, "safe-mode", "off", "--yes"));

        Assert.Equal(new(200, "blue\n"), await _users.AskAsync(Url));
    }

    private async Task StartAsync()
    {
        Needs.Docker();
        Write("compose.yml", $$"""
            services:
              blue: { image: "rollbackops-test/nginx:1", volumes: ["./blue.conf:/etc/nginx/nginx.conf:ro"] }
              green: { image: "rollbackops-test/nginx:1", volumes: ["./green.conf:/etc/nginx/nginx.conf:ro"] }
              proxy:
                image: "rollbackops-test/nginx:1"
                ports: ["127.0.0.1:{{_port}}:80"]
                volumes: ["./proxy.conf:/etc/nginx/nginx.conf:ro", "./upstream.conf:/etc/nginx/upstream.conf:ro", "./shut.conf:/etc/nginx/safe-mode.conf:ro"]
                depends_on: { blue: { condition: service_healthy }, green: { condition: service_healthy } }
            """);
        foreach (var stack in new[] { "blue", "green" })
            Write($"{stack}.conf", Config($"server {{ listen 80; location = /health {{ return 200 ok; }} location / {{ return 200 \"{stack}\\n\"; }} }}"));
        Write("proxy.conf", Config("include upstream.conf; server { listen 80; include safe-mode.conf; location = /health { return 200 ok; } location / { proxy_pass http://app; } }"));
        Write("upstream.conf", "upstream app {\n  server blue:80;\n}\n");
        Write("shut.conf", "# off\n");
        Write("rollback.yaml", $$"""
            system: shop
            state: state
            services: { compose: compose.yml }
            traffic:
              nginx: { service: proxy }
              url: {{Url}}
              file: upstream.conf
              upstreams:
                blue: { servers: ["blue:80"], contains: blue }
                green: { servers: ["green:80"], contains: green }
              safe-mode: { file: shut.conf }
            strategies:
              green: { back: [traffic/green] }
            """);
        await Tool.ShellAsync(_folder, "docker", "compose", "up", "--detach", "--wait");
    }

    private static string Config(string servers) => $"user www-data; pid /run/nginx.pid; error_log /dev/stderr; events {{}} http {{ access_log off; {servers} }}\n";

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(_folder);
        File.WriteAllText(Path.Combine(_folder, name), text);
    }
}
