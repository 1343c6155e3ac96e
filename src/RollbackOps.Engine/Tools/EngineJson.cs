using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RollbackOps.Engine.Tools;

/// <summary>The one way in which plans, states and journals become JSON.</summary>
public static class EngineJson
{
    /// <summary>Names in camel case, enumerations as text, nothing left out, one line.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        AllowOutOfOrderMetadataProperties = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <summary>A value as a JSON document.</summary>
    public static JsonElement ToElement<T>(T value) => JsonSerializer.SerializeToElement(value, Options);

    /// <summary>A JSON document as a value.</summary>
    public static T FromElement<T>(JsonElement element) => element.Deserialize<T>(Options)
        ?? throw new JsonException($"Expected {typeof(T).Name}, found null.");
}
