using System.Text.Json;
using System.Text.Json.Nodes;
using RollbackOps.Engine.Runbooks.Reading.Format;
using RollbackOps.Engine.Runbooks.Reading.Shapes;
using RollbackOps.Engine.Tools;

namespace RollbackOps.Engine.Runbooks.Reading;

/// <summary>The JSON Schema (draft 7) of a runbook, for editors.</summary>
public static class RunbookSchema
{
    private static JsonSerializerOptions Layout { get; } = new(EngineJson.Options) { WriteIndented = true, NewLine = "\n" };

    /// <summary>The schema's text.</summary>
    public static string Generate()
    {
        var writer = new SchemaWriter();
        var whole = RunbookFormat.Root.Schema(writer, partial: false);
        var over = RunbookFormat.Root.Schema(writer, partial: true);
        var schema = new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = "RollbackOps runbook",
            // With overlays, what must be given may be given by each of them.
            ["if"] = new JsonObject { ["required"] = new JsonArray("environments") },
            ["then"] = over,
            ["else"] = whole,
            ["definitions"] = writer.Definitions(),
        };
        return schema.ToJsonString(Layout) + "\n";
    }
}
