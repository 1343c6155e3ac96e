using System.Text.Json;
using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.Docker;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Actions.Compose;

/// <summary>
/// Has a service's target image on the host under a tag of its own: kept, pulled, or built from the target's tree. The
/// live tag, the live tree and what runs stay as they are.
/// </summary>
/// <param name="runner">Runs programs.</param>
public sealed class ImageStep(IRunner runner) : StepKind<ImageDetail, ImageState>
{
    /// <summary>The kind's name.</summary>
    public const string Name = "compose.image";

    /// <summary>What marks an image that was built anew: its value is the run.</summary>
    public const string FreshLabel = "rollbackops.fresh";

    private readonly DockerCli _docker = new(runner);
    private readonly KeptTag _kept = new(runner);

    /// <inheritdoc/>
    public override string Kind => Name;

    /// <inheritdoc/>
    protected override async Task<ImageState> ReadAsync(ImageDetail detail, Work work, CancellationToken cancel)
    {
        var image = await new DockerHost(_docker).ImageAsync(detail.Tag, cancel);
        return new(image?.Id) { IsOfRun = image?.Labels.GetValueOrDefault(FreshLabel) == work.Run };
    }

    /// <inheritdoc/>
    protected override Verdict Judge(ImageDetail detail, ImageState before, ImageState now) =>
        now.Id is { } id && (detail.ImageId ?? id) == id && (now.IsOfRun || !detail.Fresh) ? Verdict.InEffect : Verdict.Before;

    /// <inheritdoc/>
    protected override async Task DoAsync(ImageDetail detail, ImageState before, Work work, CancellationToken cancel)
    {
        if (detail.Make == ImageMake.Build)
        {
            work.Progress($"building the image of {detail.Service}", null);
            await BuildAsync(detail, work, cancel);
            return;
        }

        if (detail.Make == ImageMake.Pull)
        {
            work.Progress($"pulling {detail.Pull}", null);
            var pulled = await _docker.TryAsync(DockerCommands.Pull(detail.Pull!, work.Step.Limit) with { Retrying = line => Say(line, work) }, cancel);
            if (pulled.ExitCode != 0)
                throw RegistryFailure.Of(detail.Pull!, pulled.Err, $"The service '{detail.Service}' needs");
        }

        if (detail.Tag == detail.Pull)
            return;
        await _docker.RunAsync(DockerCommands.Tag(detail.ImageId ?? detail.Pull!, detail.Tag), cancel);
    }

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, string> Give(Step step, ImageDetail detail, ImageState now) =>
        step.Gives.ToDictionary(gift => gift, _ => now.Id!);

    /// <inheritdoc/>
    protected override Origin? OriginOf(ImageDetail detail, ImageState now) =>
        detail.Source is { } source && now.Id is { } id ? new(id, source) : null;

    /// <inheritdoc/>
    protected override string? Keeps(ImageDetail detail, ImageState before, ImageState now) =>
        now.Id is null ? null : $"the image {detail.Tag}";

    // A release's image stays as long as the release may come back; what was only made for a run that came to nothing goes.
    /// <inheritdoc/>
    protected override async Task<IReadOnlyList<KeptThing>> FindKeptAsync(ImageDetail detail, ImageState before, Work work, CancellationToken cancel)
    {
        var isLive = work.Plan.Steps.Any(step => step.Kind == TagStep.Name && work.InEffect.Contains(step.Id) && step.Needs.Any(need => work.Step.Gives.Contains(need.Gift)));
        var isOurs = detail.Make != ImageMake.Exists && detail.Tag != detail.Pull && before.Id is null;
        return isOurs && !isLive
            && await _kept.FindAsync(detail.Tag, work.Step.Gives.Select(work.Gifts.Find).FirstOrDefault(), $"the image that was made for {detail.Service}", work, cancel) is { } kept
            ? [kept]
            : [];
    }

    /// <inheritdoc/>
    protected override Task GiveUpAsync(ImageDetail detail, ImageState before, KeptThing thing, Work work, CancellationToken cancel) =>
        _kept.GiveUpAsync(detail.Tag, thing, cancel);

    /// <summary>
    /// The files that Compose builds from: the target's, and one that names the image's own tag and contexts within the
    /// tree.
    /// </summary>
    internal static string Override(ImageDetail detail, string tree, string run)
    {
        var build = new Dictionary<string, object>();
        if (detail.Contexts.TryGetValue("", out var main))
            build["context"] = InTree(main, tree);
        var more = detail.Contexts.Where(context => context.Key.Length > 0).ToDictionary(context => context.Key, context => InTree(context.Value, tree));
        if (more.Count > 0)
            build["additional_contexts"] = more;
        if (detail.Fresh)
            build["labels"] = new Dictionary<string, string> { [FreshLabel] = run };
        return JsonSerializer.Serialize(new
        {
            services = new Dictionary<string, object> { [detail.Service] = new { image = detail.Tag, build } },
        });
    }

    // An address stays as it is; only paths within the tree are relative.
    private static string InTree(string context, string tree) =>
        context.Contains("://", StringComparison.Ordinal) ? context : Path.GetFullPath(context, tree);

    private async Task BuildAsync(ImageDetail detail, Work work, CancellationToken cancel)
    {
        var tree = work.Gifts[detail.Tree!];
        Directory.CreateDirectory(work.Scratch);
        var path = Path.Combine(work.Scratch, $"build-{work.Step.Id.Replace('/', '-')}.json");
        await CrashPoint.AroundAsync($"writing {path}", () => File.WriteAllTextAsync(path, Override(detail, tree, work.Run), cancel));
        var files = detail.Files.Count > 0 ? detail.Files.Select(file => Path.Combine(tree, file)) : detail.Project.Files;
        var project = detail.Project.ToProject() with { Files = [.. files, path] };
        var command = ComposeCommands.Build(await _docker.ComposeAsync(cancel), project, detail.Service, detail.NoCache, work.Step.Limit);
        command = command with { ErrorLine = line => Say(line, work) };
        var built = await _docker.TryAsync(command, cancel);
        if (built.ExitCode != 0)
            throw RegistryFailure.OfBuild(detail.Service, built.Err, built.Out) ?? DockerCli.Failed(command, built);
    }

    private static void Say(string line, Work work)
    {
        if (line.Trim() is { Length: > 0 } said)
            work.Progress(said, null);
    }
}
