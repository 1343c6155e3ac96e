namespace RollbackOps.Engine.Tools.Docker;

/// <summary>What a project's files say, and whether its containers are as they say. Reads only.</summary>
/// <param name="cli">Runs Docker.</param>
public sealed class ComposeFiles(DockerCli cli)
{
    /// <summary>The services that the files describe, with the environment files that they read.</summary>
    /// <exception cref="RollbackException">Compose does not accept the files.</exception>
    public async Task<ComposeModel> ModelAsync(ComposeProject project, CancellationToken cancel)
    {
        var program = await cli.ComposeAsync(cancel);
        var model = ComposeModel.Read(await cli.ReadAsync(ComposeCommands.Config(program, project), partial: false, cancel), program);
        var raw = ComposeModel.Read(await cli.ReadAsync(ComposeCommands.RawConfig(program, project), partial: true, cancel), program);
        return new([.. model.Services.Select(service => service with { EnvFiles = raw.Find(service.Name)?.EnvFiles ?? [] })]);
    }

    /// <summary>
    /// The containers that were made with the configuration that the files give now: a plain <c>up</c> would not make
    /// them anew for its sake.
    /// </summary>
    public async Task<IReadOnlySet<string>> AsDescribedAsync(
        ComposeProject project, IReadOnlyList<ComposeContainer> containers, CancellationToken cancel)
    {
        if (containers.Count == 0)
            return new HashSet<string>();
        var program = await cli.ComposeAsync(cancel);
        var hashes = Hashes(await cli.RunAsync(ComposeCommands.Hashes(program, project), cancel));
        var same = containers.Where(container => hashes.GetValueOrDefault(container.Service) == container.ConfigHash)
            .Select(container => container.Id).ToHashSet();
        var others = containers.Where(container => hashes.ContainsKey(container.Service) && !same.Contains(container.Id)).ToList();
        if (others.Count == 0 || program.IsFirst)
            return same;
        // Where a service reads environment files, Compose up to 2.29 prints another hash than it makes containers with.
        var dry = await cli.TryAsync(ComposeCommands.DryUp(program, project, others.Select(container => container.Service).Distinct()), cancel);
        if (dry.ExitCode == 0)
            same.UnionWith(others.Where(container => IsKept(dry.Raw + '\n' + dry.RawErr, container.Name)).Select(container => container.Id));
        return same;
    }

    /// <summary>The lines <c>service hash</c>.</summary>
    public static IReadOnlyDictionary<string, string> Hashes(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words.Length == 2)
            .ToDictionary(words => words[0], words => words[1]);

    /// <summary>Whether a dry <c>up</c> names the container and would leave it as it is.</summary>
    public static bool IsKept(string dryRun, string container)
    {
        string[] words = [.. dryRun.Split('\n')
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Where(line => line.Length > 2 && line[^3] == "Container" && line[^2] == container)
            .Select(line => line[^1])];
        return words.Length > 0 && !words.Contains("Recreate");
    }
}
