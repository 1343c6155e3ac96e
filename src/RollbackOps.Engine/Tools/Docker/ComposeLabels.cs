using RollbackOps.Engine.Runbooks.Parts;

namespace RollbackOps.Engine.Tools.Docker;

/// <summary>Which containers belong to a runbook's services, by their labels; another project is never taken for it.</summary>
public static class ComposeLabels
{
    /// <summary>The containers that were made from the files; none where there are none yet.</summary>
    /// <exception cref="RollbackException">They are of several projects, or of another one than the runbook names.</exception>
    public static IReadOnlyList<LabelledContainer> Match(ComposePart part, IReadOnlyList<string> files, IReadOnlyList<LabelledContainer> all)
    {
        var wanted = files.Select(Real).ToHashSet(StringComparer.Ordinal);
        var ours = all.Where(container => container.Files.Any(file => wanted.Contains(Real(file)))).ToList();
        string[] names = [.. ours.Select(container => container.Project).Distinct().Order(StringComparer.Ordinal)];
        if (names.Length > 1)
            throw Refused($"The containers made from {string.Join(", ", files)} belong to {names.Length} projects: {string.Join(", ", names)}.",
                "Remove the containers of the project that isn't production (docker compose -p NAME down), or give it files of its own.");
        if (part.Project is { } project && names is [var other] && other != project)
            throw Refused($"The runbook says 'project: {project}', but the containers made from {string.Join(", ", files)} belong to the project '{other}'.",
                $"Write 'project: {other}' in the runbook, or correct its Compose files.");
        var made = ours.SelectMany(container => container.Files).Select(Real).ToHashSet(StringComparer.Ordinal);
        if (ours.Count > 0 && files.FirstOrDefault(file => !made.Contains(Real(file))) is { } stranger)
            throw Refused($"The running containers of the project '{ours[0].Project}' were made without {stranger}, which the runbook names.",
                "Correct the Compose files in the runbook, or bring the services up with all of them first.");
        return ours;
    }

    /// <summary>Refuses a name that containers made from other files carry.</summary>
    /// <exception cref="RollbackException">The name is taken.</exception>
    public static void RefuseTaken(ComposeProject project, IReadOnlyList<LabelledContainer> all)
    {
        if (all.FirstOrDefault(container => container.Project == project.Name && !container.OneOff) is not { } other)
            return;
        throw Refused($"The Compose project '{project.Name}' runs from other files than the runbook's: {string.Join(", ", other.Files)}.",
            "Correct the Compose files under 'services' in the runbook, or name the right project there.");
    }

    /// <summary>The name that Compose gives to a project in a folder.</summary>
    public static string NameOf(string folder) =>
        new([.. Path.GetFileName(folder.TrimEnd(Path.DirectorySeparatorChar)).ToLowerInvariant().Where(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')]);

    private static string Real(string path)
    {
        try
        {
            var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
            return Path.Combine(Directory.ResolveLinkTarget(folder, returnFinalTarget: true)?.FullName ?? folder, Path.GetFileName(path));
        }
        catch (IOException)
        {
            return Path.GetFullPath(path);
        }
    }

    private static RollbackException Refused(string message, string next) => new(RollbackErrorId.PlanImpossible, message, next);
}
