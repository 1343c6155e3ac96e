using System.Text.Json;
using System.Text.RegularExpressions;

namespace RollbackOps.Engine.Tools.Secrets;

/// <summary>Takes secrets out of text: every value that was resolved, and what looks like a secret.</summary>
public sealed partial class Redactor
{
    private const string Mask = "***";
    private readonly Lock _lock = new();
    private string[] _values = [];

    /// <summary>Remembers a value that must never be written.</summary>
    public void Add(string secret)
    {
        if (secret.Length < 4)
            return;
        lock (_lock)
        {
            string[] forms = [secret, Uri.EscapeDataString(secret), JsonSerializer.Serialize(secret, EngineJson.Options)[1..^1], JsonSerializer.Serialize(secret)[1..^1]];
            _values = [.. _values.Concat(forms).Distinct().OrderByDescending(form => form.Length)];
        }
    }

    /// <summary>The text without secrets.</summary>
    public string Redact(string text)
    {
        foreach (var value in _values)
            text = text.Replace(value, Mask, StringComparison.Ordinal);
        text = PasswordInUrl().Replace(text, "${scheme}" + Mask + "@");
        text = Authorization().Replace(text, "${name}" + Mask);
        return Assignment().Replace(text, "${name}" + Mask);
    }

    [GeneratedRegex(@"(?<scheme>\b[a-zA-Z][a-zA-Z0-9+.-]*://[^\s:/@""']*:)[^\s/@""']+@", RegexOptions.CultureInvariant)]
    private static partial Regex PasswordInUrl();

    [GeneratedRegex(@"(?<name>\bauthorization[""']?\s*[:=]\s*[""']?(?:bearer|basic|oauth|token)\s+)[^\s""',]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Authorization();

    [GeneratedRegex(@"(?<name>\b[A-Z0-9_]*(?:PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|PRIVATE_?KEY|CREDENTIALS?)[A-Z0-9_]*=)(?!\$\{)[^\s""',}]+", RegexOptions.CultureInvariant)]
    private static partial Regex Assignment();
}
