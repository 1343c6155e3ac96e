using RollbackOps.Engine.Tools.Postgres;

namespace RollbackOps.Engine.Actions.Migrations;

/// <summary>What of a migration's script is run: all of it, in a transaction of our own. Pure.</summary>
public static class DownText
{
    private static readonly string[] Opening = ["begin", "start"];
    private static readonly string[] Closing = ["commit", "end"];
    private static readonly string[] Control = ["begin", "start", "commit", "end", "rollback", "abort", "prepare", "savepoint", "release"];
    private static readonly string[] Cluster = ["role", "user", "group", "database", "tablespace", "system"];

    /// <summary>The part of a file of dbmate's that takes its migration down, or the one that brings it up.</summary>
    /// <exception cref="RollbackException">It may not run in a transaction.</exception>
    public static string Section(string text, string direction, string file)
    {
        var lines = text.Split('\n');
        var begins = Array.FindIndex(lines, line => line.StartsWith($"-- migrate:{direction}", StringComparison.Ordinal));
        if (begins < 0)
            return "";
        if (lines[begins].Contains("transaction:false", StringComparison.Ordinal))
            throw Refuse(file, "says transaction:false, and a migration is taken down in one transaction with its row", "Take it down by hand.");
        var ends = Array.FindIndex(lines, begins + 1, line => line.StartsWith("-- migrate:", StringComparison.Ordinal));
        return string.Join('\n', lines[(begins + 1)..(ends < 0 ? lines.Length : ends)]);
    }

    /// <summary>The statements without a BEGIN and COMMIT around all of them; empty where there is none.</summary>
    /// <exception cref="RollbackException">It holds what can't be part of one transaction, or what a copy can't be kept from.</exception>
    public static SqlScript Read(string text, string file)
    {
        var script = new SqlScript(text);
        if (script.CommandLine > 0)
            throw Refuse(file, $"holds a command of psql in line {script.CommandLine}", "Write SQL alone in it.");
        var statements = script.Statements.ToList();
        if (statements.Count > 1 && Opening.Contains(statements[0].Words[0]) && Closing.Contains(statements[^1].Words[0]))
            statements = statements[1..^1];
        foreach (var statement in statements)
        {
            if (Control.Contains(statement.Words[0]))
                throw Refuse(file, $"begins or ends a transaction ({First(statement)}), and a migration is taken down in one with its row", "Take that statement out of it.");
            if (statement.Words[0] is "create" or "alter" or "drop" && statement.Words.Count > 1 && Cluster.Contains(statement.Words[1]))
                throw Refuse(file, $"changes the whole server ({First(statement)}), which no rehearsal on a copy can try", "Take that statement out of it and run it by hand.");
        }

        return new(string.Concat(statements.Select(statement => statement.Text + "\n;\n")));
    }

    private static string First(SqlStatement statement) => string.Join(' ', statement.Words.Take(5));

    private static RollbackException Refuse(string file, string why, string next) => new(RollbackErrorId.PlanImpossible, $"The script {file} {why}.", next);
}
