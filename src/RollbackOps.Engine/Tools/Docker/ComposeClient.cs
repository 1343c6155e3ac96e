using System.Text.Json;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Tools.Docker;

/// <summary>Finds Compose projects by their containers' labels.</summary>
/// <param name="runner">Runs programs.</param>
public sealed class ComposeClient(IRunner runner) : IComposeClient
{
    private readonly DockerCli _docker = new(runner);

    /// <inheritdoc/>
    public async Task<ComposeProject> FindAsync(ComposePart part, string folder, CancellationToken cancel)
    {
        string[] files = [.. part.Files.Select(file => Path.GetFullPath(file, folder))];
        var all = await new DockerHost(_docker).LabelledAsync(project: null, cancel);
        var ours = ComposeLabels.Match(part, files, all);
        if (ours.Count == 0)
            return await FromFilesAsync(part, files, all, cancel);
        var newest = ours.OrderByDescending(container => container.Created).First();
        var project = new ComposeProject
        {
            Name = newest.Project,
            Folder = newest.Folder,
            Files = newest.Files,
            EnvFiles = newest.EnvFiles,
            Containers = DockerHost.Of(newest.Project, all),
        };
        return project with { Profiles = await ProfilesAsync(project, cancel) };
    }

    private async Task<ComposeProject> FromFilesAsync(
        ComposePart part, string[] files, IReadOnlyList<LabelledContainer> all, CancellationToken cancel)
    {
        if (files.FirstOrDefault(file => !File.Exists(file)) is { } missing)
        {
            throw new RollbackException(
                RollbackErrorId.PlanImpossible,
                $"The Compose file {missing} does not exist, and no container was made from it.",
                "Correct the path under 'services' in the runbook.");
        }

        var folder = Path.GetDirectoryName(files[0])!;
        var project = new ComposeProject { Name = part.Project ?? ComposeLabels.NameOf(folder), Folder = folder, Files = files, Containers = [] };
        var program = await _docker.ComposeAsync(cancel);
        if (part.Project is null && !program.IsFirst)
        {
            var config = await _docker.ReadAsync(ComposeCommands.Unnamed(program, project), partial: false, cancel);
            project = project with { Name = ToolAnswer.Of("docker", () => JsonElement.Parse(config).GetProperty("name").GetString()!) };
        }

        ComposeLabels.RefuseTaken(project, all);
        return project;
    }

    // Labels don't tell the profiles; the services that have containers do.
    private async Task<IReadOnlyList<string>> ProfilesAsync(ComposeProject project, CancellationToken cancel)
    {
        var program = await _docker.ComposeAsync(cancel);
        if (program.IsFirst || !project.Files.All(File.Exists))
            return [];
        var listed = await _docker.TryAsync(ComposeCommands.Profiles(program, project), cancel);
        var profiles = listed.ExitCode == 0 ? listed.Raw.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : [];
        if (profiles.Length == 0)
            return [];
        var model = ComposeModel.Read(await _docker.ReadAsync(ComposeCommands.Config(program, project with { Profiles = profiles }), partial: false, cancel), program);
        var there = project.Containers.Select(container => container.Service).ToHashSet();
        return
        [
            .. model.Services.Where(service => there.Contains(service.Name)).SelectMany(service => service.Profiles)
                .Distinct().Order(StringComparer.Ordinal),
        ];
    }
}
