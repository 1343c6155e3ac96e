using System.Globalization;
using RollbackOps.Engine.Tools.GitHub;

namespace RollbackOps.Engine.Actions.GitHub;

/// <summary>Chooses among the runs of a workflow. Pure.</summary>
/// <param name="runs">The runs, those made last first.</param>
/// <param name="workflow">The workflow, as it is named.</param>
public sealed class RunChoice(IReadOnlyList<WorkflowRun> runs, string workflow)
{
    private const int ShortestCommit = 7;
    private const int MostAttempts = 51;
    private const int Shown = 5;
    private static readonly TimeSpan Window = TimeSpan.FromDays(30);

    /// <summary>The run whose newest attempt began last, of those that did anything; null for none.</summary>
    public WorkflowRun? Last => runs.Where(run => run.Acts).OrderBy(run => run.Started).ThenBy(run => run.Id).LastOrDefault();

    /// <summary>
    /// The newest run that ended well, made before the one that acted last, of another commit, and not called bad by the
    /// ledger; null for none.
    /// </summary>
    public WorkflowRun? LastGood(WorkflowRun last, IKnown known) => runs
        .Where(run => run.IsGood && run.Created < last.Created && run.Commit != last.Commit && !known.IsBad(run.Commit))
        .MaxBy(run => run.Created);

    /// <summary>The newest run of a commit that ended well.</summary>
    /// <exception cref="RollbackException">There is none.</exception>
    public WorkflowRun Of(Release release) => Good([.. runs.Where(run => run.Commit == release.Commit)], release.Name);

    /// <summary>The run that a person named: by its number, its commit, or the tag that it ran on.</summary>
    /// <exception cref="RollbackException">There is none, or the name means another tomorrow.</exception>
    public WorkflowRun Named(string to)
    {
        var byNumber = runs.Where(run => run.Id.ToString(CultureInfo.InvariantCulture) == to).ToList();
        if (byNumber.Count > 0)
            return Good(byNumber, to);
        var byCommit = runs.Where(run => to.Length >= ShortestCommit && run.Commit.StartsWith(to, StringComparison.OrdinalIgnoreCase)).ToList();
        if (byCommit.Count > 0)
            return Good(byCommit, to);
        var byName = runs.Where(run => run.Branch == to).ToList();
        if (byName.Select(run => run.Commit).Distinct().Count() > 1)
            throw new RollbackException(RollbackErrorId.Usage, $"A target is absolute: '{to}' is a branch, which moves.", $"Name a run, a commit or a tag: --to {byName.Find(run => run.IsGood)?.Id ?? byName[0].Id}. {Newest()}");
        return Good(byName, to);
    }

    /// <summary>Why a run can't be run again; null where it can.</summary>
    public static string? WhyNotAgain(WorkflowRun run, DateTimeOffset now)
    {
        if (now - run.Created >= Window)
            return $"run {run.Id} is {Days(now - run.Created)} old, and GitHub runs nothing again after 30 days";
        return run.Attempt >= MostAttempts ? $"run {run.Id} was run again 50 times, and GitHub allows no more" : null;
    }

    /// <summary>A time as people say it.</summary>
    public static string Days(TimeSpan age) => age.TotalDays >= 2 ? $"{(int)age.TotalDays} days" : age.TotalHours >= 2 ? $"{(int)age.TotalHours} hours" : $"{Math.Max(0, (int)age.TotalMinutes)} minutes";

    /// <summary>The newest runs that ended well, for a person to choose from.</summary>
    public string Newest()
    {
        var good = runs.Where(run => run.IsGood).Take(Shown).Select(run => $"{run.Release.Name} (run {run.Id})").ToList();
        return good.Count == 0 ? $"No run of {workflow} ended well." : $"The newest that ended well: {string.Join(", ", good)}.";
    }

    private WorkflowRun Good(List<WorkflowRun> those, string name)
    {
        if (those.Where(run => run.IsGood).MaxBy(run => run.Started) is { } good)
            return good;
        throw new RollbackException(
            RollbackErrorId.TargetMissing,
            those.Count == 0
                ? $"No run of {workflow} has deployed {name}, as far as GitHub still knows."
                : $"No run of {workflow} for {name} ended well: {string.Join(", ", those.Take(Shown).Select(run => $"run {run.Id} {run.Word}"))}.",
            $"Name another: --to with a run, a commit or a tag. {Newest()}");
    }
}
