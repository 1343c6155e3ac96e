using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Files;

namespace RollbackOps.Engine.Actions.Traffic;

/// <summary>Finds where traffic goes and whether users are shielded, by what nginx itself reads. Reads only.</summary>
/// <param name="servers">Finds nginx.</param>
/// <param name="address">Asks the public address.</param>
public sealed class TrafficLook(NginxServers servers, PublicAddress address)
{
    private const int MostOfPage = 64 * 1024;

    /// <summary>Looks.</summary>
    /// <exception cref="RollbackException">A file is missing, nginx does not read it, or nginx can't be asked.</exception>
    public async Task<TrafficFound> LookAsync(TrafficPart part, Ask ask, CancellationToken cancel)
    {
        var asksForSafeMode = ask.Strategy.Shut is not null || ask.Strategy.LiftsSafeMode;
        var dump = await (await servers.OpenAsync(part, ask.Runbook, cancel)).DumpAsync(cancel);
        return new()
        {
            Upstream = ask.Back is [var item, ..] ? await UpstreamAsync(part, One(ask, item), ask.Runbook, dump, cancel) : null,
            SafeMode = asksForSafeMode && part.SafeMode is { } mode ? await SafeModeAsync(part, mode, ask.Runbook, dump, cancel) : null,
        };
    }

    /// <summary>The safe-mode's page, where it has one of the user's.</summary>
    /// <exception cref="RollbackException">It can't be read, or nginx could not serve it.</exception>
    public static async Task<string?> PageAsync(SafeMode mode, Runbook runbook, CancellationToken cancel)
    {
        if (mode.Page is null)
            return null;
        var (page, _) = await TrafficFile.ReadAsync(runbook.FullPath(mode.Page), cancel);
        if (page.Contains('$', StringComparison.Ordinal))
            throw Impossible($"The page {mode.Page} has a '$', which nginx takes for the beginning of a variable.", "Write &#36; in its place, or keep the page free of scripts.");
        return page.Length <= MostOfPage ? page : throw Impossible($"The page {mode.Page} is larger than 64 KiB.", "Let it be small: it is in nginx's configuration while it is shown.");
    }

    private async Task<UpstreamFound> UpstreamAsync(TrafficPart part, string name, Runbook runbook, NginxDump dump, CancellationToken cancel)
    {
        var (file, text, hash) = await FileAsync(part, part.File!, runbook, dump, cancel);
        var (now, haveParameters) = UpstreamText.Read(text, part.Block, part.File!);
        var wanted = part.Find(name)!;
        var isInPlace = now.Order().SequenceEqual(wanted.Servers.Order());
        return new(name, file, hash, FileHash.OfText(isInPlace ? text : UpstreamText.With(text, part.Block, wanted.Servers, part.File!)), now)
        {
            IsInPlace = isInPlace,
            HaveParameters = haveParameters,
            IsProofIdle = !isInPlace && TrafficProof.Fault(wanted, await address.AskAsync(part.Url, runbook.Folder, await TrafficShown.KeyAsync(part, runbook, cancel), cancel)) is null,
        };
    }

    private async Task<SafeModeFound> SafeModeAsync(TrafficPart part, SafeMode mode, Runbook runbook, NginxDump dump, CancellationToken cancel)
    {
        var (file, text, hash) = await FileAsync(part, mode.File, runbook, dump, cancel);
        var mark = SafeModeMark.Find(text);
        if (mark is null && !NginxSyntax.IsEmpty(text))
            throw Impossible(
                $"The file {mode.File} has directives of its own, and the safe-mode writes the whole file.",
                "Give the safe-mode an empty file, and include that one in nginx's server block.");
        return new(file, hash, mark, mark?.Settings == SafeModeText.SettingsOf(mode, await PageAsync(mode, runbook, cancel)));
    }

    private async Task<(TrafficFile File, string Text, string Hash)> FileAsync(TrafficPart part, string name, Runbook runbook, NginxDump dump, CancellationToken cancel)
    {
        var real = TrafficFile.RealOf(name, runbook);
        var (text, hash) = await TrafficFile.ReadAsync(real, cancel);
        if (dump.PathOf(Path.GetFileName(name), text) is null)
        {
            throw dump.Knows(Path.GetFileName(name))
                ? Impossible(
                    $"nginx reads a file {Path.GetFileName(name)}, and what is in it is not what is in {name} here.",
                    "Correct the path in the runbook; or, where its container mounts the file alone and it was replaced since, restart the container.")
                : Impossible($"nginx does not read {name}.", $"Add include {Path.GetFileName(name)}; with its path to nginx's configuration, and reload it once.");
        }

        // A mount of this one file: the container would go on reading the old inode.
        var isAlone = (await servers.ContainersAsync(part, runbook, cancel)).Any(container => container.Volumes.Contains(real) || container.Volumes.Contains(runbook.FullPath(name)));
        return (new(name, real, part.InPlace || isAlone), text, hash);
    }

    private static string One(Ask ask, BackItem first) => ask.Back.Count == 1 && first.Path is { } name
        ? name
        : throw Impossible($"The strategy '{ask.Strategy.Name}' sends the traffic to {ask.Back.Count} upstreams.", "Name one: back: [traffic/NAME].");

    private static RollbackException Impossible(string message, string next) => new(RollbackErrorId.PlanImpossible, message, next);
}
