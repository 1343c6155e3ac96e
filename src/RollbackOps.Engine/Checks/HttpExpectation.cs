using System.Text.Json;
using RollbackOps.Engine.Runbooks.Checks;

namespace RollbackOps.Engine.Checks;

/// <summary>What an answer must be. Pure.</summary>
internal static class HttpExpectation
{
    /// <summary>What is wrong with an answer; null where it is as expected.</summary>
    public static string? Fault(HttpCheck check, HttpAnswer answer)
    {
        if (check.Status == 0 ? answer.Status is < 200 or > 299 : answer.Status != check.Status)
            return $"status {answer.Status}, expected {(check.Status == 0 ? "200 to 299" : check.Status)}: {answer.Beginning}";
        if (check.Under is { } under && answer.Took > under)
            return $"status {answer.Status} in {answer.Took.TotalMilliseconds:0} ms, expected under {under.TotalMilliseconds:0} ms";
        if (check.Contains is { } text && !answer.Body.Contains(text, StringComparison.Ordinal))
            return $"status {answer.Status}, expected '{text}' in the {(answer.IsCut ? "first 1 MiB of the " : "")}body: {answer.Beginning}";
        return check.Json.Count == 0 ? null : JsonFault(check, answer);
    }

    private static string? JsonFault(HttpCheck check, HttpAnswer answer)
    {
        if (answer.IsCut)
            return $"status {answer.Status}, and the body is longer than 1 MiB, which is not read as JSON";
        try
        {
            using var document = JsonDocument.Parse(answer.Body);
            foreach (var (path, expected) in check.Json)
            {
                if (JsonPath.Find(document.RootElement, path) is not { } field)
                    return $"status {answer.Status}, and there is no {path}, expected '{expected}': {answer.Beginning}";
                if (!JsonPath.Is(field, expected))
                    return $"status {answer.Status}, {path} is '{Short(JsonPath.Text(field))}', expected '{expected}'";
            }

            return null;
        }
        catch (JsonException)
        {
            return $"status {answer.Status}, and the body is not JSON: {answer.Beginning}";
        }
    }

    private static string Short(string text) => text.Length > 200 ? text[..200] + "…" : text;
}
