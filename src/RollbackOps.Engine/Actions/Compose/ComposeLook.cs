using System.Text.RegularExpressions;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Docker;
using RollbackOps.Engine.Tools.Processes;
using RollbackOps.Engine.Tools.Secrets;

namespace RollbackOps.Engine.Actions.Compose;

/// <summary>Finds a Compose project and what the target makes of it. Reads only.</summary>
/// <param name="client">Finds the project.</param>
/// <param name="runner">Runs programs.</param>
/// <param name="redactor">Hears the secrets that containers hold, so that no log line shows them.</param>
public sealed partial class ComposeLook(IComposeClient client, IRunner runner, Redactor redactor)
{
    private readonly DockerCli _docker = new(runner);

    /// <summary>Looks.</summary>
    public async Task<ComposeFound> LookAsync(ComposePart part, Ask ask, CancellationToken cancel)
    {
        var live = await client.FindAsync(part, ask.Runbook.Folder, cancel);
        Hide(live.Containers, redactor);
        using var target = await TargetFiles.OfAsync(live, ask, runner, cancel);
        var files = new ComposeFiles(_docker);
        var model = await files.ModelAsync(target.Project, cancel);
        var described = await files.AsDescribedAsync(target.Project, live.Containers, cancel);
        return new()
        {
            Project = live,
            Model = model,
            Services = await ServicesAsync(part.Name, live, model, described, target.Changed, ask, cancel),
            FilesInTree = target.InTree,
            TreeRoot = target.Root,
            Reconcilers = await ReconcilersAsync(cancel),
            Servers =
            [
                .. model.Services.SelectMany(service => service.Published).Select(port => $"port:{port}"),
                .. live.Containers.SelectMany(container => container.Addresses).Select(address => $"address:{address}"),
            ],
        };
    }

    /// <summary>Has the secrets in the containers' environment taken out of whatever is written from now on.</summary>
    public static void Hide(IEnumerable<ComposeContainer> containers, Redactor redactor)
    {
        foreach (var (name, value) in containers.SelectMany(container => container.Environment).Distinct())
        {
            if (SecretName().IsMatch(name))
                redactor.Add(value);
            if (Uri.TryCreate(value, UriKind.Absolute, out var url) && url.UserInfo.Split(':', 2) is [_, var password])
                redactor.Add(Uri.UnescapeDataString(password));
        }
    }

    private async Task<IReadOnlyList<ServiceFound>> ServicesAsync(
        string part,
        ComposeProject live,
        ComposeModel model,
        IReadOnlySet<string> described,
        IReadOnlySet<string> changed,
        Ask ask,
        CancellationToken cancel)
    {
        var program = await _docker.ComposeAsync(cancel);
        var host = new DockerHost(_docker);
        var tags = await host.ImageIdsAsync(model.Services.Select(service => service.LiveTag(live.Name, program)), cancel);
        var completed = model.Services.SelectMany(service => service.DependsOn)
            .Where(pair => pair.Value == "service_completed_successfully").Select(pair => pair.Key).ToHashSet();
        var found = model.Services.Select(service => One(service)).ToList();
        var images = new Dictionary<string, TargetImage>();
        foreach (var owner in found.Where(service => service.Owner == service.Service.Name))
            images[owner.Service.Name] = await new TargetImages(host).FindAsync(owner, part, live.Name, ask, cancel);
        return [.. found.Select(service => service with { TargetId = images[service.Owner].Id, Pull = images[service.Owner].Pull, Make = Make(service, images[service.Owner]) })];

        ServiceFound One(ComposeService service)
        {
            var tag = service.LiveTag(live.Name, program);
            var containers = live.Containers.Where(container => container.Service == service.Name).ToList();
            return new()
            {
                Service = service,
                Containers = containers,
                LiveTag = tag,
                TagId = tags.GetValueOrDefault(tag),
                Owner = (model.Services.FirstOrDefault(other => other.Context is not null && other.LiveTag(live.Name, program) == tag)
                    ?? model.Services.First(other => other.LiveTag(live.Name, program) == tag)).Name,
                AsDescribed = containers.All(container => described.Contains(container.Id)),
                Changed = [.. changed.Where(path => Touches(service, path)).Order(StringComparer.Ordinal)],
                OneShot = completed.Contains(service.Name),
            };
        }

        ImageMake Make(ServiceFound service, TargetImage image) => image.Id is not null
            ? ImageMake.Exists
            : image.Pull is not null || model.Find(service.Owner)!.Context is null ? ImageMake.Pull : ImageMake.Build;
    }

    private static bool Touches(ComposeService service, string path) =>
        service.EnvFiles.Contains(path)
        || service.Binds.Any(bind => path == bind || path.StartsWith(bind.TrimEnd('/') + '/', StringComparison.Ordinal));

    private async Task<IReadOnlyList<string>> ReconcilersAsync(CancellationToken cancel) =>
    [
        .. (await _docker.RunAsync(DockerCommands.Running(), cancel)).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('\t'))
            .Where(words => words.Length == 2 && ImageName.Of(words[1]).Product.Contains("watchtower", StringComparison.OrdinalIgnoreCase))
            .Select(words => words[0]),
    ];

    [GeneratedRegex("PASSWORD|PASSWD|SECRET|TOKEN|KEY|CREDENTIAL", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretName();
}
