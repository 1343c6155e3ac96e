using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using RollbackOps.Engine.Runbooks.Reading;
using RollbackOps.Engine.Runbooks.Reading.Format;
using RollbackOps.Engine.Runbooks.Reading.Nodes;

namespace RollbackOps.Engine.Tests.Runbooks;

public sealed class SchemaTests
{
    private static readonly JsonObject Schema = JsonNode.Parse(RunbookSchema.Generate())!.AsObject();

    [Fact]
    public void The_committed_schema_is_the_one_that_follows_from_the_format()
    {
        var file = SchemaFile();
        if (Environment.GetEnvironmentVariable("WRITE_SCHEMA") == "1")
            File.WriteAllText(file, RunbookSchema.Generate());

        Assert.True(
            File.Exists(file) && File.ReadAllText(file) == RunbookSchema.Generate(),
            $"{file} is out of date: run this test once with WRITE_SCHEMA=1 and commit what it writes.");
    }

    [Fact]
    public void Schema_and_reader_take_the_examples()
    {
        string[] good = [Samples.Small, $"{Samples.LargeHead}\n{Samples.LargeBody}", Samples.Everything];

        Assert.All(good, text => Assert.True(Taken(text)));
        Assert.All(good, text => Assert.True(Fits(text)));
    }

    [Fact]
    public void Schema_and_reader_refuse_the_same()
    {
        string[] bad =
        [
            "system: a", "code: { git: . }", "system: [a]\ncode: { git: . }", "system: a b\ncode: { git: . }", "system: a\ncode: .",
            "system: a\ncode: { git: . }\nx: y", "system: a\nservices: { project: p }", "system: a\nservices: { compose: [] }",
            "system: a\ncode: { git: . }\nkeep: 5", "system: a\ncode: { git: . }\nkeep: 0m", "system: a\ncode: { git: }",
            "system: a\ncode: { git: . }\nhealth: { in-a-row: 100 }", "system: a\ncode: { git: . }\nhealth: { in-a-row: 1.5 }",
            "system: a\ndatabases: { m: { sqlite: a, postgres: \"${env:U}\" } }", "system: a\ndatabases: { m: { backups: a } }",
            "system: a\ndatabases: { m: { sqlite: a, expect: { t: -1 } } }", "system: a\ndatabases: {}", "system: a\ndatabases: { a/b: { sqlite: x } }",
            "system: a\ncode: { git: . }\nactions: { x: { type: command, switch: { run: [a], undo: [b], no-return: c } } }",
            "system: a\ncode: { git: . }\nactions: { x: { type: command, switch: npm } }", "system: a\ncode: { git: . }\nactions: { x: { type: shell } }",
            "system: a\ncode: { git: . }\nchecks: [ { tcp: \"h:99999\" } ]", "system: a\ncode: { git: . }\nchecks: [ { tcp: \"h:1\", ask: b } ]",
            "system: a\ncode: { git: . }\nchecks: [ { http: ftp://x } ]", "system: a\ncode: { git: . }\nchecks: [ { ask: b, writes: maybe } ]",
            "system: a\ncode: { git: . }\nstrategies: { x: { build: never } }", "system: a\ncode: { git: . }\nstrategies: { x: { back: [code], waves: [ { back: [code] } ] } }",
            "system: a\ncode: { git: . }\nenvironments: { x: { system: b } }", "system: a\ncode: { git: . }\nenvironments: { x: { code: { gti: . } } }",
        ];

        Assert.All(bad, text => Assert.False(Taken(text)));
        Assert.All(bad, text => Assert.False(Fits(text)));
    }

    [Fact]
    public void Schema_and_reader_agree_on_damaged_runbooks()
    {
        var random = new Random(7);
        string[] good = [Samples.Small, $"{Samples.LargeHead}\n{Samples.LargeBody}", Samples.Everything];
        string[] values = ["5", "true", "~", "text", "1.5", "[a]", "[]", "{}", "{ a: b }", "\"\"", "30s", "healthy", "-1", "\"80\""];
        var (taken, refused) = (0, 0);
        for (var round = 0; round < 1_500; round++)
        {
            var node = NodeReader.Read(good[round % good.Length], new("x"));
            var other = NodeReader.Read($"x: {values[random.Next(values.Length)]}", new("x")).Entries[0].Value;
            var changed = (MapNode)Changed(node, random.Next(1, (int)node.Weight), other, random.Next(4) == 0).Node!;
            var problems = new Problems("x");
            RunbookFormat.Root.Check(changed, "", problems);
            var fits = JsonSchemaCheck.Fits(Schema, Json(changed), Schema);

            Assert.True(problems.None == fits, $"reader {problems.None}, schema {fits}: {Json(changed)?.ToJsonString()}");
            (taken, refused) = fits ? (taken + 1, refused) : (taken, refused + 1);
        }

        Assert.InRange(taken, 100, 1_400);
        Assert.InRange(refused, 100, 1_400);
    }

    [Fact]
    public void An_overlay_may_hold_what_the_whole_lacks()
    {
        const string text = "system: a\ndatabases: { m: { backups: b } }\nenvironments: { x: { databases: { m: { sqlite: a } } } }";

        Assert.True(Fits(text));
        Assert.NotNull(Samples.Read(text, "x"));
    }

    /// <summary>The node with the one of a number replaced, or its key misspelt.</summary>
    private static (Node? Node, int Left) Changed(Node node, int number, Node other, bool misspell)
    {
        if (number == 0)
            return (other, -1);
        number--;
        if (node is ListNode list)
        {
            var items = new List<Node>();
            foreach (var item in list.Items)
            {
                var (made, left) = number < 0 ? (item, number) : Changed(item, number, other, misspell);
                items.Add(made!);
                number = left;
            }

            return (list with { Items = items }, number);
        }

        if (node is not MapNode map)
            return (node, number);
        var entries = new List<MapEntry>();
        foreach (var entry in map.Entries)
        {
            if (number == 0 && misspell)
            {
                entries.Add(entry with { Key = entry.Key with { Value = $"{entry.Name}x" } });
                number = -1;
                continue;
            }

            var (made, left) = number < 0 ? (entry.Value, number) : Changed(entry.Value, number, other, misspell);
            entries.Add(entry with { Value = made! });
            number = left;
        }

        return (map with { Entries = entries }, number);
    }

    private static bool Taken(string text)
    {
        try
        {
            Samples.Read(text);
            return true;
        }
        catch (RollbackException error) when (error.Id == RollbackErrorId.RunbookInvalid)
        {
            return false;
        }
    }

    private static bool Fits(string text) => JsonSchemaCheck.Fits(Schema, Json(NodeReader.Read(text, new("x"))), Schema);

    /// <summary>A node as an editor sees it, by YAML's core schema.</summary>
    private static JsonNode? Json(Node node) => node switch
    {
        MapNode map => new JsonObject(map.Entries.Select(entry => KeyValuePair.Create(entry.Name, Json(entry.Value)))),
        ListNode list => new JsonArray([.. list.Items.Select(Json)]),
        TextNode { IsNothing: true } => null,
        TextNode { Plain: true, Value: "true" or "false" } flag => JsonValue.Create(flag.Value == "true"),
        TextNode { Plain: true } text when decimal.TryParse(text.Value, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        TextNode text => JsonValue.Create(text.Value),
        _ => throw new InvalidOperationException(),
    };

    private static string SchemaFile([CallerFilePath] string here = "") => Path.GetFullPath(
        "../../../src/RollbackOps.Engine/Runbooks/Schema/rollback.schema.json", Path.GetDirectoryName(here)!);
}
