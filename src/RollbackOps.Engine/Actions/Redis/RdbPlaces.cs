namespace RollbackOps.Engine.Actions.Redis;

/// <summary>What is in the server's folder, by inode; null for what is not.</summary>
public sealed record RdbPlaces
{
    /// <summary>The mark of what is live.</summary>
    public string? Live { get; init; }

    /// <summary>The mark of what is beside.</summary>
    public string? Back { get; init; }

    /// <summary>The folder beside.</summary>
    public string? Beside { get; init; }

    /// <summary>A folder beside that was begun.</summary>
    public string? Part { get; init; }

    /// <summary>The folder of what is kept.</summary>
    public string? Kept { get; init; }

    /// <summary>The same, begun.</summary>
    public string? KeptPart { get; init; }

    /// <summary>The same, on its way back.</summary>
    public string? KeptUndo { get; init; }

    /// <summary>The name of the folder beside.</summary>
    public string BesideName { get; init; } = "";

    /// <summary>The name of the folder of what is kept.</summary>
    public string KeptName { get; init; } = "";

    /// <summary>Reads what the script said.</summary>
    public static RdbPlaces Of(string said)
    {
        var found = said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split(':', 2)).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1]);
        string? Find(string name) => found.GetValueOrDefault(name);
        return new()
        {
            Live = Find("live"),
            Back = Find("back"),
            Beside = Find("beside"),
            Part = Find("part"),
            Kept = Find("kept"),
            KeptPart = Find("kept-part"),
            KeptUndo = Find("kept-undo"),
        };
    }
}
