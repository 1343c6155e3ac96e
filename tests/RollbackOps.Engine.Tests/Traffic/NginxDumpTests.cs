using RollbackOps.Engine.Actions.Traffic;

namespace RollbackOps.Engine.Tests.Traffic;

public sealed class NginxDumpTests
{
    private const string Printed =
        "# configuration file /etc/nginx/nginx.conf:\nevents {}\nhttp {\n  include mime.types;\n  include /etc/nginx/conf.d/*.conf;\n  server { include safe.conf; }\n}\n\n"
        + "# configuration file /etc/nginx/mime.types:\ntypes { text/html html; }\n"
        + "# configuration file /etc/nginx/conf.d/a.conf:\nupstream a { server x; }\n\n"
        + "# configuration file /etc/nginx/conf.d/b.conf:\n# b\n\n"
        + "# configuration file /etc/nginx/safe.conf:\n\n";

    private readonly NginxDump _dump = NginxDump.Parse(Printed);

    [Fact]
    public void Each_file_is_told_as_it_is() => Assert.Equal(
        [("/etc/nginx/mime.types", "types { text/html html; }"), ("/etc/nginx/conf.d/a.conf", "upstream a { server x; }\n"), ("/etc/nginx/conf.d/b.conf", "# b\n"), ("/etc/nginx/safe.conf", "")],
        _dump.Files.Skip(1));

    [Theory]
    [InlineData("a.conf", "upstream a { server x; }\n", "/etc/nginx/conf.d/a.conf")]
    [InlineData("other.conf", "upstream a { server x; }\n", "/etc/nginx/conf.d/a.conf")]
    [InlineData("a.conf", "upstream a { server other; }\n", null)]
    [InlineData("safe.conf", "", "/etc/nginx/safe.conf")]
    [InlineData("other.conf", "", null)]
    public void A_file_is_known_by_what_nginx_itself_reads(string name, string text, string? expected) =>
        Assert.Equal(expected, _dump.PathOf(name, text));

    [Fact]
    public void All_of_it_is_one_text_with_another_in_the_place_of_one_file()
    {
        var text = _dump.With("/etc/nginx/safe.conf", "return 503;");

        Assert.Equal("events {}\nhttp {\n  \ntypes { text/html html; }\n\n  \nupstream a { server x; }\n\n\n# b\n\n\n  server { \nreturn 503;\n }\n}\n", text);
        Assert.Equal("/etc/nginx", _dump.Folder);
    }

    [Fact]
    public void What_is_no_configuration_is_refused() =>
        Assert.Equal(RollbackErrorId.ToolFailed, Assert.Throws<RollbackException>(() => NginxDump.Parse("usage: nginx")).Id);
}
