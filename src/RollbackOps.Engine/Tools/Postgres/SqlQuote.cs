using System.Text;

namespace RollbackOps.Engine.Tools.Postgres;

/// <summary>Names and texts as they stand in SQL.</summary>
public static class SqlQuote
{
    /// <summary>A name, quoted whatever it holds.</summary>
    public static string Identifier(string name) => $"\"{Checked(name).Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A text; with a backslash in it, as an escape string, which means the same under every server setting.</summary>
    public static string Literal(string text)
    {
        var quoted = Checked(text).Replace("'", "''", StringComparison.Ordinal);
        return quoted.Contains('\\', StringComparison.Ordinal)
            ? $" E'{quoted.Replace("\\", "\\\\", StringComparison.Ordinal)}'"
            : $"'{quoted}'";
    }

    /// <summary>
    /// The value of a setting as it is stored in <c>pg_db_role_setting</c>. Settings that are lists of names are stored with
    /// their quotes and must not get another pair around the whole, as in pg_dump.
    /// </summary>
    public static string Setting(string name, string value) => ListSettings.Contains(name)
        ? string.Join(", ", Elements(value).DefaultIfEmpty("").Select(Literal))
        : Literal(value);

    private static readonly HashSet<string> ListSettings = new(StringComparer.OrdinalIgnoreCase)
    {
        "local_preload_libraries", "search_path", "session_preload_libraries", "shared_preload_libraries", "temp_tablespaces", "unix_socket_directories",
    };

    private static IEnumerable<string> Elements(string list)
    {
        var element = new StringBuilder();
        var (quoted, any) = (false, false);
        for (var at = 0; at < list.Length; at++)
        {
            var c = list[at];
            if (c == '"' && quoted && at + 1 < list.Length && list[at + 1] == '"')
                element.Append(list[++at]);
            else if (c == '"')
                (quoted, any) = (!quoted, true);
            else if (c == ',' && !quoted)
            {
                yield return element.ToString();
                element.Clear();
                any = false;
            }
            else if (quoted || !char.IsWhiteSpace(c))
                element.Append(c);
        }

        if (any || element.Length > 0)
            yield return element.ToString();
    }

    private static string Checked(string text) => text.Contains('\0', StringComparison.Ordinal)
        ? throw new RollbackException(RollbackErrorId.Usage, "A name or text for PostgreSQL holds a NUL character.", "Take the character out.")
        : text;
}
