using System.Text.RegularExpressions;

namespace RollbackOps.Engine.Actions.Traffic;

/// <summary>What nginx reads, as <c>nginx -T</c> prints it: each file with its path as nginx names it, the main one first. Pure.</summary>
/// <param name="Files">The files.</param>
public sealed partial record NginxDump(IReadOnlyList<(string Path, string Text)> Files)
{
    private const int Deepest = 20;

    /// <summary>The folder of the main file, which relative paths start from.</summary>
    public string Folder => Files[0].Path[..Math.Max(1, Files[0].Path.LastIndexOf('/'))];

    /// <summary>Reads what was printed.</summary>
    /// <exception cref="RollbackException">It is no configuration.</exception>
    public static NginxDump Parse(string printed)
    {
        var heads = Head().Matches(printed).ToList();
        if (heads.Count == 0)
            throw new RollbackException(
                RollbackErrorId.ToolFailed, "What 'nginx -T' printed names no configuration file.", "Correct 'run' of traffic's nginx in the runbook: it is how nginx is called.");
        return new([.. heads.Select((head, at) =>
        {
            var (start, end) = (head.Index + head.Length, at + 1 < heads.Count ? heads[at + 1].Index : printed.Length);
            // A line feed is printed after each file.
            return (head.Groups["path"].Value, printed[start..Math.Max(start, end - 1)]);
        })]);
    }

    /// <summary>The path under which nginx reads a file of this name and text; null where it does not.</summary>
    public string? PathOf(string name, string text)
    {
        var same = Files.Where(file => file.Text == text).ToList();
        var named = same.FindIndex(file => Path.GetFileName(file.Path) == name);
        if (named >= 0)
            return same[named].Path;
        // A mount may give it another name; an empty text tells nothing then.
        return same.Count == 1 && !string.IsNullOrWhiteSpace(text) ? same[0].Path : null;
    }

    /// <summary>Whether nginx reads a file of this name, whatever is in it.</summary>
    public bool Knows(string name) => Files.Any(file => Path.GetFileName(file.Path) == name);

    /// <summary>All of it as one text, with another text in the place of one file.</summary>
    public string With(string path, string text) => Expanded(path == Files[0].Path ? text : Files[0].Text, path, text, 0);

    private string Expanded(string content, string path, string text, int depth)
    {
        if (depth > Deepest)
            return content;
        var includes = NginxSyntax.Read(content).Where(directive => directive is { Name: "include", EndsWith: ';', Words.Count: 2 }).ToList();
        foreach (var include in Enumerable.Reverse(includes))
        {
            var pattern = include.Words[1] is ['/', ..] whole ? whole : $"{Folder}/{include.Words[1]}";
            var files = Files.Where(file => IsMatch(pattern, file.Path)).OrderBy(file => file.Path, StringComparer.Ordinal).ToList();
            // One that matches nothing stays: with a wildcard it means nothing, else nginx says so itself.
            if (files.Count > 0)
                content = content[..include.Start] + string.Concat(files.Select(file => $"\n{Expanded(file.Path == path ? text : file.Text, path, text, depth + 1)}\n")) + content[include.End..];
        }

        return content;
    }

    private static bool IsMatch(string pattern, string path) => pattern == path
        || (pattern.AsSpan().ContainsAny('*', '?', '[')
            && Regex.IsMatch(path, $"^{Regex.Escape(pattern).Replace(@"\*", "[^/]*").Replace(@"\?", "[^/]").Replace(@"\[", "[")}$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)));

    [GeneratedRegex(@"^# configuration file (?<path>/.+):\n", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Head();
}
