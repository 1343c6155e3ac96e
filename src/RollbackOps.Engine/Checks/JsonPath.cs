using System.Globalization;
using System.Text.Json;

namespace RollbackOps.Engine.Checks;

/// <summary>Fields of a JSON document by path: <c>data.items.0.id</c> or <c>data.items[0].id</c>. Pure.</summary>
public static class JsonPath
{
    /// <summary>The field; null where there is none.</summary>
    public static JsonElement? Find(JsonElement document, string path)
    {
        JsonElement? at = document;
        foreach (var name in path.Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries))
            at = at is { } here ? Within(here, name) : null;
        return at;
    }

    /// <summary>A field's value as text: a string without its quotes, all else as JSON.</summary>
    public static string Text(JsonElement field) => field.ValueKind == JsonValueKind.String ? field.GetString()! : field.GetRawText();

    /// <summary>Whether a field is as expected. Numbers are equal by value (<c>1</c> and <c>1.0</c>), a text only to itself.</summary>
    public static bool Is(JsonElement field, string expected) => Text(field) == expected
        || (field.ValueKind == JsonValueKind.Number && Number(Text(field)) is { } one && Number(expected) is { } other && one == other);

    private static JsonElement? Within(JsonElement at, string name) => at.ValueKind switch
    {
        JsonValueKind.Object => at.TryGetProperty(name, out var field) ? field : null,
        JsonValueKind.Array => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < at.GetArrayLength() ? at[index] : null,
        _ => null,
    };

    private static decimal? Number(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
