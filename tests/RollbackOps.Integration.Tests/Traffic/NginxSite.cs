using System.Diagnostics;
using RollbackOps.Integration.Tests.Cli;
using RollbackOps.Integration.Tests.Environment;
using RollbackOps.Integration.Tests.Kept;

namespace RollbackOps.Integration.Tests.Traffic;

/// <summary>
/// Two stacks and the nginx of this machine before them: users come through it to 'production', and 'staging' is the other.
/// Its configuration has an include, a relative path and an access rule of its own. All that it starts ends with it.
/// </summary>
internal sealed class NginxSite : IDisposable
{
    private readonly bool _isStarted;

    public NginxSite(string allow = "")
    {
        Needs.Nginx();
        Folder = Directory.CreateTempSubdirectory("rollbackops-nginx-").FullName;
        Write("stacks.conf", Config($$"""
            server { listen 127.0.0.1:{{ProductionPort}}; location / { add_header X-Stack production always; return 200 "production\n"; } }
            server { listen 127.0.0.1:{{StagingPort}}; location / { add_header X-Stack staging always; return 200 "staging\n"; } }
            """, "stacks"));
        Write("nginx.conf", Config($$"""
            include upstreams/*.conf;
            server {
              listen 127.0.0.1:{{Port}};
              include safe-mode.conf;
              location = /health { return 200 "fine\n"; }
              location /admin { allow all; return 302 /elsewhere; }
              location / { include proxy/params; proxy_pass http://app; }
            }
            """, "nginx"));
        Write("proxy/params", "proxy_set_header Host $host; proxy_next_upstream off;\n");
        Write("upstreams/app.conf", $"# the stack that users get\nupstream app {{\n    server 127.0.0.1:{ProductionPort};\n    keepalive 4;\n}}\n");
        Write("safe-mode.conf", "");
        Write("rollback.yaml", $$"""
            system: shop
            state: state
            health: { within: 5s, in-a-row: 2 }
            traffic:
              nginx: { run: [nginx, -p, {{Folder}}, -c, {{Folder}}/nginx.conf] }
              url: http://127.0.0.1:{{Port}}/
              file: upstreams/app.conf
              upstreams:
                production: { servers: ["127.0.0.1:{{ProductionPort}}"], header: "X-Stack: production" }
                staging: { servers: ["127.0.0.1:{{StagingPort}}"], contains: staging }
                nowhere: { servers: ["127.0.0.1:{{FreePort.Find()}}"], contains: nowhere }
                wrong: { servers: ["127.0.0.1:{{StagingPort}}"], answers: "http://127.0.0.1:{{StagingPort}}/", contains: never shown }
              safe-mode: { file: safe-mode.conf, retry-after: 2m, pass: [/health]{{allow}} }
            actions:
              job:
                type: command
                switch: { run: [sh, -c, "{{Eventually.Wait("touch job")}}"], undo: [rm, -f, job], is-done: [test, -e, job] }
            checks:
              - command: [sh, -c, "test ! -e must-fail"]
            strategies:
              staging: { back: [traffic/staging] }
              production: { back: [traffic/production] }
              shielded: { back: [traffic/staging], shut: safe-mode }
              nowhere: { back: [traffic/nowhere] }
              wrong: { back: [traffic/wrong] }
              job: { back: [job], shut: safe-mode }
              breach: { back: [job], stop: first, shut: safe-mode }
            """);
        Nginx("stacks.conf");
        Nginx("nginx.conf");
        _isStarted = true;
    }

    public string Folder { get; }

    public int Port { get; } = FreePort.Find();

    public int ProductionPort { get; } = FreePort.Find();

    public int StagingPort { get; } = FreePort.Find();

    public string Url => $"http://127.0.0.1:{Port}/";

    public Task<ToolResult> RunAsync(params string[] arguments) => Tool.RunAsync(Folder, arguments);

    public string Read(string name) => File.ReadAllText(Path.Combine(Folder, name));

    public void Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    public bool Has(string name) => File.Exists(Path.Combine(Folder, name));

    /// <summary>Breaks the stack that users get.</summary>
    public void Break()
    {
        Write("stacks.conf", Read("stacks.conf").Replace("return 200 \"production", "return 500 \"production", StringComparison.Ordinal));
        Nginx("stacks.conf", "-s", "reload");
    }

    /// <summary>Makes nginx load what is there.</summary>
    public void Reload() => Nginx("nginx.conf", "-s", "reload");

    public void Dispose()
    {
        if (_isStarted)
        {
            Nginx("nginx.conf", "-s", "stop");
            Nginx("stacks.conf", "-s", "stop");
        }

        Directory.Delete(Folder, recursive: true);
    }

    private string Config(string servers, string name) => $$"""
        {{(System.Environment.IsPrivilegedProcess ? "user root;" : "")}}
        worker_processes 2;
        pid {{Folder}}/{{name}}.pid;
        error_log {{Folder}}/{{name}}.log;
        events {}
        http {
        access_log off;
        client_body_temp_path {{Folder}}/{{name}}-body; proxy_temp_path {{Folder}}/{{name}}-proxy; fastcgi_temp_path {{Folder}}/{{name}}-fastcgi;
        uwsgi_temp_path {{Folder}}/{{name}}-uwsgi; scgi_temp_path {{Folder}}/{{name}}-scgi;
        {{servers}}
        }
        """;

    /// <summary>Whether nginx could start with what is there.</summary>
    public bool IsLoadable()
    {
        using var test = Process.Start("sh", ["-c", "exec \"$@\" > /dev/null 2>&1", "sh", "nginx", "-t", "-p", Folder, "-c", Path.Combine(Folder, "nginx.conf")]);
        test.WaitForExit();
        return test.ExitCode == 0;
    }

    // Its output goes nowhere: what it leaves in the background would keep a pipe open.
    private void Nginx(string config, params string[] arguments)
    {
        using var process = Process.Start("sh", ["-c", "exec \"$@\" > /dev/null 2>&1", "sh", "nginx", "-p", Folder, "-c", Path.Combine(Folder, config), .. arguments]);
        process.WaitForExit();
        if (process.ExitCode != 0 && arguments.Length == 0)
            Assert.Fail($"nginx {config}: {(File.Exists($"{Folder}/nginx.log") ? Read("nginx.log") : "")}");
    }
}
