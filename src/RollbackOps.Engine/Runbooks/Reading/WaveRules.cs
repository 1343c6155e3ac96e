using RollbackOps.Engine.Runbooks.Checks;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Runbooks.Reading.Nodes;

namespace RollbackOps.Engine.Runbooks.Reading;

/// <summary>What waves must not say.</summary>
/// <param name="parts">The parts of the system.</param>
/// <param name="checks">Its checks.</param>
/// <param name="problems">Hears what is wrong.</param>
internal sealed class WaveRules(IReadOnlyList<Part> parts, IReadOnlyList<CheckSpec> checks, Problems problems)
{
    /// <summary>Hears of all that is wrong with the waves of a strategy.</summary>
    public void Check(MapNode strategy, IReadOnlyList<(MapNode Node, Wave Wave)> waves)
    {
        if (strategy.Find("stop") is { } stop)
            problems.Add(stop.Place, "'stop: first' shields all users at once, and waves let them in between; expected one of the two");
        if (strategy.Find("services") is { } services)
            problems.Add(services.Place, "each wave names its own services; expected them there");
        for (var number = 1; number <= waves.Count; number++)
        {
            var (node, wave) = waves[number - 1];
            Data(node);
            Unnamed(node, wave);
            Twice(node, [.. waves.Take(number - 1).Select(earlier => earlier.Wave)]);
            Checks(node, wave);
        }
    }

    // Between the waves users write: undoing a later wave, or all of them, would throw that away.
    private void Data(MapNode node)
    {
        foreach (var name in node.TextNodes("back"))
            if (parts.Any(part => part.Name == name.Value && MovesData(part)))
                problems.Add(name.Place, $"'{name.Value}' moves data, and users write between waves, so that no wave could be undone after it; expected it in a strategy without waves");
    }

    private static bool MovesData(Part part) => part switch
    {
        DatabasePart or MigrationsPart => true,
        CommandPart { Moments: var moments } => moments.Values.Any(command => command.MovesData),
        _ => false,
    };

    private void Unnamed(MapNode node, Wave wave)
    {
        if (wave.Services.Count == 0 && node.TextNodes("back").FirstOrDefault(name => parts.Any(part => part is ComposePart && part.Name == name.Value)) is { } all)
            problems.Add(all.Place, "a wave names the services that it takes back; expected services: [NAME, …] in it");
    }

    private void Twice(MapNode node, IReadOnlyList<Wave> earlier)
    {
        foreach (var name in node.TextNodes("back").Where(name => !parts.Any(part => part is ComposePart && part.Name == name.Value)))
            if (Number(earlier, wave => wave.Back.Any(item => Overlap(Text(item), name.Value.TrimEnd('/')))) is { } number)
                problems.Add(name.Place, $"'{name.Value}' goes back in wave {number} already");
        foreach (var service in node.TextNodes("services"))
            if (Number(earlier, wave => wave.Services.Contains(service.Value)) is { } number)
                problems.Add(service.Place, $"the service '{service.Value}' goes back in wave {number} already");
    }

    // A check by its name, else one of the wave's services: its containers are healthy.
    private void Checks(MapNode node, Wave wave)
    {
        foreach (var name in node.TextNodes("checks"))
        {
            var check = checks.FirstOrDefault(check => check.Name == name.Value);
            if (check is null && !wave.Services.Contains(name.Value))
                problems.Add(name.Place, $"'{name.Value}' is no check of the runbook and no service of the wave{Spelling.Hint(name.Value, checks.Select(known => known.Name).Concat(wave.Services))}");
            if (check is AskCheck)
                problems.Add(name.Place, $"the check '{name.Value}' asks a person, and a wave's checks are measured: it is asked when all waves are through");
        }
    }

    private static int? Number(IReadOnlyList<Wave> waves, Func<Wave, bool> has) =>
        waves.Index().Where(pair => has(pair.Item)).Select(pair => (int?)pair.Index + 1).FirstOrDefault();

    private static string Text(BackItem item) => item.Path is null ? item.Part : $"{item.Part}/{item.Path}";

    private static bool Overlap(string one, string other) => $"{one}/".StartsWith($"{other}/", StringComparison.Ordinal) || $"{other}/".StartsWith($"{one}/", StringComparison.Ordinal);
}
