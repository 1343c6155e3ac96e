using System.CommandLine;

namespace RollbackOps.Cli.Commands;

/// <summary>The options that several verbs have.</summary>
internal static class CommonOptions
{
    public static Option<string> Runbook() => new("--runbook", "-r")
    {
        Description = "The runbook.",
        DefaultValueFactory = _ => "rollback.yaml",
    };

    public static Option<string?> Environment() => new("--environment", "-e")
    {
        Description = "The environment, where the runbook has several.",
    };

    public static Option<string?> State() => new("--state")
    {
        Description = "Where the state is that the runbook named, if a run took the runbook away: a folder or a PostgreSQL URL.",
    };

    public static Option<string?> Over() => new("--over")
    {
        Description = "The held or broken run that this one supersedes.",
    };

    public static Option<bool> Json() => new("--json") { Description = "JSON for machines: one document a line." };

    public static Option<string> Strategy() => new("--strategy", "-s")
    {
        Description = "The strategy: one of the runbook's own, or previous-release, code, config, safe-mode, safe-mode-off, database.",
        DefaultValueFactory = _ => "previous-release",
    };

    public static Option<string[]> Only() => new("--only")
    {
        Description = "Only this of the strategy: a part, one service (services/NAME), one path of the code (code/PATH).",
    };

    public static Option<string?> To() => new("--to")
    {
        Description = "The release to go back to: a tag, a commit, or a rollback point. Without it, the newest that is not known to be bad.",
    };

    public static Option<string[]> Backup() => new("--backup")
    {
        Description = "The backup of a database: NAME=FILE. Without it, it is chosen by time.",
    };

    public static Option<string?> Before() => new("--before")
    {
        Description = "Only backups from before this: a time such as 2026-02-17T10:00:00Z, or a release.",
    };

    public static Option<bool> Again() => new("--again")
    {
        Description = "Bring databases back once more although they came from that backup already.",
    };

    public static Option<bool> Yes() => new("--yes", "-y") { Description = "Approve the plan without being asked." };

    public static Option<bool> Approved() => new("--yes", "-y") { Description = "As with the other commands. The plan was approved when the run began: resume asks the run's own questions alone, which --answer answers." };

    public static Option<bool> WhatIf() => new("--what-if") { Description = "Show the plan and write nothing." };

    public static Option<string?> Reason() => new("--reason") { Description = "Why; it goes into the journal." };

    public static Option<string[]> Answer() => new("--answer")
    {
        Description = "The answer to a question of the run: GATE=yes or GATE=no.",
    };

    /// <summary>Pairs of the form NAME=VALUE.</summary>
    /// <exception cref="RollbackException">One has another form.</exception>
    public static IReadOnlyDictionary<string, string> Pairs(string[]? values, string option)
    {
        var pairs = new Dictionary<string, string>();
        foreach (var value in values ?? [])
        {
            if (value.Split('=', 2) is not [{ Length: > 0 } name, { Length: > 0 } text])
                throw new RollbackException(RollbackErrorId.Usage, $"'{option} {value}' is not of the form NAME=VALUE.", $"Write {option} NAME=VALUE.");
            pairs[name] = text;
        }

        return pairs;
    }
}
