using System.Text.RegularExpressions;

namespace RollbackOps.Engine.Tools.Secrets;

/// <summary>Resolves references from the environment and from files.</summary>
/// <param name="redactor">Hears each value.</param>
public sealed partial class SecretReferences(Redactor redactor) : ISecrets
{
    /// <summary>Whether a text holds a reference to a secret.</summary>
    public static bool AreIn(string text) => Reference().IsMatch(text);

    /// <inheritdoc/>
    public string Resolve(string text, string folder) => Reference().Replace(text, match =>
    {
        var value = Value(match.Groups["kind"].Value, match.Groups["name"].Value, folder);
        redactor.Add(value);
        if (Uri.TryCreate(value, UriKind.Absolute, out var url) && url.UserInfo.Split(':', 2) is [_, var password])
        {
            redactor.Add(password);
            redactor.Add(Uri.UnescapeDataString(password));
        }

        return value;
    });

    private static string Value(string kind, string name, string folder) => kind switch
    {
        "env" => NotEmpty(Environment.GetEnvironmentVariable(name)) ?? throw Missing(
            $"The environment variable {name} is not set or empty, and the runbook refers to it.",
            $"export {name}=… and run the same command again."),
        "file" => NotEmpty(FromFile(Path.GetFullPath(name, folder))) ?? throw Missing(
            $"The secret file {Path.GetFullPath(name, folder)} is empty.", "Write the secret into it, or correct the runbook."),
        _ => throw Missing(
            $"The runbook refers to the secret '{name}' of a vault, and no vault can be read by this version.",
            "Use ${env:…} or ${file:…} instead."),
    };

    private static string? NotEmpty(string? value) => string.IsNullOrEmpty(value) ? null : value;

    private static string FromFile(string path)
    {
        try
        {
            return File.ReadAllText(path).TrimEnd('\r', '\n');
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Missing($"The secret file {path} can't be read: {error.Message}", "Make it readable for this user, or correct the runbook.");
        }
    }

    private static RollbackException Missing(string message, string next) => new(RollbackErrorId.SecretMissing, message, next);

    [GeneratedRegex(@"\$\{(?<kind>env|file|secret):(?<name>[^}]+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();
}
