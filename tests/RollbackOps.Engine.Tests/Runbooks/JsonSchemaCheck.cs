using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace RollbackOps.Engine.Tests.Runbooks;

/// <summary>JSON Schema, draft 7, as much of it as the runbook's schema uses; a keyword it does not know fails the test.</summary>
internal static class JsonSchemaCheck
{
    public static bool Fits(JsonObject schema, JsonNode? value, JsonObject root) =>
        schema.All(rule => Obeys(rule.Key, rule.Value!, schema, value, root));

    private static bool Obeys(string keyword, JsonNode rule, JsonObject schema, JsonNode? value, JsonObject root) => keyword switch
    {
        "$schema" or "title" or "description" or "definitions" or "then" or "else" => true,
        "$ref" => Fits(root["definitions"]![((string)rule!)["#/definitions/".Length..]]!.AsObject(), value, root),
        "type" => Words(rule).Any(type => IsOf(type, value)),
        "enum" => rule.AsArray().Any(word => JsonNode.DeepEquals(word, value)),
        "pattern" => value?.GetValueKind() != JsonValueKind.String || Regex.IsMatch((string)value!, (string)rule!, RegexOptions.ECMAScript),
        "minLength" => value?.GetValueKind() != JsonValueKind.String || ((string)value!).Length >= (int)rule,
        "minimum" => value?.GetValueKind() != JsonValueKind.Number || value.GetValue<decimal>() >= (long)rule,
        "maximum" => value?.GetValueKind() != JsonValueKind.Number || value.GetValue<decimal>() <= (long)rule,
        "minItems" => value is not JsonArray array || array.Count >= (int)rule,
        "items" => value is not JsonArray array || array.All(item => Fits(rule.AsObject(), item, root)),
        "minProperties" => value is not JsonObject map || map.Count >= (int)rule,
        "required" => value is not JsonObject map || Words(rule).All(map.ContainsKey),
        "properties" => value is not JsonObject map || rule.AsObject().All(key => !map.ContainsKey(key.Key) || Fits(key.Value!.AsObject(), map[key.Key], root)),
        "propertyNames" => value is not JsonObject map || map.All(key => Fits(rule.AsObject(), JsonValue.Create(key.Key), root)),
        "additionalProperties" => value is not JsonObject map || map.Where(key => schema["properties"]?.AsObject().ContainsKey(key.Key) != true)
            .All(key => rule is JsonObject other ? Fits(other, key.Value, root) : (bool)rule),
        "allOf" => rule.AsArray().All(part => Fits(part!.AsObject(), value, root)),
        "anyOf" => rule.AsArray().Any(part => Fits(part!.AsObject(), value, root)),
        "oneOf" => rule.AsArray().Count(part => Fits(part!.AsObject(), value, root)) == 1,
        "not" => !Fits(rule.AsObject(), value, root),
        "if" => Fits(schema[Fits(rule.AsObject(), value, root) ? "then" : "else"]!.AsObject(), value, root),
        _ => throw new InvalidOperationException($"the schema uses '{keyword}'"),
    };

    private static IEnumerable<string> Words(JsonNode rule) => rule is JsonArray array ? array.Select(word => (string)word!) : [(string)rule!];

    private static bool IsOf(string type, JsonNode? value) => (type, value?.GetValueKind()) switch
    {
        ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("string", JsonValueKind.String) => true,
        ("number", JsonValueKind.Number) or ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
        ("integer", JsonValueKind.Number) => value!.GetValue<decimal>() % 1 == 0,
        _ => false,
    };
}
