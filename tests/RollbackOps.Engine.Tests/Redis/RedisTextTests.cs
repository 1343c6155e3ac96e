using RollbackOps.Engine.Tools.Docker;
using RollbackOps.Engine.Tools.Redis;

namespace RollbackOps.Engine.Tests.Redis;

public sealed class RedisTextTests
{
    [Theory]
    [InlineData("redis://h", "-h h -p 6379", 0, null)]
    [InlineData("redis://h:7000/3", "-h h -p 7000", 3, null)]
    [InlineData("redis://:pw@h/1?timeout=5", "-h h -p 6379", 1, "pw")]
    [InlineData("redis://default:pw@h", "-h h -p 6379", 0, "pw")]
    [InlineData("rediss://ops:a%40b@h.example:6380/0", "-h h.example -p 6380 --user ops --tls", 0, "a@b")]
    [InlineData("redis://ops:p@ss:/w0rd@h", "-h h -p 6379 --user ops", 0, "p@ss:/w0rd")]
    [InlineData("redis://[::1]:7000", "-h ::1 -p 7000", 0, null)]
    public void A_url_becomes_arguments_without_its_password(string url, string arguments, int database, string? password)
    {
        var access = RedisUrl.Parse(url, Resolve);

        Assert.Equal((arguments, database, password), (string.Join(' ', access.Arguments), access.Database, access.Password));
    }

    [Theory]
    [InlineData("redis://:${env:PW}@h:7000/3")]
    [InlineData("redis://ops:${env:PW}@${env:HOST}:${env:PORT}/3")]
    public void References_are_taken_character_by_character(string url)
    {
        var access = RedisUrl.Parse(url, Resolve);

        Assert.Equal(("p%41@:/", 3), (access.Password, access.Database));
        Assert.Equal("h:7000", access.Where);
    }

    [Theory]
    [InlineData("http://h")]
    [InlineData("redis://")]
    [InlineData("redis://h/shop")]
    [InlineData("redis://:secret77@h:port")]
    public void A_url_that_can_t_be_read_is_refused_without_being_repeated(string url)
    {
        var error = Assert.Throws<RollbackException>(() => RedisUrl.Parse(url, Resolve));

        Assert.Equal(RollbackErrorId.RunbookInvalid, error.Id);
        Assert.DoesNotContain("secret77", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_password_goes_by_the_environment_alone()
    {
        var access = RedisUrl.Parse("redis://ops:swordfish77@h/2", Resolve);
        var container = new RedisAccess { Container = Container, Arguments = [], Database = 2, Password = "swordfish77", Where = "container c" };

        var own = RedisCommands.Session(access, TimeSpan.FromSeconds(1));
        var within = RedisCommands.Scan(container, "session:*", TimeSpan.FromSeconds(1));

        Assert.Equal("redis-cli -h h -p 6379 --user ops -n 2 --no-raw", own.ToString());
        Assert.Equal("docker exec -i -e REDISCLI_AUTH -e ROLLBACKOPS_RUN -e ROLLBACKOPS_HOLDER c0ffee redis-cli -n 2 --no-raw --scan --pattern 'session:*'", within.ToString());
        Assert.All([own, within], command => Assert.Equal("swordfish77", command.Env["REDISCLI_AUTH"]));
    }

    [Fact]
    public void What_a_person_types_leads_to_the_same_server_without_the_password()
    {
        Assert.Equal("redis-cli -h h -p 6379 --user ops -n 2 < /kept/sessions.redis", RedisUrl.Parse("redis://ops:swordfish77@h/2", Resolve).ByHand("/kept/sessions.redis"));
        var container = new RedisAccess { Container = Container, Arguments = [], Database = 2, Password = "swordfish77", Where = "container c" };
        Assert.Equal($"docker exec -i -e REDISCLI_AUTH {Container.Name} redis-cli -n 2 < /kept/sessions.redis", container.ByHand("/kept/sessions.redis"));
    }

    [Fact]
    public void Without_a_password_none_of_this_process_s_own_is_sent() =>
        Assert.Null(RedisCommands.Session(RedisUrl.Parse("redis://h", Resolve), TimeSpan.FromSeconds(1)).Env["REDISCLI_AUTH"]);

    [Theory]
    [InlineData("\"plain\"", "plain")]
    [InlineData("\"a\\\"b\\\\c\\n\"", "a\"b\\c\n")]
    [InlineData("\"\\xc3\\xa9\"", "é")]
    public void A_quoted_text_is_read(string quoted, string plain) => Assert.Equal(plain, RedisText.Plain(quoted));

    [Fact]
    public void A_key_is_found_at_its_place_whatever_is_in_it() =>
        Assert.Equal("\"a \\\" b\\\\\"", RedisText.QuotedAt("RESTORE \"a \\\" b\\\\\" 0 \"v\" ABSTTL", 8));

    [Fact]
    public void What_a_server_says_of_itself_is_read()
    {
        var info = RedisInfo.Read("# Server\r\nredis_version:7.0.15\r\nserver_time_usec:1700000000123456\r\nrole:slave\r\ncluster_enabled:0\r\ndb0:keys=12,expires=3,avg_ttl=5\r\ndb2:keys=3000000000,expires=0,avg_ttl=0\r\n");

        Assert.Equal((new Version(7, 0, 15), true, false, 1700000000123L), (info.Version, info.IsReplica, info.IsCluster, info.Clock));
        Assert.Equal((12L, 3000000000L, 3L), (info.Keys["db0"], info.Keys["db2"], info.Expiring["db0"]));
    }

    private static string Resolve(string reference) => reference switch
    {
        "${env:PW}" => "p%41@:/",
        "${env:HOST}" => "h",
        "${env:PORT}" => "7000",
        _ => throw new InvalidOperationException(reference),
    };

    private static ComposeContainer Container => new()
    {
        Id = "c0ffee",
        Name = "c",
        Service = "redis",
        Image = "redis",
        ImageId = "sha256:1",
        ConfigHash = "",
        State = "running",
    };
}
