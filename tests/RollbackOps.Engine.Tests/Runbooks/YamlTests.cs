using System.Text;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Runbooks.Reading;

namespace RollbackOps.Engine.Tests.Runbooks;

public sealed class YamlTests
{
    [Fact]
    public void Anchors_and_aliases_are_what_they_name()
    {
        var runbook = Samples.Read("""
            system: a
            databases:
              one:
                sqlite: &file one.db
                backups: &set { files: "b/*", zone: UTC }
              two: { sqlite: *file, backups: *set }
            """);

        Assert.Equal("one.db", ((SqlitePart)runbook.Parts[1]).File);
        Assert.Equal(((SqlitePart)runbook.Parts[0]).Backups, ((SqlitePart)runbook.Parts[1]).Backups);
    }

    [Fact]
    public void A_wrong_alias_is_said_where_it_is_used() => Assert.Equal(
        "rollback.yaml:3:7: 'keep' is 'shop'; expected a duration such as 30s, 5m, 2h, 7d or 1m30s.",
        Samples.Refused("system: &s shop\ncode: { git: . }\nkeep: *s").Message);

    [Fact]
    public void Windows_line_ends_and_a_byte_order_mark_change_nothing()
    {
        var plain = Samples.Read(Samples.Everything);
        var windows = Samples.Read('\uFEFF' + Samples.Everything.Replace("\n", "\r\n", StringComparison.Ordinal));

        Assert.Equal(plain.Parts.Select(part => part.Name), windows.Parts.Select(part => part.Name));
        Assert.Equal(plain.Checks.Select(check => check.Name), windows.Checks.Select(check => check.Name));
        Assert.StartsWith("rollback.yaml:2:1: unknown key", Samples.Refused("\uFEFFsystem: a\r\nx: 1\r\ncode: { git: . }\r\n").Message);
    }

    [Theory]
    [InlineData("", "1:1: the runbook is empty.")]
    [InlineData("# nothing\n", "1:1: the runbook is empty.")]
    [InlineData("---\n", "1:1: the runbook is empty.")]
    [InlineData("- a\n", "1:1: the runbook is a list; expected a map that begins with system:.")]
    [InlineData("hello\n", "1:1: the runbook is text; expected a map that begins with system:.")]
    [InlineData("system: a\ncode:\n\tgit: .\n", "3:1: a tab; YAML is indented with spaces.")]
    [InlineData("system: a\ncode: { git: . }\n---\nsystem: b\n", "3:1: a second document begins; a runbook is one.")]
    [InlineData("system: a\ncode: [\n1,\n2\n]\n", "2:1: not YAML: what follows here can't be read; is it indented?")]
    [InlineData("system: a\ncode: *nowhere\n", "2:7: '*nowhere' names nothing before it.")]
    [InlineData("system: &me [*me]\n", "1:14: '*me' names nothing before it.")]
    [InlineData("? [a, b]\n: c\nsystem: a\ncode: { git: . }\n", "1:3: a key is a list; expected text.")]
    [InlineData("system: a\ncode: { git: . }\nsystem: b\n", "3:1: the key 'system' is given twice; first at 1:1.")]
    [InlineData("system: !ruby/object a\ncode: { git: . }\n", "1:9: the tag '!ruby/object' has no meaning in a runbook.")]
    public void What_is_not_one_map_is_refused(string text, string expected) =>
        Assert.Equal($"rollback.yaml:{expected}", Samples.Refused(text).Message);

    [Theory]
    [InlineData("system: \"a\n")]
    [InlineData("system: a\n  code: b\n")]
    [InlineData("system: {a\n")]
    [InlineData("system: a\ncode: [}\n")]
    [InlineData("%YAML 9.9\n---\nsystem: a\n")]
    [InlineData("system: @a\n")]
    public void What_is_not_YAML_is_refused_with_a_place(string text) =>
        Assert.Matches(@"^rollback\.yaml:\d+:\d+: not YAML: .+", Samples.Refused(text).Message);

    [Fact]
    public void A_bomb_of_aliases_is_refused()
    {
        var text = new StringBuilder("system: a\nl0: &l0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 12; i++)
            text.Append($"l{i}: &l{i} [{string.Join(", ", Enumerable.Repeat($"*l{i - 1}", 10))}]\n");

        Assert.Contains("more than 50000 values once its aliases are written out", Samples.Refused(text.ToString()).Message);
    }

    [Fact]
    public void A_deep_nest_is_refused()
    {
        Assert.Contains("nested more than 40 deep", Samples.Refused($"system: {new string('[', 20_000)}").Message);
        var climbing = "a0: &a0 [x]\n" + string.Concat(Enumerable.Range(1, 60).Select(i => $"a{i}: &a{i} [*a{i - 1}]\n"));
        Assert.Contains("nested more than 40 deep", Samples.Refused(climbing).Message);
    }

    [Fact]
    public void A_text_that_is_too_long_is_refused() =>
        Assert.Contains("more than 1000000 characters", Samples.Refused($"system: a # {new string('x', 1_000_000)}").Message);

    [Fact]
    public void A_missing_file_says_what_there_is()
    {
        var folder = Directory.CreateTempSubdirectory("runbook-");
        try
        {
            var missing = Path.Combine(folder.FullName, "rolback.yaml");
            var none = Assert.Throws<RollbackException>(() => RunbookReader.Read(missing));
            Assert.Equal((RollbackErrorId.Usage, $"There is no runbook {missing}."), (none.Id, none.Message));
            Assert.Equal("Give the path of the runbook, a YAML file such as ./rollback.yaml.", none.Next);

            var file = Path.Combine(folder.FullName, "rollback.yaml");
            File.WriteAllText(file, Samples.Small, new UTF8Encoding(true));
            Assert.Contains(file, Assert.Throws<RollbackException>(() => RunbookReader.Read(missing)).Next);
            Assert.Contains(file, Assert.Throws<RollbackException>(() => RunbookReader.Read(folder.FullName)).Next);
            var read = RunbookReader.Read(file);
            Assert.Equal((file, folder.FullName, Samples.Small), (read.File, read.Folder, read.Text));

            File.WriteAllBytes(file, [0x73, 0xff, 0xfe, 0x3a]);
            Assert.Equal($"{file}:1:1: the file is not UTF-8 text.", Assert.Throws<RollbackException>(() => RunbookReader.Read(file)).Message);
        }
        finally
        {
            folder.Delete(true);
        }
    }
}
