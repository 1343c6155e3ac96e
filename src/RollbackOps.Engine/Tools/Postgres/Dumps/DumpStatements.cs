namespace RollbackOps.Engine.Tools.Postgres.Dumps;

/// <summary>
/// The statements that may be in a dump that is restored beside the live database: those that pg_dump writes and that stay
/// within the database they are run in.
/// </summary>
public static class DumpStatements
{
    // Client encodings whose characters can hold the bytes of quotes and backslashes.
    private static readonly HashSet<string> UnsafeEncodings = new(StringComparer.OrdinalIgnoreCase) { "SJIS", "SHIFT_JIS_2004", "BIG5", "GBK", "GB18030", "UHC", "JOHAB" };

    private static readonly HashSet<string> Outside = new(StringComparer.OrdinalIgnoreCase) { "DATABASE", "ROLE", "USER", "GROUP", "TABLESPACE", "SYSTEM", "SUBSCRIPTION" };

    private static readonly HashSet<string> Functions = new(StringComparer.OrdinalIgnoreCase)
    {
        "set_config", "setval", "lo_create", "lo_open", "lo_close", "lowrite", "lo_unlink", "pg_restore_relation_stats", "pg_restore_attribute_stats", "pg_restore_extended_stats", "pg_extension_config_dump",
    };

    /// <summary>Why a statement may not be restored; null where it may.</summary>
    /// <param name="words">
    /// Its words outside parentheses, as written: names, quoted names with their quotes, <c>.</c>, and <c>'</c> with the text for texts.
    /// </param>
    public static string? Refusal(IReadOnlyList<string> words)
    {
        var first = words[0].ToUpperInvariant();
        return first switch
        {
            "CREATE" or "ALTER" or "DROP" => Definition(first, words),
            "COMMENT" or "SECURITY" => OnOutside(words) is { } what ? $"{first} ON {what}" : null,
            "GRANT" or "REVOKE" => Rights(first, words),
            "COPY" => Copy(words),
            "SELECT" => Select(words),
            "SET" => Setting(words),
            "INSERT" or "BEGIN" or "COMMIT" or "REFRESH" or "ANALYZE" or "RESET" => null,
            "START" => Is(words, 1, "TRANSACTION") ? null : first,
            "TRUNCATE" => null,
            _ => first,
        };
    }

    /// <summary>Whether COPY data follows the statement.</summary>
    public static bool IsCopyFromStdin(IReadOnlyList<string> words) =>
        words[0].Equals("COPY", StringComparison.OrdinalIgnoreCase) && Copy(words) is null;

    /// <summary>The table of a COPY or CREATE TABLE statement, as <c>schema.table</c>; without a schema where none is written.</summary>
    /// <param name="words">The words from the name on.</param>
    public static string Name(IEnumerable<string> words)
    {
        var parts = new List<string>();
        var expectName = true;
        foreach (var word in words)
        {
            if (expectName == (word == "."))
                break;
            if (expectName)
                parts.Add(word.StartsWith('"') ? word[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : word.ToLowerInvariant());
            expectName = !expectName;
        }

        return string.Join('.', parts);
    }

    private static string? Definition(string first, IReadOnlyList<string> words)
    {
        var what = words.Skip(1).FirstOrDefault(word => !Is(word, "OR") && !Is(word, "REPLACE"));
        if (what is null)
            return first;
        if (Is(what, "USER") && words.Any(word => Is(word, "MAPPING")) && Is(words, 2, "MAPPING"))
            return null;
        if (Outside.Contains(what))
            return $"{first} {what.ToUpperInvariant()}";
        return first == "DROP" && Is(what, "OWNED") ? "DROP OWNED" : null;
    }

    private static string? Rights(string first, IReadOnlyList<string> words)
    {
        if (!words.Any(word => Is(word, "ON")))
            return $"{first} of a role";
        return OnOutside(words) is { } what ? $"{first} ON {what}" : null;
    }

    private static string? OnOutside(IReadOnlyList<string> words)
    {
        for (var at = 1; at < words.Count; at++)
        {
            if (Is(words[at - 1], "ON"))
                return Outside.Contains(words[at]) ? words[at].ToUpperInvariant() : null;
        }

        return null;
    }

    private static string? Copy(IReadOnlyList<string> words)
    {
        if (words.Any(word => Is(word, "PROGRAM")))
            return "COPY with a program";
        for (var at = 1; at + 1 < words.Count; at++)
        {
            if (Is(words[at], "FROM"))
                return Is(words[at + 1], "STDIN") ? null : "COPY from a file of the server";
        }

        return "COPY to a file or to nowhere";
    }

    private static string? Select(IReadOnlyList<string> words)
    {
        var name = Is(words, 1, "pg_catalog") && Is(words, 2, ".") ? words.ElementAtOrDefault(3) : words.ElementAtOrDefault(1);
        var more = words.Skip(Is(words, 2, ".") ? 4 : 2).Any();
        return name is not null && Functions.Contains(name) && !more ? null : $"SELECT {name}";
    }

    private static string? Setting(IReadOnlyList<string> words)
    {
        var at = Is(words, 1, "SESSION") || Is(words, 1, "LOCAL") ? 2 : 1;
        var value = words[^1].Trim('\'', '"');
        if (Is(words, at, "standard_conforming_strings") && !Is(value, "on"))
            return "SET standard_conforming_strings = off";
        return Is(words, at, "client_encoding") && UnsafeEncodings.Contains(value) ? $"SET client_encoding = '{value}'" : null;
    }

    private static bool Is(IReadOnlyList<string> words, int at, string word) => at < words.Count && Is(words[at], word);

    private static bool Is(string text, string word) => text.Equals(word, StringComparison.OrdinalIgnoreCase);
}
