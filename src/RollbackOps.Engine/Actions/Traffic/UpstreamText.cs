namespace RollbackOps.Engine.Actions.Traffic;

/// <summary>The servers of an upstream block: which there are, and the same text with others. All else stays as it is written. Pure.</summary>
public static class UpstreamText
{
    /// <summary>The block's servers, and whether any of them has parameters.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="block">The block's name; null for the only one.</param>
    /// <param name="file">The file, for messages.</param>
    /// <exception cref="RollbackException">There is no such block, or several.</exception>
    public static (IReadOnlyList<string> Servers, bool HaveParameters) Read(string text, string? block, string file)
    {
        var servers = Servers(text, block, file);
        return ([.. servers.Select(server => server.Words[1])], servers.Any(server => server.Words.Count > 2));
    }

    /// <summary>The text with these servers in the block.</summary>
    /// <exception cref="RollbackException">There is no such block, or several.</exception>
    public static string With(string text, string? block, IReadOnlyList<string> servers, string file)
    {
        var old = Servers(text, block, file);
        foreach (var gone in old.Skip(1).Reverse())
            text = Without(text, gone);
        var first = old[0];
        var line = text.LastIndexOf('\n', Math.Max(0, first.Start - 1)) + 1;
        var before = first.Start == 0 ? "" : text[line..first.Start];
        var indent = string.IsNullOrWhiteSpace(before) ? $"\n{before}" : " ";
        return text[..first.Start] + string.Join(indent, servers.Select(server => $"server {server};")) + text[first.End..];
    }

    private static string Without(string text, NginxDirective gone)
    {
        var (start, end) = (gone.Start, gone.End);
        while (start > 0 && text[start - 1] is ' ' or '\t')
            start--;
        // The rest of its line stays, and so does the line where something stands before it.
        if (end < text.Length && text[end] == '\n' && (start == 0 || text[start - 1] == '\n'))
            end++;
        return text[..start] + text[end..];
    }

    private static List<NginxDirective> Servers(string text, string? block, string file)
    {
        var blocks = Blocks(text).Where(found => block is null || found.Name == block).ToList();
        if (blocks is [{ Servers.Count: > 0 } one])
            return one.Servers;
        var named = block is null ? "upstream block" : $"block 'upstream {block}'";
        throw new RollbackException(
            RollbackErrorId.PlanImpossible,
            blocks switch
            {
                [] => $"The file {file} has no {named}, whose servers could be switched.",
                [_] => $"The {named} in {file} has no server that could be switched.",
                _ => $"The file {file} has more than one {named}: {string.Join(", ", blocks.Select(found => found.Name))}.",
            },
            blocks.Count > 1 && block is null
                ? $"Name the one that is switched: block: {blocks[0].Name} under 'traffic' in the runbook."
                : "Correct 'file' or 'block' under 'traffic' in the runbook: the file holds upstream NAME { server ADDRESS; }, and nginx includes it.");
    }

    private static IEnumerable<(string Name, List<NginxDirective> Servers)> Blocks(string text)
    {
        var (depth, within) = (0, -1);
        (string Name, List<NginxDirective> Servers) found = ("", []);
        foreach (var directive in NginxSyntax.Read(text))
        {
            if (within < 0 && directive is { Name: "upstream", EndsWith: '{', Words.Count: 2 })
                (within, found) = (depth, (directive.Words[1], []));
            else if (within >= 0 && depth == within + 1 && directive is { Name: "server", EndsWith: ';', Words.Count: > 1 })
                found.Servers.Add(directive);
            depth += directive.EndsWith switch { '{' => 1, '}' => -1, _ => 0 };
            if (within < 0 || depth > within)
                continue;
            yield return found;
            within = -1;
        }
    }
}
