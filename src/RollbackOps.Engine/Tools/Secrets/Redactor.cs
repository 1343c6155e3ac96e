using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace RollbackOps.Engine.Tools.Secrets;

/// <summary>Takes secrets out of text: every value that was resolved, and what looks like a secret.</summary>
public sealed partial class Redactor
{
    private const string Mask = "***";
    private const int Shortest = 4;
    private const int ShortestLine = 8;
    private readonly Lock _lock = new();
    private string[] _values = [];

    /// <summary>
    /// Remembers a value that must never be written, in all the forms in which programs print it. One of fewer than four
    /// characters can't be told from other text.
    /// </summary>
    public void Add(string secret)
    {
        if (secret.Length < Shortest)
            return;
        var lines = secret.Split('\n', StringSplitOptions.TrimEntries).Where(line => line.Length >= ShortestLine);
        lock (_lock)
            _values = [.. _values.Concat(lines.Append(secret).SelectMany(Forms)).Distinct().OrderByDescending(form => form.Length)];
    }

    /// <summary>The text without secrets.</summary>
    public string Redact(string text)
    {
        foreach (var value in _values)
            text = text.Replace(value, Mask, StringComparison.Ordinal);
        text = PasswordInUrl().Replace(text, "${scheme}" + Mask + "@");
        text = Authorization().Replace(text, "${name}" + Mask);
        text = JsonField().Replace(text, "${name}" + Mask + "\"");
        return Assignment().Replace(text, "${name}" + Mask);
    }

    private static IEnumerable<string> Forms(string secret)
    {
        var escaped = Uri.EscapeDataString(secret);
        var form = WebUtility.UrlEncode(secret);
        return
        [
            secret,
            escaped,
            Hex().Replace(escaped, match => match.Value.ToLowerInvariant()),
            form,
            Hex().Replace(form, match => match.Value.ToLowerInvariant()),
            JsonSerializer.Serialize(secret, EngineJson.Options)[1..^1],
            JsonSerializer.Serialize(secret)[1..^1],
            Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)),
        ];
    }

    [GeneratedRegex("%[0-9A-F]{2}", RegexOptions.CultureInvariant)]
    private static partial Regex Hex();

    // Each begins with what is rare in text, so that long outputs are read once and not from every word on.
    // A password may hold an @ that nobody escaped: it reaches to the last one before the path.
    [GeneratedRegex(@"(?<scheme>://[^\s:/@""']*:)[^\s/""']+@", RegexOptions.CultureInvariant)]
    private static partial Regex PasswordInUrl();

    [GeneratedRegex(@"(?<name>\bauthorization[""']?\s*[:=]\s*[""']?(?:(?:bearer|basic|oauth|token)\s+)?)(?!\$\{)[^\s""',]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Authorization();

    [GeneratedRegex(@"(?<name>(?:password|passwd|secret|token|api[_-]?key|private[_-]?key|credentials?)[\w.-]{0,40}""\s*:\s*"")(?!\$\{)(?:[^""\\]|\\.)+""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex JsonField();

    [GeneratedRegex(@"(?<name>(?:password|passwd|pwd|secret|token|api[_-]?key|private[_-]?key|credentials?)[\w-]{0,40}=)(?!\$\{|\*\*\*)(?:""[^""]*""|'[^']*'|[^\s""',;&}]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Assignment();
}
