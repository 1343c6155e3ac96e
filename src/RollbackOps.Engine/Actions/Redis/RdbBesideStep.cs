using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Databases;
using RollbackOps.Engine.Tools.Docker;
using RollbackOps.Engine.Tools.Processes;
using RollbackOps.Engine.Tools.Redis;

namespace RollbackOps.Engine.Actions.Redis;

/// <summary>
/// Puts an RDB into a folder beside the server's files, has a server of its own check, load and count it there, and, where
/// the live one starts from its append-only file, write that too. What it wrote down of the keys lies in the run's folder.
/// </summary>
/// <param name="runner">Runs Docker.</param>
public sealed class RdbBesideStep(IRunner runner) : StepKind<RdbDetail, RdbBesideState>
{
    /// <summary>The kind's name.</summary>
    public const string Name = "redis.beside";

    private const int Unusable = 65;
    private readonly RdbFolder _folder = new(runner);

    /// <inheritdoc/>
    public override string Kind => Name;

    /// <inheritdoc/>
    protected override async Task<RdbBesideState> ReadAsync(RdbDetail detail, Work work, CancellationToken cancel)
    {
        var places = await _folder.ReadAsync(detail, work, cancel);
        var counted = places.Back is null ? null : await RdbCount.FindAsync(work, detail.Part, cancel);
        return new(counted is null ? null : places.Back, places.Beside is not null || places.Part is not null, counted?.Keys, counted?.Expiring);
    }

    /// <inheritdoc/>
    protected override Verdict Judge(RdbDetail detail, RdbBesideState before, RdbBesideState now) => now switch
    {
        { Mark: null, IsBegun: true } => Verdict.Partly,
        { Mark: null } => Verdict.Before,
        _ => now.Mark == before.Mark ? Verdict.Foreign : Verdict.InEffect,
    };

    /// <inheritdoc/>
    protected override async Task DoAsync(RdbDetail detail, RdbBesideState before, Work work, CancellationToken cancel)
    {
        RdbCount.Forget(work, detail.Part);
        work.Progress($"loading {detail.Backup} beside {detail.Settings.Folder} of {detail.Service}", null);
        var settings = detail.Settings;
        var result = await _folder.FeedAsync(
            detail,
            work,
            [detail.Beside(work.Run), settings.File, settings.AppendOnly ? "yes" : "no", settings.AppendFile, settings.AppendFolder ?? "", detail.Mark],
            async (stream, token) =>
            {
                await using var reader = BackupReader.Open(detail.Backup);
                await reader.Content.CopyToAsync(stream, token);
                if (await reader.FinishAsync(token) is var hash && hash != detail.Hash)
                    throw new RollbackException(
                        RollbackErrorId.PlanStale,
                        $"The backup {detail.Backup} is not the one that was planned with: its SHA-256 is {hash[..8]}…, not {detail.Hash[..8]}….",
                        "Plan again, and see what changed it.");
            },
            cancel);
        if (result.ExitCode != 0)
            throw result.ExitCode == Unusable
                ? BackupReader.Unusable(detail.Backup, $"a server of the service's image does not load it: {HelperContainer.Last(result)}")
                : new(RollbackErrorId.ToolFailed, $"Restoring {detail.Backup} beside the server's files failed: {HelperContainer.Last(result)}", "Read its message; run the same command again once its cause is gone.");
        var info = RedisInfo.Read(result.Raw);
        if (Fault(info.Keys, detail.Expect) is { } fault)
            throw BackupReader.Unusable(detail.Backup, fault);
        await RdbCount.WriteAsync(work, detail.Part, info, cancel);
    }

    /// <inheritdoc/>
    protected override async Task UndoAsync(RdbDetail detail, RdbBesideState before, Work work, CancellationToken cancel)
    {
        await _folder.RunAsync("set -eu; cd \"$1\"; rm -rf \"$2\" \"$2.part\"", detail, work, [detail.Beside(work.Run)], cancel);
        RdbCount.Forget(work, detail.Part);
    }

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, string> Give(Step step, RdbDetail detail, RdbBesideState now) =>
        new Dictionary<string, string> { [RdbGift.Name(detail.Part)] = new RdbGift(now.Mark!, now.Keys!, now.Expiring!).ToText() };

    // Exchanged, its mark is among the live files. What lies here was never exchanged, or was undone.
    /// <inheritdoc/>
    protected override async Task<IReadOnlyList<KeptThing>> FindKeptAsync(RdbDetail detail, RdbBesideState before, Work work, CancellationToken cancel)
    {
        var places = await _folder.ReadAsync(detail, work, cancel);
        return places is { Back: not null, Beside: { } beside } ? [RdbKept.Thing(detail, work, detail.Beside(work.Run), beside, "what the run restored, and users may have written to where it was live")] : [];
    }

    /// <inheritdoc/>
    protected override Task GiveUpAsync(RdbDetail detail, RdbBesideState before, KeptThing thing, Work work, CancellationToken cancel) =>
        _folder.GiveUpAsync(detail, work, detail.Beside(work.Run), RdbKept.Inode(thing), cancel);

    /// <summary>Why what was loaded can't be the right data; null where nothing speaks against it.</summary>
    public static string? Fault(IReadOnlyDictionary<string, long> keys, IReadOnlyList<RowRule> rules)
    {
        foreach (var rule in rules)
        {
            var found = rule.Table == "keys" ? keys.Values.Sum() : keys.GetValueOrDefault(rule.Table);
            if (!rule.Holds(found))
                return $"it has {found} {(rule.Table == "keys" ? "keys" : $"keys in {rule.Table}")}, and the runbook expects {rule.Comparison} {rule.Rows}";
        }

        return rules.Count == 0 && keys.Count == 0 ? "it holds no keys; where that is meant, say expect: { keys: 0 }" : null;
    }
}
