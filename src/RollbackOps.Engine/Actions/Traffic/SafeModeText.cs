using System.Globalization;
using System.Text;
using System.Text.Json;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.Files;

namespace RollbackOps.Engine.Actions.Traffic;

/// <summary>
/// The file that shields users while it is in nginx's server block. It decides in the server's own rewrite phase, before any
/// location of the system's: no location, redirect or access rule of theirs is reached. Pure.
/// </summary>
public static class SafeModeText
{
    /// <summary>The header of every page that is served while it is on; its value is the nonce.</summary>
    public const string Header = "X-Safe-Mode";

    /// <summary>In the same header of a request: show me what users get. Whoever asks for it gets the page.</summary>
    public const string AsUser = "as-user";

    private const string Through = "through-";

    /// <summary>The file while it is off.</summary>
    public const string Off = "# The safe-mode is off. RollbackOps writes this file; nginx includes it in its server block.\n";

    // nginx takes no word of 4096 bytes or more.
    private const int MostOfWord = 1000;

    private const string OwnPage = """
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Down for maintenance</title></head>
        <body style="font-family: sans-serif; max-width: 36em; margin: 15vh auto; padding: 0 1em">
        <h1>Down for maintenance</h1>
        <p>We are working on it, and nothing is lost. Please come back in a few minutes.</p>
        </body>
        </html>

        """;

    /// <summary>The header's value that a safe-mode lets through; that of a user where it is off.</summary>
    /// <param name="text">The file's text.</param>
    public static string KeyOf(string text) =>
        NginxSyntax.Read(text).SelectMany(directive => directive.Words).FirstOrDefault(word => word.StartsWith(Through, StringComparison.Ordinal)) is { } key
            ? key.TrimEnd(')')
            : AsUser;

    /// <summary>The hash of all that the page is made from, so that a change of the runbook is seen.</summary>
    public static string SettingsOf(SafeMode mode, string? page) =>
        FileHash.OfText(JsonSerializer.Serialize(new { mode.Status, mode.RetryAfter, mode.Allow, mode.Pass, page }, EngineJson.Options))[..16];

    /// <summary>The file while it is on.</summary>
    /// <param name="mode">The runbook's settings.</param>
    /// <param name="page">The user's page; null for the tool's own.</param>
    /// <param name="mark">Its first line.</param>
    /// <param name="key">What lets a request through that has it in its header: random, and nowhere but in this file.</param>
    public static string On(SafeMode mode, string? page, SafeModeMark mark, string key)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{mark}\n# Switched off by: rollbackops safe-mode off\n");
        text.Append("set $rollbackops_shut 1;\n");
        foreach (var path in mode.Pass)
            text.Append(CultureInfo.InvariantCulture, $"if ($uri = \"{path}\") {{ set $rollbackops_shut 0; }}\n");
        foreach (var address in mode.Allow)
            text.Append(CultureInfo.InvariantCulture, $"# {address}\nif ($binary_remote_addr ~ \"{Pattern(AddressRange.Find(address)!)}\") {{ set $rollbackops_shut 0; }}\n");
        text.Append(CultureInfo.InvariantCulture, $"if ($http_x_safe_mode = \"{Through}{key}\") {{ set $rollbackops_shut 0; }}\n");
        text.Append(CultureInfo.InvariantCulture, $"if ($http_x_safe_mode = \"{AsUser}\") {{ set $rollbackops_shut 1; }}\n");
        text.Append(CultureInfo.InvariantCulture, $"if ($rollbackops_shut) {{ rewrite ^ /rollbackops-safe-mode-{mark.Nonce} last; }}\n");
        text.Append(CultureInfo.InvariantCulture, $"location = /rollbackops-safe-mode-{mark.Nonce} {{\n    internal;\n    default_type text/html;\n    charset utf-8;\n");
        text.Append(CultureInfo.InvariantCulture, $"    add_header Retry-After {(long)mode.RetryAfter.TotalSeconds} always;\n    add_header Cache-Control no-store always;\n    add_header {Header} {mark.Nonce} always;\n");
        var pieces = Pieces(page ?? OwnPage).ToList();
        foreach (var (piece, at) in pieces.Select((piece, at) => (piece, at)))
            text.Append(CultureInfo.InvariantCulture, $"    set $rollbackops_page_{at} \"{piece.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\";\n");
        text.Append(CultureInfo.InvariantCulture, $"    return {mode.Status} \"{string.Concat(pieces.Select((_, at) => $"${{rollbackops_page_{at}}}"))}\";\n}}\n");
        return text.ToString();
    }

    private static IEnumerable<string> Pieces(string page)
    {
        for (var at = 0; at < page.Length;)
        {
            var length = Math.Min(MostOfWord, page.Length - at);
            if (char.IsHighSurrogate(page[at + length - 1]) && length > 1)
                length--;
            yield return page.Substring(at, length);
            at += length;
        }
    }

    /// <summary>A pattern over an address's own bytes, so that networks of any size and of both versions are exact.</summary>
    public static string Pattern(AddressRange range)
    {
        var (whole, rest) = (range.Bits / 8, range.Bits % 8);
        var text = new StringBuilder("(?s)^");
        // A socket of both versions gives an IPv4 address as ::ffff:a.b.c.d.
        if (range.Bytes.Count == 4)
            text.Append(@"(?:\x00{10}\xff\xff)?");
        foreach (var part in range.Bytes.Take(whole))
            text.Append(CultureInfo.InvariantCulture, $"\\x{part:x2}");
        if (rest > 0)
        {
            var least = range.Bytes[whole] & (0xff << (8 - rest)) & 0xff;
            text.Append(CultureInfo.InvariantCulture, $"[\\x{least:x2}-\\x{least | (0xff >> rest):x2}]");
        }

        var any = range.Bytes.Count - whole - (rest > 0 ? 1 : 0);
        return text.Append(any > 0 ? string.Create(CultureInfo.InvariantCulture, $".{{{any}}}$") : "$").ToString();
    }
}
