using System.Text.Json;
using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.Files;

namespace RollbackOps.Engine.Actions.Commands;

/// <summary>What a run remembers of a command, in its own folder: that it started, that it ended, what it printed.</summary>
/// <param name="Phase">How far it came.</param>
/// <param name="Gifts">The gifts that it printed.</param>
public sealed record CommandMarker(CommandPhase Phase, IReadOnlyDictionary<string, string> Gifts)
{
    /// <summary>The marker of a command; that of one that was not started where there is none.</summary>
    public static CommandMarker Read(Work work)
    {
        var file = Place(work);
        return File.Exists(file)
            ? JsonSerializer.Deserialize<CommandMarker>(File.ReadAllText(file), EngineJson.Options)!
            : new(CommandPhase.None, new Dictionary<string, string>());
    }

    /// <summary>Remembers it, on the disk before anything else happens.</summary>
    public void Write(Work work)
    {
        Directory.CreateDirectory(work.Kept);
        DurableFiles.Write(Place(work), JsonSerializer.Serialize(this, EngineJson.Options));
    }

    /// <summary>Forgets it: the command is undone.</summary>
    public static void Remove(Work work) => CrashPoint.Around($"deleting {Place(work)}", () => File.Delete(Place(work)));

    private static string Place(Work work) => Path.Combine(work.Kept, Uri.EscapeDataString(work.Step.Id) + ".command.json");
}
