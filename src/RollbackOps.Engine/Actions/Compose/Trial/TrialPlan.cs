using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools;

namespace RollbackOps.Engine.Actions.Compose.Trial;

/// <summary>When a release is tried beside the live one, and with what. Pure.</summary>
/// <param name="part">The part.</param>
/// <param name="ask">What is asked.</param>
/// <param name="found">What was found.</param>
internal sealed class TrialPlan(ComposePart part, Ask ask, ComposeFound found)
{
    /// <summary>The step.</summary>
    /// <param name="services">The services that are tried.</param>
    /// <param name="switched">What the trial is for: without any of these nothing is tried.</param>
    /// <param name="gift">The gift that names a service's image; null where it keeps its own.</param>
    public Step Of(IReadOnlyList<ServiceFound> services, IReadOnlyList<string> switched, Func<ServiceFound, string?> gift)
    {
        var tree = found.TreeRoot is null ? null : ask.Runbook.Parts.OfType<GitPart>().Select(code => GiftNames.Tree(code.Name)).FirstOrDefault();
        var volumes = ask.Moved.Select(database => BesideVolume.Gift(database.Name)).ToList();
        var names = string.Join(", ", services.Select(service => service.Service.Name));
        return new()
        {
            Id = $"{part.Name}/trial",
            Kind = TrialStep.Name,
            Subject = $"services of {found.Project.Name}",
            Does = $"try {names} beside the live ones, cut off from everything, on copies of what was restored; they must stay up, and go away again",
            Moment = Moment.Prepare,
            Needs =
            [
                .. services.Select(gift).OfType<string>().Distinct().Select(name => new Need(name)),
                .. volumes.Select(name => new Need(name, IfOffered: true)),
                .. tree is null ? Array.Empty<Need>() : [new(tree)],
            ],
            For = switched,
            Back = Back.ByUndo,
            Touch = Touch.Aside,
            Limit = TimeSpan.FromHours(2),
            Detail = EngineJson.ToElement(new TrialDetail
            {
                Project = ProjectRef.Of(found.Project),
                Tree = tree,
                Root = found.TreeRoot,
                Files = found.FilesInTree,
                Services = [.. services.Select(service => new StartedService { Service = service.Service.Name, Scale = 1, Until = service.OneShot ? WaitUntil.Completed : WaitUntil.Started })],
                Images = Images(gift),
                Volumes = volumes,
            }),
        };
    }

    private Dictionary<string, string> Images(Func<ServiceFound, string?> gift) => found.Services
        .Select(service => (service.Service.Name, Image: gift(service) ?? (service.Containers.Count > 0 ? service.Containers[0].ImageId : service.TagId)))
        .Where(image => image.Image is not null)
        .ToDictionary(image => image.Name, image => image.Image!);
}
