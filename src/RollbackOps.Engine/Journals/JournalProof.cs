using System.Globalization;
using RollbackOps.Events;

namespace RollbackOps.Engine.Journals;

/// <summary>
/// Tells whether a system's journals are as they were written: each line is chained to the one before, and each run to
/// the last line of the run before.
/// </summary>
internal static class JournalProof
{
    /// <summary>The end of the newest journal that has a line, for the run that begins now; null for the first run.</summary>
    public static JournalEnd? EndOf(ISystemState state) => state.Runs.Reverse()
        .Select(run => state.Look(run).Lines is [.., var last] ? new JournalEnd(run, last.Number, last.Hash) : null)
        .FirstOrDefault(end => end is not null);

    /// <summary>What is recorded beside the runs: the record of backups, where there is one.</summary>
    public static IEnumerable<RunVerification> Beside(ISystemState backups) => backups.Runs.Select(journal => Of(journal, backups.Look(journal), [], wasBegun: false) with { Run = "backups" });

    /// <summary>One record for each run that there is or must have been, oldest first.</summary>
    public static IReadOnlyList<RunVerification> Of(ISystemState state)
    {
        var runs = state.Runs.ToDictionary(run => run, state.Look);
        var seen = runs.Values.Select(content => Opened(content)?.Before).OfType<JournalEnd>().ToLookup(end => end.Run);
        var begun = Begun(state.Folder);
        var last = runs.Keys.Concat(seen.Select(group => group.Key)).Concat(begun).Select(Number).DefaultIfEmpty(0).Max();
        return [.. Enumerable.Range(1, last).Select(RunNumber.Of).Concat(runs.Keys).Distinct().Order(StringComparer.Ordinal)
            .Select(run => runs.TryGetValue(run, out var content) ? Of(run, content, seen[run], begun.Contains(run)) : Gone(run))];
    }

    private static RunVerification Of(string run, JournalContent content, IEnumerable<JournalEnd> seen, bool wasBegun)
    {
        var count = content.Lines.Count;
        if (content is { IsBroken: true, Flaw: { } flaw })
            return Says(run, count, flaw, isWhole: false, flaw.Flaw == JournalFlaw.Missing ? $"line {flaw.Line} is missing" : $"line {flaw.Line} was altered, or the line before it");
        if (count == 0 && wasBegun)
            return Says(run, 0, new(1, JournalFlaw.Missing), isWhole: false, "line 1 is missing: the run has left folders");
        if (seen.Any(end => end.Line > count))
            return Says(run, count, new(count + 1, JournalFlaw.Missing), isWhole: false, $"line {count + 1} is missing: the run that came next saw it");
        if (seen.FirstOrDefault(end => end.Line > 0 && content.Lines[end.Line - 1].Hash != end.Hash) is { } other)
            return Says(run, other.Line - 1, new(other.Line, JournalFlaw.Altered), isWhole: false, $"line {other.Line} was altered: it is not the one that the run that came next saw");
        if (content.Flaw is not { } end)
            return new() { Run = run, Lines = count, IsWhole = true, Says = "whole" };
        var what = end.Flaw == JournalFlaw.Torn ? $"line {end.Line} is torn" : $"line {end.Line - 1} stands there once more";
        return IsClosed(content)
            ? Says(run, count, end, isWhole: false, $"{what}, and the run had ended")
            : Says(run, count, end, isWhole: true, $"{what}: its writer is at it or died; resume takes it off and goes on");
    }

    // The runs that have done something on this machine: each has a folder for what it keeps.
    private static HashSet<string> Begun(StateFolder folder) => Path.GetDirectoryName(folder.Kept("0")) is { } kept && Directory.Exists(kept)
        ? [.. Directory.EnumerateDirectories(kept).Select(run => Path.GetFileName(run))]
        : [];

    private static RunVerification Says(string run, int lines, JournalFlawAt flaw, bool isWhole, string says) =>
        new() { Run = run, Lines = lines, Flaw = flaw.Flaw, Line = flaw.Line, IsWhole = isWhole, Says = says };

    private static RunVerification Gone(string run) =>
        new() { Run = run, Lines = 0, Flaw = JournalFlaw.Missing, IsWhole = false, Says = "the whole journal is missing" };

    private static RunOpened? Opened(JournalContent content) => Events(content).OfType<RunOpened>().FirstOrDefault();

    private static bool IsClosed(JournalContent content) => new RunRecord(Events(content)).IsClosed;

    // What follows a broken line, or is of a newer version, says nothing here.
    private static IReadOnlyList<RunEvent> Events(JournalContent content)
    {
        try
        {
            return JournalReader.Events(new(content.Lines, null), "");
        }
        catch (RollbackException error) when (error.Id == RollbackErrorId.NotSupported)
        {
            return [];
        }
    }

    private static int Number(string run) => int.TryParse(run, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
