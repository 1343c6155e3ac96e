using System.Text.RegularExpressions;

namespace RollbackOps.PowerShell.Reporting;

/// <summary>What the engine tells people to type, in the words of the cmdlets. Pure.</summary>
public static partial class CmdletWords
{
    private static readonly Dictionary<string, (string Cmdlet, string? Positional)> Cmdlets = new()
    {
        ["plan"] = ("New-RollbackPlan", null),
        ["run"] = ("Invoke-Rollback", null),
        ["resume"] = ("Resume-Rollback", null),
        ["health"] = ("Test-RollbackHealth", null),
        ["history"] = ("Get-RollbackRun", "-Run"),
        ["undo"] = ("Undo-Rollback", "-Run"),
        ["settle"] = ("Clear-RollbackRun", "-Run"),
        ["checkpoint"] = ("Checkpoint-Deployment", null),
        ["points"] = ("Get-RollbackPoint", null),
        ["forget"] = ("Remove-RollbackPoint", "-Name"),
        ["backup"] = ("Backup-Database", "-Name"),
        ["backups"] = ("Get-DatabaseBackup", "-Name"),
        ["prove"] = ("Test-DatabaseBackup", "-Name"),
        ["restore"] = ("Restore-Database", "-Name"),
        ["safe-mode on"] = ("Enable-SafeMode", null),
        ["safe-mode off"] = ("Disable-SafeMode", null),
    };

    /// <summary>The text with commands and options of the command line tool as cmdlets and their parameters.</summary>
    /// <param name="text">What to type next, as the engine says it.</param>
    /// <param name="oneDatabase">True where one database alone is restored, whose backup is <c>-From</c>.</param>
    public static string Of(string text, bool oneDatabase = false) =>
        Option().Replace(Command().Replace(text, Cmdlet), option => Parameter(option, oneDatabase));

    private static string Cmdlet(Match command) => Cmdlets.TryGetValue(command.Groups["verb"].Value, out var known)
        ? known.Cmdlet + (command.Groups["of"] is { Success: true, Value: var of } ? $" {known.Positional ?? ""}".TrimEnd() + $" {of}" : "")
        : command.Value;

    private static string Parameter(Match option, bool oneDatabase)
    {
        var (name, value) = (option.Groups["name"].Value, option.Groups["value"].Value);
        var pair = value.Split('=', 2);
        return name switch
        {
            "yes" => "-Confirm:$false",
            "now" or "again" => $"-{char.ToUpperInvariant(name[0])}{name[1..]}",
            "what-if" => "-WhatIf",
            "json" => "| ConvertTo-Json",
            "answer" when pair is [var gate, var answer] => $"-Answer @{{ '{gate}' = ${(answer == "yes" ? "true" : "false")} }}",
            "backup" when pair is [_, var file] && oneDatabase => $"-From {Word(file)}",
            "backup" when pair is [var database, var file] => $"-Backup @{{ '{Unquoted(database)}' = {Word(file)} }}",
            "runbook" or "environment" or "strategy" or "to" or "from" or "reason" or "over" or "state" or "before" or "server" or "format" or "keep" => $"-{char.ToUpperInvariant(name[0])}{name[1..]} {Word(value)}",
            _ => option.Value,
        };
    }

    // As the shell reads it, so that PowerShell reads the same.
    private static string Word(string value) =>
        PlainWord().IsMatch(value) || value.StartsWith('<') ? value : $"'{Unquoted(value).Replace("'", "''")}'";

    private static string Unquoted(string value) => value.Trim('\'', '"');

    [GeneratedRegex(@"\brollbackops (?<verb>safe-mode (?:on|off)|[a-z]+)\b(?: (?<of>\d+|(?<=(?:restore|backups?|prove|forget) )(?!-|shows\b|makes\b|does\b)\S+))?")]
    private static partial Regex Command();

    [GeneratedRegex("""(?<=^|\s)--(?:(?<name>yes|what-if|json|now|again)\b|(?<name>[a-z-]+)[ ](?<value>[^\s'"]*'[^']*'|[^\s'"]*"[^"]*"|\S*[^\s.,;:]))""")]
    private static partial Regex Option();

    [GeneratedRegex(@"^[\w/\\.:~+%-]+$")]
    private static partial Regex PlainWord();
}
