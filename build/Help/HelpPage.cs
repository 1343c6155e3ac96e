namespace RollbackOps.Help;

/// <summary>A Markdown page: what stands under each of its headings. <c>## Parameters</c> and <c>## Examples</c> have one <c>###</c> an entry.</summary>
internal sealed class HelpPage
{
    private readonly Dictionary<string, List<string>> _sections = [];

    public static HelpPage Read(string path)
    {
        var page = new HelpPage();
        var (chapter, lines) = ("", new List<string>());
        foreach (var line in File.ReadAllLines(path))
        {
            if (line.StartsWith("# "))
                page._sections["Synopsis"] = lines = [];
            else if (line.StartsWith("## "))
                page._sections[chapter = line[3..]] = lines = [];
            else if (line.StartsWith("### "))
                page._sections[$"{chapter}/{line[4..]}"] = lines = [];
            else
                lines.Add(line);
        }

        return page;
    }

    /// <summary>The paragraphs under a heading; none where it is missing.</summary>
    public IReadOnlyList<string> Paragraphs(string section) =>
        [.. string.Join("\n", Lines(section).Where(line => !IsFence(line)))
            .Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(paragraph => paragraph.Replace("\n", " ").Replace("`", ""))];

    /// <summary>The titles of the entries of a chapter.</summary>
    public IEnumerable<string> Entries(string chapter) =>
        _sections.Keys.Where(key => key.StartsWith($"{chapter}/")).Select(key => key[(chapter.Length + 1)..]);

    /// <summary>An example's code and the remarks after it.</summary>
    public (string Code, string Remarks) Example(string title)
    {
        var lines = Lines($"Examples/{title}");
        var (from, to) = (lines.FindIndex(IsFence), lines.FindLastIndex(IsFence));
        return (string.Join("\n", lines[(from + 1)..to]), string.Join(" ", lines[(to + 1)..]).Replace("`", "").Trim());
    }

    private List<string> Lines(string section) => _sections.GetValueOrDefault(section) ?? [];

    private static bool IsFence(string line) => line.StartsWith("```");
}
