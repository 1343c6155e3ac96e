namespace RollbackOps.Bench.TruthTable;

/// <summary>A PATH on which some programs are missing: folders of links to all others.</summary>
internal sealed class HiddenPrograms : IDisposable
{
    private static readonly string Whole = Environment.GetEnvironmentVariable("PATH") ?? "";
    private readonly string _root = Directory.CreateTempSubdirectory("rollbackops-truth-path-").FullName;
    private readonly Lock _one = new();

    public string PathWithout(IReadOnlyList<string> programs)
    {
        if (programs.Count == 0)
            return Whole;
        var folder = Path.Combine(_root, string.Join('-', programs));
        lock (_one)
        {
            if (!Directory.Exists(folder))
                Link(folder, programs);
        }

        return folder;
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static void Link(string folder, IReadOnlyList<string> without)
    {
        Directory.CreateDirectory(folder);
        foreach (var program in Whole.Split(':').Where(Directory.Exists).SelectMany(Directory.EnumerateFiles))
        {
            var link = Path.Combine(folder, Path.GetFileName(program));
            if (!without.Contains(Path.GetFileName(program)) && !File.Exists(link))
                File.CreateSymbolicLink(link, program);
        }
    }
}
