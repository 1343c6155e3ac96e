using System.Text.RegularExpressions;
using RollbackOps.Engine.Runbooks.Reading.Nodes;

namespace RollbackOps.Engine.Runbooks.Reading;

/// <summary>Finds secrets that stand in clear, in values and in comments; it never repeats them.</summary>
/// <param name="problems">Hears where they are.</param>
internal sealed partial class ClearSecrets(Problems problems)
{
    /// <summary>Finds them in a runbook.</summary>
    /// <param name="root">The runbook.</param>
    /// <param name="text">Its text, which goes into the journal with its comments.</param>
    public void Find(MapNode root, string text)
    {
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var comment = lines[i].IndexOf('#', StringComparison.Ordinal);
            if (comment >= 0 && PasswordInUrl().Match(lines[i], comment) is { Success: true } match)
                problems.Add(new(i + 1, match.Index + 1), "a password in clear in a URL, even in a comment; write ${env:…} instead");
        }

        Walk(root);
    }

    /// <summary>Whether an URL holds a secret in clear.</summary>
    public static bool AreIn(string url) => PasswordInUrl().IsMatch(url) || SecretInQuery().IsMatch(url);

    private void Walk(Node node)
    {
        switch (node)
        {
            case TextNode text:
                InText(text);
                break;
            case ListNode list:
                foreach (var item in list.Items)
                    Walk(item);
                InArguments(list);
                break;
            case MapNode map:
                foreach (var entry in map.Entries)
                    InEntry(entry);
                break;
        }
    }

    private void InEntry(MapEntry entry)
    {
        InText(entry.Key);
        Walk(entry.Value);
        if (entry.Name is not ("env" or "headers") || entry.Value is not MapNode map)
            return;
        foreach (var (name, value) in map.Entries.Where(pair => SecretName().IsMatch(pair.Name)).Select(pair => (pair.Name, pair.Value as TextNode)))
            if (value is { Value.Length: > 0 } && !Reference().IsMatch(value.Value))
                problems.Add(value.Place, $"'{name}' is a secret in clear; write ${{env:…}} instead");
    }

    private void InText(TextNode node)
    {
        if (PasswordInUrl().IsMatch(node.Value))
            problems.Add(node.Place, "a password in clear in a URL; write ${env:…} instead");
        else if (SecretInQuery().Match(node.Value) is { Success: true } query)
            problems.Add(node.Place, $"'{query.Groups["name"].Value}' is a secret in clear; write ${{env:…}} instead");
        if (BrokenReference().Match(node.Value) is { Success: true } broken)
            problems.Add(node.Place, $"'{broken.Value}' refers to nothing{Spelling.Hint(broken.Groups["kind"].Value, ["env", "file", "secret", "gift"])}");
    }

    private void InArguments(ListNode list)
    {
        foreach (var item in list.Items.OfType<TextNode>())
            if (SecretArgument().Match(item.Value) is { Success: true } match)
                problems.Add(item.Place, $"'{match.Groups["name"].Value}' is a secret in clear; write ${{env:…}} under env instead");
    }

    private const string SecretWords = "password|passwd|passphrase|secret|token|api[_-]?key|private[_-]?key|access[_-]?key|credentials?";

    [GeneratedRegex(@"\b[a-zA-Z][a-zA-Z0-9+.-]{0,30}://[^\s:/?#@""']*:(?!\$)[^\s/?#@""']+@", RegexOptions.CultureInvariant)]
    private static partial Regex PasswordInUrl();

    [GeneratedRegex($@"[?&](?<name>[\w-]{{0,40}}(?:{SecretWords})[\w-]{{0,40}})=(?!\$)[^&\s]", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex SecretInQuery();

    [GeneratedRegex($@"^-{{0,2}}(?<name>[\w-]*(?:{SecretWords}))=(?!\$).", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex SecretArgument();

    [GeneratedRegex($@"(?:{SecretWords}|_pass|_pwd|authorization|cookie)(?!.*_?(?:FILE|PATH)$)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();

    [GeneratedRegex(@"\$\{(?:env|file|secret|gift):[^}]+\}", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();

    // In a shell's own ${name:-default} a dash, plus, question or equals sign follows the colon.
    [GeneratedRegex(@"\$\{(?!(?:env|file|secret|gift):)(?<kind>[a-z]{2,8}):[A-Za-z0-9_/.]+\}", RegexOptions.CultureInvariant)]
    private static partial Regex BrokenReference();
}
