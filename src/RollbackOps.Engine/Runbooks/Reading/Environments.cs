using RollbackOps.Engine.Runbooks.Reading.Format;
using RollbackOps.Engine.Runbooks.Reading.Nodes;

namespace RollbackOps.Engine.Runbooks.Reading;

/// <summary>Chooses the environment and lays its differences over the runbook.</summary>
internal sealed class Environments
{
    private const string Default = "production";
    private readonly MapNode _base;
    private readonly MapNode? _overlays;
    private readonly string? _named;
    private readonly string _file;

    /// <summary>Takes a runbook apart.</summary>
    /// <param name="root">The whole file.</param>
    /// <param name="file">The file, as it is named to the user.</param>
    public Environments(MapNode root, string file)
    {
        _base = new(root.Place, [.. root.Entries.Where(entry => entry.Name != "environments")]);
        _overlays = root.Find("environments") as MapNode;
        _named = root.Text("environment");
        _file = file;
    }

    private IEnumerable<string> Known =>
        (_overlays?.Entries.Select(entry => entry.Name) ?? []).Append(_named ?? (_overlays is null ? Default : null)).OfType<string>().Distinct();

    /// <summary>Finds what is wrong with the runbook in any of its environments.</summary>
    public void Check(MapNode root, Problems problems)
    {
        if (root.Entries.FirstOrDefault(entry => entry.Name == "environments") is { } environments)
            RunbookFormat.Root.Keys.First(key => key.Name == "environments").Shape!.Check(environments.Value, "environments", problems);
        foreach (var name in Known)
            RunbookFormat.Root.Check(Merged(name), "", problems);
        if (!Known.Any())
            RunbookFormat.Root.Check(_base, "", problems);
    }

    /// <summary>The environment's name, and the runbook as it is there.</summary>
    /// <param name="wanted">The name the user gives; null for the runbook's own.</param>
    /// <exception cref="RollbackException">There is none of that name, or none is named.</exception>
    public (string Name, MapNode Root) Choose(string? wanted)
    {
        var name = wanted ?? _named ?? (_overlays is null ? Default : null) ?? throw new RollbackException(
            RollbackErrorId.Usage,
            $"{_file} has several environments and none was named: {string.Join(", ", Known)}.",
            $"Name one of them: {string.Join(", ", Known)}.");
        if (!Known.Contains(name))
        {
            var meant = Spelling.Nearest(name, Known) is { } near ? $" Did you mean '{near}'?" : "";
            throw new RollbackException(
                RollbackErrorId.Usage,
                $"{_file} has no environment '{name}'; known: {string.Join(", ", Known)}.{meant}",
                $"Name one of them: {string.Join(", ", Known)}.");
        }

        return (name, Merged(name));
    }

    private MapNode Merged(string name) => _overlays?.Find(name) is MapNode over ? _base.With(over) : _base;
}
