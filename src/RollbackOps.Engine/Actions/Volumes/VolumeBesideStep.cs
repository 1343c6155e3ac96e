using System.Globalization;
using RollbackOps.Engine.Tools.Databases;
using RollbackOps.Engine.Tools.Docker;
using RollbackOps.Engine.Tools.Files;
using RollbackOps.Engine.Tools.Processes;
using RollbackOps.Engine.Tools.Volumes;

namespace RollbackOps.Engine.Actions.Volumes;

/// <summary>
/// Unpacks an archive into a volume of the run's own and counts what arrived, or makes an empty one. That it is whole is written down in the run's
/// folder, with the content's inode.
/// </summary>
/// <param name="runner">Runs Docker.</param>
public sealed class VolumeBesideStep(IRunner runner) : StepKind<VolumeDetail, VolumeBesideState>
{
    /// <summary>The kind's name.</summary>
    public const string Name = "volume.beside";

    private readonly VolumeWork _volumes = new(runner);

    /// <inheritdoc/>
    public override string Kind => Name;

    /// <inheritdoc/>
    protected override async Task<VolumeBesideState> ReadAsync(VolumeDetail detail, Work work, CancellationToken cancel)
    {
        var places = await _volumes.ReadAsync(detail, work, cancel);
        var whole = File.Exists(Mark(detail, work)) ? await File.ReadAllTextAsync(Mark(detail, work), cancel) : null;
        return new(places.HasBeside, places.Beside == whole ? whole : null) { Name = places.BesideName };
    }

    /// <inheritdoc/>
    protected override Verdict Judge(VolumeDetail detail, VolumeBesideState before, VolumeBesideState now) => now switch
    {
        { Content: { } content } => content == before.Content ? Verdict.Foreign : Verdict.InEffect,
        { Exists: true } => Verdict.Partly,
        _ => Verdict.Before,
    };

    /// <inheritdoc/>
    protected override async Task DoAsync(VolumeDetail detail, VolumeBesideState before, Work work, CancellationToken cancel)
    {
        var volume = detail.Beside(work.Run);
        await RemoveAsync(detail, work, cancel);
        await _volumes.Host.CreateAsync(volume, $"{work.Plan.System}/{work.Plan.Environment}/{work.Run}", cancel);
        if (detail.Backup is { } backup)
            await UnpackAsync(detail, backup, work, cancel);
        else
            await _volumes.RunAsync(VolumeScripts.Empty, detail, work, [detail.Volume, volume], cancel);
        var content = (await _volumes.ReadAsync(detail, work, cancel)).Beside!;
        await PrivateFiles.WriteAsync(Mark(detail, work), content, cancel);
    }

    /// <inheritdoc/>
    protected override Task UndoAsync(VolumeDetail detail, VolumeBesideState before, Work work, CancellationToken cancel) => RemoveAsync(detail, work, cancel);

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, string> Give(Step step, VolumeDetail detail, VolumeBesideState now) =>
        new Dictionary<string, string>
        {
            [VolumeGift.Name(detail.Part)] = now.Content!,
            [BesideVolume.Gift(detail.Part)] = new BesideVolume(detail.Volume, now.Name, detail.Image).ToGift(),
        };

    // Exchanged, its content is live. What lies here was never exchanged, or was undone.
    /// <inheritdoc/>
    protected override async Task<IReadOnlyList<KeptThing>> FindKeptAsync(VolumeDetail detail, VolumeBesideState before, Work work, CancellationToken cancel) =>
        (await _volumes.ReadAsync(detail, work, cancel)).Beside is { } content
            ? [KeptVolume.Thing(work, detail.Beside(work.Run), content, "what the run restored, and users may have written to where it was live")]
            : [];

    /// <inheritdoc/>
    protected override async Task GiveUpAsync(VolumeDetail detail, VolumeBesideState before, KeptThing thing, Work work, CancellationToken cancel)
    {
        if ((await _volumes.ReadAsync(detail, work, cancel)).Beside is { } content && KeptVolume.Is(thing, content))
            await _volumes.Host.RemoveAsync(detail.Beside(work.Run), cancel);
    }

    private async Task UnpackAsync(VolumeDetail detail, string backup, Work work, CancellationToken cancel)
    {
        var volume = detail.Beside(work.Run);
        work.Progress($"unpacking {backup} into the volume {volume}", null);
        ArchiveFacts? facts = null;
        RollbackException? wrong = null;
        var result = await _volumes.UnpackAsync(
            detail,
            work,
            async (stream, token) =>
            {
                try
                {
                    facts = await new VolumeArchive(runner).PassAsync(backup, detail.Strip, stream, token);
                }
                catch (RollbackException error)
                {
                    // Docker's client is not cut off: the helper meets the end of its input, and goes away by itself.
                    wrong = error;
                }
            },
            cancel);
        if (wrong is not null)
            throw wrong;
        if (facts is not null && facts.Hash != detail.Hash)
            throw new RollbackException(
                RollbackErrorId.PlanStale,
                $"The backup {backup} is not the one that was planned with: its SHA-256 is {facts.Hash[..8]}…, not {detail.Hash[..8]}….",
                "Plan again, and see what changed it.");
        if (result.ExitCode != 0 || facts is null)
            throw new RollbackException(
                result.Err.Contains("No space", StringComparison.OrdinalIgnoreCase) ? RollbackErrorId.NoRoom : RollbackErrorId.ToolFailed,
                $"Unpacking {backup} into the volume {volume} failed: {HelperContainer.Last(result)}",
                "Read tar's message above; run the same command again once its cause is gone.");
        RefuseOther(backup, facts, result.Raw);
    }

    private async Task RemoveAsync(VolumeDetail detail, Work work, CancellationToken cancel)
    {
        File.Delete(Mark(detail, work));
        // What a killed process left unpacking has the volume mounted, and ends with its helper.
        await _volumes.ReadAsync(detail, work, cancel);
        await _volumes.Host.RemoveAsync(detail.Beside(work.Run), cancel);
    }

    private static void RefuseOther(string backup, ArchiveFacts facts, string said)
    {
        var found = said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => line.Split(':', 2)).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => long.Parse(pair[1].Trim(), CultureInfo.InvariantCulture));
        if (found.GetValueOrDefault("files") != facts.Files || found.GetValueOrDefault("links") != facts.Links)
            throw BackupReader.Unusable(backup, $"it holds {facts.Files} files and {facts.Links} links, and {found.GetValueOrDefault("files")} and {found.GetValueOrDefault("links")} arrived in the volume");
    }

    private static string Mark(VolumeDetail detail, Work work) => Path.Combine(work.Scratch, $"{detail.Part}.volume");
}
