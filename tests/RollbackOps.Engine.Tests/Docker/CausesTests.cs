using RollbackOps.Engine.Tools.Docker.Diagnosis;

namespace RollbackOps.Engine.Tests.Docker;

[Trait("Row", "N13")]
public sealed class CausesTests
{
    [Theory]
    [InlineData("Error: Environment variable not found: DATABASE_URL.", "its variable DATABASE_URL has no value")]
    [InlineData("error: Missing required environment variable: JWT_SECRET", "its variable JWT_SECRET has no value")]
    [InlineData("ValueError: SESSION_KEY must be set", "its variable SESSION_KEY has no value")]
    [InlineData("KeyError: 'STRIPE_API_KEY'", "its variable STRIPE_API_KEY has no value")]
    [InlineData("./start.sh: 3: API_TOKEN: parameter not set", "its variable API_TOKEN has no value")]
    [InlineData("/entry.sh: line 2: API_TOKEN: unbound variable", "its variable API_TOKEN has no value")]
    [InlineData("Error: listen EADDRINUSE: address already in use :::3000", "port 3000 within its network is taken")]
    [InlineData("nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)", "port 80 within its network is taken")]
    [InlineData("Error: connect ECONNREFUSED 172.18.0.2:5432", "nothing answers at 172.18.0.2:5432")]
    [InlineData("connection to server at \"db\" (172.18.0.2), port 5432 failed: Connection refused", "nothing answers at db:5432")]
    [InlineData("P1001: Can't reach database server at `postgres:5432`", "nothing answers at postgres:5432")]
    [InlineData("dial tcp 10.0.0.3:6379: connect: connection refused", "nothing answers at 10.0.0.3:6379")]
    [InlineData("Error: getaddrinfo ENOTFOUND redis", "it finds no host 'redis'")]
    [InlineData("could not translate host name \"postgres\" to address: Name or service not known", "it finds no host 'postgres'")]
    [InlineData("nginx: [emerg] host not found in upstream \"backend\" in /etc/nginx/conf.d/default.conf:3", "it finds no host 'backend'")]
    [InlineData("FATAL:  password authentication failed for user \"shop\"", "the database refuses the password of user shop")]
    [InlineData("FATAL:  database \"shop\" does not exist", "there is no database shop")]
    [InlineData("Error: Cannot find module '/app/dist/main.js'", "its image lacks /app/dist/main.js")]
    [InlineData("ModuleNotFoundError: No module named 'flask'", "its image lacks flask")]
    [InlineData("sh: 1: /app/server: not found", "its image lacks /app/server")]
    public void A_program_s_last_words_tell_the_cause(string line, string what) =>
        Assert.Equal(what, Causes.Of(new() { ExitCode = 1, Log = ["starting", line, "bye"] })?.What);

    [Theory]
    [InlineData("ready on port 3000")]
    [InlineData("GET /api/users 404")]
    [InlineData("INFO: user is not required to log in")]
    [InlineData("HTTP/1.1 200 OK")]
    public void What_says_nothing_of_it_is_no_cause(string line) => Assert.Null(Causes.Of(new() { ExitCode = 1, Log = [line] }));

    [Fact]
    public void A_variable_that_has_a_value_is_not_the_cause() =>
        Assert.Null(Causes.Of(new() { ExitCode = 1, Log = ["JWT_SECRET is not set"], Variables = new HashSet<string> { "JWT_SECRET" } }));

    [Theory]
    [InlineData("driver failed programming external connectivity on endpoint web: Bind for 0.0.0.0:8080 failed: port is already allocated", "port 8080 of the host is taken", 8080)]
    [InlineData("Error starting userland proxy: listen tcp4 0.0.0.0:8080: bind: address already in use", "port 8080 of the host is taken", 8080)]
    [InlineData("Error response from daemon: No such image: shop-web:1.2", "the image shop-web:1.2 is not here and can't be pulled", null)]
    [InlineData("pull access denied for shop-web, repository does not exist", "the image shop-web is not here and can't be pulled", null)]
    [InlineData("OCI runtime create failed: exec: \"serve\": executable file not found in $PATH: unknown", "its image has no program 'serve' that can be run", null)]
    [InlineData("invalid mount config for type \"bind\": bind source path does not exist: /srv/nginx.conf", "/srv/nginx.conf, which it mounts, is not there", null)]
    public void Docker_s_own_refusal_tells_the_cause(string said, string what, int? port)
    {
        var cause = Causes.Of(new() { ExitCode = 128, Error = said })!;
        Assert.Equal((what, port), (cause.What, cause.Port));
    }

    [Theory]
    [InlineData(67108864, "it needed more than the 64 MiB that it may have, and was killed")]
    [InlineData(0, "the host ran out of memory, and it was killed")]
    public void Want_of_memory_comes_before_all_else(long limit, string what) =>
        Assert.Equal(what, Causes.Of(new() { ExitCode = 137, OutOfMemory = true, MemoryLimit = limit, Log = ["KeyError: 'ABC'"] })!.What);

    [Theory]
    [InlineData(126, "exit code 126")]
    [InlineData(127, "exit code 127")]
    [InlineData(137, "SIGKILL")]
    [InlineData(139, "segmentation fault")]
    public void Where_nothing_else_tells_the_exit_code_does(int code, string what) => Assert.Contains(what, Causes.Of(new() { ExitCode = code })!.What, StringComparison.Ordinal);
}
