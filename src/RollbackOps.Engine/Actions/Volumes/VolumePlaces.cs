using System.Globalization;

namespace RollbackOps.Engine.Actions.Volumes;

/// <summary>The contents of the volumes that a run is about, by inode; null for none.</summary>
public sealed record VolumePlaces
{
    /// <summary>The content under the live name.</summary>
    public string? Live { get; init; }

    /// <summary>The content of the volume beside.</summary>
    public string? Beside { get; init; }

    /// <summary>Whether the volume beside exists.</summary>
    public bool HasBeside { get; init; }

    /// <summary>The content of the kept volume.</summary>
    public string? Kept { get; init; }

    /// <summary>Whether the kept volume exists.</summary>
    public bool HasKept { get; init; }

    /// <summary>The name of the volume beside.</summary>
    public string BesideName { get; init; } = "";

    /// <summary>The name of the kept volume.</summary>
    public string KeptName { get; init; } = "";

    /// <summary>Reads what the script said.</summary>
    public static VolumePlaces Of(string said, string live, string beside, string kept)
    {
        var found = Lines(said);
        return new()
        {
            Live = found.GetValueOrDefault($"content/{live}"),
            Beside = found.GetValueOrDefault($"content/{beside}"),
            HasBeside = found.ContainsKey($"volume/{beside}"),
            Kept = found.GetValueOrDefault($"content/{kept}"),
            HasKept = found.ContainsKey($"volume/{kept}"),
            BesideName = beside,
            KeptName = kept,
        };
    }

    /// <summary>What is free there, in bytes.</summary>
    public static long Free(string said) => long.Parse(Lines(said)["free"], CultureInfo.InvariantCulture) * 1024;

    private static Dictionary<string, string> Lines(string said) => said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(line => line.Split(':', 2)).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1]);
}
