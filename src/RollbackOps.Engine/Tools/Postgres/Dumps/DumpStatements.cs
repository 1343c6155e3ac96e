using System.Globalization;

namespace RollbackOps.Engine.Tools.Postgres.Dumps;

/// <summary>
/// The statements that may be in a dump that is restored beside the live database: those that pg_dump writes and that stay
/// within the database they are run in.
/// </summary>
public static class DumpStatements
{
    // Client encodings whose characters can hold the bytes of quotes and backslashes, under all of their names; the server
    // compares letters and digits alone.
    private static readonly HashSet<string> UnsafeEncodings =
    [
        "sjis", "shiftjis", "mskanji", "win932", "windows932", "shiftjis2004", "big5", "win950", "windows950", "gbk", "win936", "windows936", "gb18030", "uhc", "win949", "windows949", "johab",
    ];

    private static readonly HashSet<string> Outside = new(StringComparer.OrdinalIgnoreCase) { "DATABASE", "ROLE", "USER", "GROUP", "TABLESPACE", "SYSTEM", "SUBSCRIPTION" };

    private static readonly HashSet<string> Functions = new(StringComparer.OrdinalIgnoreCase)
    {
        "set_config", "setval", "lo_create", "lo_open", "lo_close", "lowrite", "lo_unlink", "pg_restore_relation_stats", "pg_restore_attribute_stats", "pg_restore_extended_stats", "pg_extension_config_dump",
    };

    /// <summary>Why a statement may not be restored; null where it may.</summary>
    public static string? Refusal(DumpStatement statement)
    {
        var words = statement.Words;
        var first = words[0].ToUpperInvariant();
        return first switch
        {
            "CREATE" or "ALTER" or "DROP" => Definition(first, words),
            "COMMENT" or "SECURITY" => OnOutside(words) is { } what ? $"{first} ON {what}" : null,
            "GRANT" or "REVOKE" => Rights(first, words),
            "COPY" => Copy(words),
            "SELECT" => Select(words, statement.Inner),
            "SET" => Setting(words),
            "INSERT" or "BEGIN" or "REFRESH" or "ANALYZE" => null,
            "RESET" => IsReading(words.ElementAtOrDefault(1) ?? "ALL") || Is(words, 1, "ALL") ? $"RESET {words[1]}" : null,
            "START" => Is(words, 1, "TRANSACTION") ? null : first,
            "COMMIT" => words.Count == 1 ? null : $"COMMIT {words[1]}",
            "TRUNCATE" => null,
            _ => first,
        };
    }

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

    /// <summary>The sequence that a statement sets, as <c>schema.sequence</c>, and its last value; null for another statement.</summary>
    public static (string Name, long Value)? Sequence(DumpStatement statement)
    {
        if (!statement.BeginsWith("SELECT") || !Is(statement.Words[^1], "setval") || statement.Inner is not [var name, ",", var value, ..])
            return null;
        var parts = name.Trim('\'').Split('.').Select(part => part.Trim('"'));
        return long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var last) ? (string.Join('.', parts), last) : null;
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

    // A table's name may be a word of the statement, e.g. program.
    private static string? Copy(IReadOnlyList<string> words)
    {
        var behind = 2;
        while (Is(words, behind, "."))
            behind += 2;
        if (Is(words, behind, "FROM") && Is(words, behind + 1, "STDIN"))
            return null;
        if (words.Skip(behind).Any(word => Is(word, "PROGRAM")))
            return "COPY with a program";
        return Is(words, behind, "FROM") ? "COPY from a file of the server" : "COPY to a file or to nowhere";
    }

    // pg_dump reads from a table in two places: large objects that are cleaned, and statistics.
    private static string? Select(IReadOnlyList<string> words, IReadOnlyList<string> inner)
    {
        var call = Is(words, 1, "FROM") ? 2 : 1;
        var qualified = Is(words, call, "pg_catalog") && Is(words, call + 1, ".");
        var name = words.ElementAtOrDefault(qualified ? call + 2 : call);
        var more = words.Skip(qualified ? call + 3 : call + 1).ToList();
        if (name is null || !Functions.Contains(name) || (call == 2 && !name.StartsWith("pg_restore_", StringComparison.OrdinalIgnoreCase)))
            return $"SELECT {name}";
        if (more.Count > 0 && !(Is(name, "lo_unlink") && more is [var from, var schema, ".", var table, var where, ..] && Is(from, "FROM") && Is(schema, "pg_catalog") && Is(table, "pg_largeobject_metadata") && Is(where, "WHERE")))
            return $"SELECT {name}";
        return Is(name, "set_config") && !(Is(inner, 0, "'search_path'") && Is(inner, 1, ",")) ? "SELECT set_config of another setting than search_path" : null;
    }

    // What psql reads texts by must stay as it is, however it is written.
    private static string? Setting(IReadOnlyList<string> words)
    {
        var at = Is(words, 1, "SESSION") || Is(words, 1, "LOCAL") ? 2 : 1;
        var name = words.ElementAtOrDefault(at) ?? "";
        if (!IsReading(name))
            return null;
        var plain = words.Count == at + (Is(words, at + 1, "TO") ? 3 : 2) ? words[^1].Trim('\'', '"') : "";
        var allowed = Is(name.Trim('"'), "standard_conforming_strings") ? Is(plain, "on") : Letters(plain).Length > 0 && !UnsafeEncodings.Contains(Letters(plain));
        return allowed ? null : $"SET {name} = {words[^1]}";
    }

    private static bool IsReading(string name) => name.Trim('"').ToLowerInvariant() is "standard_conforming_strings" or "client_encoding" or "names";

    private static string Letters(string encoding) => string.Concat(encoding.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();

    private static bool Is(IReadOnlyList<string> words, int at, string word) => at < words.Count && Is(words[at], word);

    private static bool Is(string text, string word) => text.Equals(word, StringComparison.OrdinalIgnoreCase);
}
