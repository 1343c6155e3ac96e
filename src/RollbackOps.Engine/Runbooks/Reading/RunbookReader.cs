using System.Globalization;
using System.Text;
using RollbackOps.Engine.Runbooks.Reading.Nodes;

namespace RollbackOps.Engine.Runbooks.Reading;

/// <summary>Reads a runbook: YAML to the typed model, or to all that is wrong with it, each with its line and column.</summary>
public static class RunbookReader
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="environment">The environment; null for the runbook's own.</param>
    /// <exception cref="RollbackException">
    /// There is no such file or environment (<see cref="RollbackErrorId.Usage"/>), it can't be read or holds something
    /// impossible (<see cref="RollbackErrorId.RunbookInvalid"/>), or it asks for something that this version does not have
    /// (<see cref="RollbackErrorId.NotSupported"/>).
    /// </exception>
    public static Runbook Read(string path, string? environment = null) => Parse(TextOf(path), path, environment);

    /// <summary>Reads a text, as it was copied into a journal.</summary>
    /// <param name="text">The text.</param>
    /// <param name="path">The file it came from, which relative paths start from.</param>
    /// <param name="environment">The environment; null for the runbook's own.</param>
    /// <exception cref="RollbackException">As for <see cref="Read"/>.</exception>
    public static Runbook Parse(string text, string path, string? environment = null)
    {
        text = text.TrimStart('\uFEFF');
        var problems = new Problems(path);
        var whole = NodeReader.Read(text, problems);
        new ClearSecrets(problems).Find(whole, text);
        var environments = new Environments(whole, path);
        environments.Check(whole, problems);
        problems.Throw();

        var (name, root) = environments.Choose(environment);
        var runbook = Build(root, name, text, path, problems);
        problems.Throw();
        return runbook;
    }

    private static Runbook Build(MapNode root, string environment, string text, string path, Problems problems)
    {
        var parts = new PartReader(problems).Read(root);
        var (beforeOpen, afterOpen) = new CheckReader(parts, problems).Read(root.Find("checks"));
        var health = root.Find("health") as MapNode;
        var runbook = new Runbook
        {
            File = Path.GetFullPath(path),
            Text = text,
            System = root.Text("system")!,
            Environment = environment,
            Parts = parts,
            BeforeOpen = beforeOpen,
            AfterOpen = afterOpen,
            Strategies = new StrategyReader(parts, [.. beforeOpen, .. afterOpen], problems).Read(root.Find("strategies")),
            State = root.Text("state"),
        };
        return runbook with
        {
            HealthWithin = health?.Duration("within") ?? runbook.HealthWithin,
            HealthInARow = health?.Text("in-a-row") is { } times ? int.Parse(times, CultureInfo.InvariantCulture) : runbook.HealthInARow,
            Keep = root.Duration("keep") ?? runbook.Keep,
        };
    }

    private static string TextOf(string path)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > 4 * NodeReader.MostText })
                throw new Problems(path).Fatal(Place.Start, "the file is too large for a runbook");
            return File.ReadAllText(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        }
        catch (DecoderFallbackException error)
        {
            throw new Problems(path).Fatal(Place.Start, "the file is not UTF-8 text", error);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException || Directory.Exists(path))
        {
            throw new RollbackException(RollbackErrorId.Usage, $"There is no runbook {path}.", Others(path), error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new RollbackException(
                RollbackErrorId.Usage, $"The runbook {path} can't be read: {error.Message}", "Make it readable for this user, or give another path.", error);
        }
    }

    private static string Others(string path)
    {
        var folder = Directory.Exists(path) ? path : Path.GetDirectoryName(Path.GetFullPath(path))!;
        var others = Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder).Where(file => Path.GetExtension(file) is ".yaml" or ".yml").Order(StringComparer.Ordinal).Take(5).ToList()
            : [];
        return others.Count == 0
            ? "Give the path of the runbook, a YAML file such as ./rollback.yaml."
            : $"Give the path of the runbook. There is: {string.Join(", ", others)}.";
    }
}
