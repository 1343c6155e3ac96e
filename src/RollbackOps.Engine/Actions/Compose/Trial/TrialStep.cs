using RollbackOps.Engine.Tools.Docker;
using RollbackOps.Engine.Tools.Files;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Actions.Compose.Trial;

/// <summary>
/// Starts the release as a project of its own, on copies of what was restored, and waits until its services have stayed up. Then all of
/// it goes away: what takes the live one's place was touched by nobody.
/// </summary>
/// <param name="runner">Runs Docker.</param>
/// <param name="waiter">Waits for the services.</param>
internal sealed class TrialStep(IRunner runner, ServiceWaiter waiter) : StepKind<TrialDetail, TrialState>
{
    /// <summary>The kind's name.</summary>
    public const string Name = "compose.trial";

    private readonly DockerCli _docker = new(runner);
    private readonly TrialHost _host = new(runner);

    /// <inheritdoc/>
    public override string Kind => Name;

    /// <inheritdoc/>
    protected override async Task<TrialState> ReadAsync(TrialDetail detail, Work work, CancellationToken cancel) =>
        new(File.Exists(Mark(work)), await _host.IsThereAsync(detail.NameIn(work.Run), cancel));

    /// <inheritdoc/>
    protected override Verdict Judge(TrialDetail detail, TrialState before, TrialState now) => now switch
    {
        { IsThere: true } => Verdict.Partly,
        { Passed: true } => Verdict.InEffect,
        _ => Verdict.Before,
    };

    /// <inheritdoc/>
    protected override async Task DoAsync(TrialDetail detail, TrialState before, Work work, CancellationToken cancel)
    {
        var name = detail.NameIn(work.Run);
        await _host.ClearAsync(name, cancel);
        try
        {
            await TryAsync(detail, name, work, cancel);
        }
        catch (RollbackException error) when (error.Id == RollbackErrorId.NotInEffect)
        {
            await _host.ClearAsync(name, cancel);
            throw new RollbackException(
                error.Id, $"The release was tried beside the live one, and did not come up. {error.Message}", "Choose another release with --to; or, where it can't come up without the outside (its networks have no way out), say trial: false in the strategy.", error);
        }

        PrivateFiles.Folder(work.Scratch);
        await PrivateFiles.WriteAsync(Mark(work), name, cancel);
        await _host.ClearAsync(name, cancel);
    }

    /// <inheritdoc/>
    protected override async Task UndoAsync(TrialDetail detail, TrialState before, Work work, CancellationToken cancel)
    {
        File.Delete(Mark(work));
        await _host.ClearAsync(detail.NameIn(work.Run), cancel);
    }

    private async Task TryAsync(TrialDetail detail, string name, Work work, CancellationToken cancel)
    {
        var tree = detail.Tree is { } gift ? work.Gifts[gift] : null;
        var files = tree is null || detail.Files.Count == 0 ? detail.Project.Files : [.. detail.Files.Select(file => Path.Combine(tree, file))];
        var config = await _docker.ReadAsync(
            ComposeCommands.Config(await _docker.ComposeAsync(cancel), detail.Project.ToProject() with { Files = files }), partial: false, cancel);
        var images = detail.Images.ToDictionary(image => image.Key, image => work.Gifts.Find(image.Value) ?? image.Value);
        var model = TrialModel.Of(config, name, images, path => Place(path, tree, detail.Root));
        var restored = detail.Volumes.Select(work.Gifts.Find).OfType<string>().Select(BesideVolume.Of).ToList();
        await _host.FillAsync(name, TrialModel.Volumes(config), restored, work, cancel);
        work.Progress($"starting the release beside the live one, as {name}", null);
        var up = await _host.UpAsync(detail, name, model, work.Runbook.HealthWithin + TimeSpan.FromMinutes(2), cancel);
        var trial = detail.Project with { Name = name };
        if (up.ExitCode != 0)
            throw await waiter.RefusedAsync(new(RollbackErrorId.NotInEffect, $"Compose said: {HelperContainer.Last(up)}", ""), cancel);
        await waiter.SettleAsync(trial, detail.Services, work.Runbook.HealthWithin, cancel);
    }

    // What the release has itself comes from its tree, what it does not from where it is.
    private static string Place(string path, string? tree, string? root) =>
        tree is not null && root is not null && Path.GetRelativePath(root, path) is var inside && !inside.StartsWith("..", StringComparison.Ordinal) && Path.Exists(Path.Combine(tree, inside))
            ? Path.Combine(tree, inside)
            : path;

    private static string Mark(Work work) => Path.Combine(work.Scratch, $"{work.Step.Id.Replace('/', '-')}.passed");
}
