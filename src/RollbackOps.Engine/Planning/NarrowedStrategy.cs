using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;

namespace RollbackOps.Engine.Planning;

/// <summary>A strategy, narrowed to what a person asked for: parts, <c>services/NAME</c>, <c>code/PATH</c>. Pure.</summary>
/// <param name="runbook">The runbook.</param>
/// <param name="strategy">The strategy.</param>
/// <param name="only">What was asked for.</param>
public sealed class NarrowedStrategy(Runbook runbook, Strategy strategy, IReadOnlyList<string> only)
{
    /// <summary>The strategy.</summary>
    /// <exception cref="RollbackException">It does not take back what was asked for.</exception>
    public Strategy Make()
    {
        var all = strategy.Waves.Count == 0 ? [new() { Back = strategy.Back, Services = strategy.Services }] : strategy.Waves;
        if (only.FirstOrDefault(name => all.All(wave => !Has(wave, name))) is { } unknown)
        {
            throw new RollbackException(
                RollbackErrorId.Usage,
                $"The strategy '{strategy.Name}' takes back nothing that is called '{unknown}'.",
                $"Name one of: {string.Join(", ", all.SelectMany(Names).Distinct())}.");
        }

        var narrowed = all.Select(Narrowed).ToList();
        return strategy with
        {
            Back = [.. narrowed.SelectMany(wave => wave.Back).Distinct()],
            Services = strategy.Waves.Count == 0 ? narrowed[0].Services : [],
            // One without anything keeps its place, so that the others keep their numbers.
            Waves = strategy.Waves.Count == 0 ? [] : narrowed,
        };
    }

    private Wave Narrowed(Wave wave)
    {
        string[] services = [.. Compose(wave) is { } compose && !only.Contains(compose.Part) ? ServicesOf(wave, compose) : wave.Services];
        return wave with
        {
            Back = [.. wave.Back.SelectMany(item => Narrowed(item, services.Length > 0))],
            Services = services,
        };
    }

    private IEnumerable<BackItem> Narrowed(BackItem item, bool hasServices)
    {
        if (only.Contains(item.Part) || (PartOf(item) is ComposePart && hasServices))
            return [item];
        return PartOf(item) is GitPart ? [.. only.Select(name => Meet(item, name)).OfType<BackItem>().Distinct()] : [];
    }

    private bool Has(Wave wave, string name) => wave.Back.Any(item => item.Part == name || (PartOf(item) is GitPart && Meet(item, name) is not null))
        || (Compose(wave) is { } compose && Service(wave, compose, name) is not null);

    private IEnumerable<string> ServicesOf(Wave wave, BackItem compose) => only.Select(name => Service(wave, compose, name)).OfType<string>();

    private static string? Service(Wave wave, BackItem compose, string name) =>
        name.StartsWith($"{compose.Part}/", StringComparison.Ordinal) && name[(compose.Part.Length + 1)..] is { Length: > 0 } service
        && (wave.Services.Count == 0 || wave.Services.Contains(service))
            ? service
            : null;

    // The smaller of the two where one lies within the other.
    private static BackItem? Meet(BackItem item, string name)
    {
        var (own, asked) = ($"{item.Part}/{(item.Path is null ? "" : item.Path + "/")}", name.TrimEnd('/') + "/");
        if (own.StartsWith(asked, StringComparison.Ordinal))
            return item;
        return asked.StartsWith(own, StringComparison.Ordinal) ? new(item.Part, asked[(item.Part.Length + 1)..].TrimEnd('/')) : null;
    }

    private IEnumerable<string> Names(Wave wave) => wave.Back.SelectMany(item => PartOf(item) switch
    {
        ComposePart => [item.Part, .. wave.Services.Count == 0 ? [$"{item.Part}/NAME"] : wave.Services.Select(service => $"{item.Part}/{service}")],
        GitPart => [item.Path is null ? item.Part : $"{item.Part}/{item.Path}", $"{item.Part}/{(item.Path is null ? "" : item.Path + "/")}PATH"],
        _ => (string[])[item.Part],
    });

    private BackItem? Compose(Wave wave) => wave.Back.FirstOrDefault(item => PartOf(item) is ComposePart);

    private Part? PartOf(BackItem item) => runbook.Parts.FirstOrDefault(part => part.Name == item.Part);
}
