using System.Text.Json;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools;

namespace RollbackOps.Engine.Actions.Mongo;

/// <summary>Documents by collection. Pure.</summary>
internal static class MongoCounts
{
    /// <summary>Why what was counted can't be the right data; null where nothing speaks against it.</summary>
    public static string? Fault(IReadOnlyDictionary<string, long> documents, IReadOnlyList<RowRule> rules)
    {
        foreach (var rule in rules)
        {
            if (!documents.TryGetValue(rule.Table, out var found))
                return $"it has no collection {rule.Table}, of which the runbook expects {rule.Comparison} {rule.Rows} documents";
            if (!rule.Holds(found))
                return $"its collection {rule.Table} has {found} documents, and the runbook expects {rule.Comparison} {rule.Rows}";
        }

        return documents.Count == 0 ? "it holds no collections" : null;
    }

    /// <summary>They as text.</summary>
    public static string ToText(IReadOnlyDictionary<string, long> documents) => JsonSerializer.Serialize(documents, EngineJson.Options);

    /// <summary>They from their text.</summary>
    public static IReadOnlyDictionary<string, long> From(string text) => JsonSerializer.Deserialize<SortedDictionary<string, long>>(text, EngineJson.Options)!;
}
