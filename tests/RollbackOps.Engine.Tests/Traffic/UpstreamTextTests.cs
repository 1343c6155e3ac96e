using RollbackOps.Engine.Actions.Traffic;

namespace RollbackOps.Engine.Tests.Traffic;

public sealed class UpstreamTextTests
{
    private const string File = "up.conf";

    [Theory]
    [InlineData("upstream a { server x:1; }", "upstream a { server y:2; }")]
    [InlineData("upstream a {\n    server x:1;\n    keepalive 8; # kept\n}\n", "upstream a {\n    server y:2;\n    keepalive 8; # kept\n}\n")]
    [InlineData("upstream a {\n  # server old:1;\n  server x:1 weight=2; # first\n  server z:1 backup;\n}\n", "upstream a {\n  # server old:1;\n  server y:2; # first\n}\n")]
    [InlineData("upstream a{server x:1;server z:1;}", "upstream a{server y:2;}")]
    [InlineData("server { location ~ \"^/a{2};\" { return 200 '}'; } }\nupstream a { server \"x:1\"; }", "server { location ~ \"^/a{2};\" { return 200 '}'; } }\nupstream a { server y:2; }")]
    [InlineData("upstream b { server q:1; }\nupstream a { server x:1; }\nserver { server_name x; }", "upstream b { server q:1; }\nupstream a { server y:2; }\nserver { server_name x; }")]
    public void Only_the_servers_of_the_block_change(string text, string expected) =>
        Assert.Equal(expected, UpstreamText.With(text, "a", ["y:2"], File));

    [Fact]
    public void Several_servers_stand_below_each_other_as_the_first_did() => Assert.Equal(
        "upstream a {\n    server y:2;\n    server unix:/run/y;\n}\n", UpstreamText.With("upstream a {\n    server x:1;\n}\n", null, ["y:2", "unix:/run/y"], File));

    [Fact]
    public void There_and_back_is_the_same_text()
    {
        const string text = "upstream app {\n  zone app 64k;\n  server web:3000;\n}\n";
        Assert.Equal(text, UpstreamText.With(UpstreamText.With(text, null, ["a:1", "b:1"], File), null, ["web:3000"], File));
    }

    [Theory]
    [InlineData("", null, "has no upstream block")]
    [InlineData("upstream a { server x; }", "b", "has no block 'upstream b'")]
    [InlineData("upstream a { server x; }\nupstream b { server x; }", null, "has more than one upstream block: a, b")]
    [InlineData("upstream a { ip_hash; }", null, "has no server that could be switched")]
    public void A_file_without_the_one_block_is_refused(string text, string? block, string expected)
    {
        var error = Assert.Throws<RollbackException>(() => UpstreamText.Read(text, block, File));

        Assert.Equal(RollbackErrorId.PlanImpossible, error.Id);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parameters_of_servers_are_seen() =>
        Assert.Equal((true, false), (UpstreamText.Read("upstream a { server x weight=2; }", null, File).HaveParameters, UpstreamText.Read("upstream a { server x; }", null, File).HaveParameters));
}
