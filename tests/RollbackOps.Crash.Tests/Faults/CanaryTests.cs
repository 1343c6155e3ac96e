using RollbackOps.Integration.Tests.Environment;
using RollbackOps.Integration.Tests.Postgres;

namespace RollbackOps.Crash.Tests.Faults;

/// <summary>No secret of any place is written anywhere, whether a run goes well or not.</summary>
public sealed class CanaryTests(PostgresCluster cluster, StackFixture stacks) : IClassFixture<PostgresCluster>, IClassFixture<StackFixture>
{
    // Tools that tell what they were given: to be found on neither screen nor disk.
    private const string Tells = "echo \"token=$TOKEN $OTHER\" >&2; echo \"$TOKEN\"; echo \"{\\\"x\\\":\\\"$OTHER\\\"}\" >&2;";

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task Not_those_of_a_database_its_service_and_its_checks(int code)
    {
        Needs.Postgres();
        var canaries = new Canaries();
        await using var system = await PostgresShop.MakeAsync(cluster, null);
        var password = canaries.New("the URL's password");
        await system.SqlAsync($"CREATE ROLE {system.Name} SUPERUSER LOGIN PASSWORD '{password.Replace("'", "''", StringComparison.Ordinal)}'");
        system.More["DATABASE_URL"] = system.Env["DATABASE_URL"].Replace("postgres:" + Uri.EscapeDataString(PostgresCluster.Password), $"{system.Name}:{Uri.EscapeDataString(password)}", StringComparison.Ordinal);
        system.More["OTHER_SECRET"] = canaries.New("${env:}");
        system.More["API_TOKEN"] = canaries.New("a header", "-x");
        system.Write("token", canaries.New("${file:}") + "\n");
        using var echo = new EchoServer(() => code == 4 && File.Exists(Path.Combine(system.Root, "service.log")) ? 500 : 200);
        system.Write("service.sh", system.Read("service.sh").Replace("case", Tells + "\ncase", StringComparison.Ordinal));
        system.Write("rollback.yaml", system.Read("rollback.yaml")
            .Replace("[service, stop], undo", "[service, stop], env: { TOKEN: \"${file:token}\", OTHER: \"${env:OTHER_SECRET}\" }, undo", StringComparison.Ordinal)
            .Replace("users: \">= 2\"", $"users: \">= {(code == 2 ? 100 : 2)}\"", StringComparison.Ordinal)
            .Replace("strategies:", Check(echo.Url) + "strategies:", StringComparison.Ordinal));

        await canaries.AreNowhereAsync(system, code, file => file == Path.Combine(system.Root, "token"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Not_those_of_a_remote_and_of_configuration_files(bool works)
    {
        Needs.Git();
        var canaries = new Canaries();
        await using var system = await Workshop.MakeAsync(works ? null : new("git", " fetch ", Manner.Fails));
        var settings = canaries.New("a configuration file");
        system.Write("conf/nginx.conf", system.Read("conf/nginx.conf") + $"# API_KEY={settings}\n");
        var token = canaries.New("the remote's URL", "");
        await system.ShellAsync($"git -C site config remote.origin.url 'https://user:{token}@127.0.0.1:9/origin.git'{(works ? "; git -C site config url.file://$PWD/origin.insteadOf 'https://user:" + token + "@127.0.0.1:9/origin.git'" : "")}");

        await canaries.AreNowhereAsync(system, works ? 0 : 2, file =>
            file.EndsWith("site/.git/config", StringComparison.Ordinal) || file.EndsWith("nginx.conf", StringComparison.Ordinal) || file.EndsWith("/served", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Not_those_of_containers_and_their_environment_files()
    {
        Needs.Docker();
        var canaries = new Canaries();
        var system = await stacks.RenewAsync(null);
        var (env, secret) = (canaries.New("an environment file", "x/+"), canaries.New("a container's log", "-y"));
        system.Write("site/.env", $"API_SECRET={env}\n");
        // Written backwards: the container's own command line is a process of the machine as well.
        var backwards = new string([.. secret.Reverse()]);
        system.Write("site/docker-compose.override.yml", $"services: {{ web: {{ environment: {{ API_SECRET: \"${{API_SECRET}}\" }}, command: [\"sh\", \"-c\", \"echo PASSWORD=$$(echo {backwards} | rev) && exec httpd -f -p 80 -h /www\"] }} }}\n");
        system.Write("rollback.yaml", system.Read("rollback.yaml").Replace("compose: site/docker-compose.yml", "compose: [site/docker-compose.yml, site/docker-compose.override.yml]", StringComparison.Ordinal));
        await system.ShellAsync($"cd site; docker compose -p {system.Name} up -d --no-build --wait web >/dev/null 2>&1");

        await canaries.AreNowhereAsync(system, 0, file => file.Contains("/site/", StringComparison.Ordinal));
        await system.ShellAsync("rm site/.env site/docker-compose.override.yml");
        system.Write("rollback.yaml", system.Read("rollback.yaml").Replace("[site/docker-compose.yml, site/docker-compose.override.yml]", "site/docker-compose.yml", StringComparison.Ordinal));
    }

    private static string Check(string url) =>
        $"  - http: {{ url: \"{url}?key=${{env:API_TOKEN}}\", headers: {{ Authorization: \"Bearer ${{env:API_TOKEN}}\", X-Key: \"${{env:API_TOKEN}}\" }} }}\n";
}
