using System.Globalization;
using System.Text.Json;

namespace RollbackOps.Engine.Actions.Kubernetes;

/// <summary>Reads the JSON of Kubernetes objects: what is not there is null. Pure.</summary>
internal static class Manifest
{
    /// <summary>The value at a path.</summary>
    public static JsonElement? At(this JsonElement element, params string[] path)
    {
        foreach (var name in path)
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
                return null;
        return element.ValueKind == JsonValueKind.Null ? null : element;
    }

    /// <summary>The text at a path.</summary>
    public static string? Text(this JsonElement element, params string[] path) => element.At(path) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    /// <summary>The number at a path.</summary>
    public static long? Number(this JsonElement element, params string[] path) => element.At(path) is { ValueKind: JsonValueKind.Number } number ? number.GetInt64() : null;

    /// <summary>The items at a path.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, params string[] path) => element.At(path) is { ValueKind: JsonValueKind.Array } items ? items.EnumerateArray() : [];

    /// <summary>Whether it says true at a path.</summary>
    public static bool Says(this JsonElement element, params string[] path) => element.At(path) is { ValueKind: JsonValueKind.True };

    /// <summary>An annotation.</summary>
    public static string? Annotation(this JsonElement element, string name) => element.Text("metadata", "annotations", name);

    /// <summary>A label.</summary>
    public static string? Label(this JsonElement element, string name) => element.Text("metadata", "labels", name);

    /// <summary>As a runbook names it, e.g. <c>deployment/web</c>.</summary>
    public static string Title(this JsonElement element) => $"{element.Text("kind")?.ToLowerInvariant()}/{element.Text("metadata", "name")}";

    /// <summary>The identity.</summary>
    public static string Uid(this JsonElement element) => element.Text("metadata", "uid") ?? "";

    /// <summary>Whether another object controls it.</summary>
    public static bool IsOwnedBy(this JsonElement element, string uid) => element.Items("metadata", "ownerReferences").Any(owner => owner.Text("uid") == uid);

    /// <summary>When it was made.</summary>
    public static DateTimeOffset? Created(this JsonElement element) =>
        DateTimeOffset.TryParse(element.Text("metadata", "creationTimestamp"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    /// <summary>The labels of its pods, as kubectl takes them.</summary>
    public static string Selector(this JsonElement workload)
    {
        var labels = workload.At("spec", "selector", "matchLabels") is { } match ? match.EnumerateObject().Select(label => $"{label.Name}={label.Value.GetString()}") : [];
        var rules = workload.Items("spec", "selector", "matchExpressions").Select(Rule);
        return string.Join(',', labels.Concat(rules));
    }

    private static string Rule(JsonElement rule)
    {
        var (key, values) = (rule.Text("key"), string.Join(',', rule.Items("values").Select(value => value.GetString())));
        return rule.Text("operator") switch
        {
            "In" => $"{key} in ({values})",
            "NotIn" => $"{key} notin ({values})",
            "DoesNotExist" => $"!{key}",
            _ => key!,
        };
    }
}
