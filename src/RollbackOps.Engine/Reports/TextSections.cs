using System.Text;

namespace RollbackOps.Engine.Reports;

/// <summary>A title with lines below it. Pure.</summary>
internal static class TextSections
{
    /// <summary>Adds a section; one without lines says what stands for none, or is left out.</summary>
    public static void Add(StringBuilder text, string title, IEnumerable<string> lines, string? none = null)
    {
        var all = lines.ToList();
        if (all.Count == 0 && none is null)
            return;
        text.Append($"\n{title}\n");
        foreach (var line in all.DefaultIfEmpty(none!))
            text.Append($"  {line}\n");
    }
}
