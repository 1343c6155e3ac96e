using RollbackOps.Engine.Tools.Files;

namespace RollbackOps.Engine.Actions;

/// <summary>A folder of a run's own with what it keeps or has left: known by its identity.</summary>
public static class KeptFolder
{
    private const string Leaving = ".given-up";

    /// <summary>The folder; null where it is not there.</summary>
    public static KeptThing? Find(string folder, string what, Work work)
    {
        var place = Directory.Exists(folder) ? folder : folder + Leaving;
        return FileFacts.Of(place) is not { } facts ? null : new()
        {
            Run = work.Run,
            Step = work.Step.Id,
            What = $"{what}, in {place}",
            Identity = $"folder:{facts.Identity}",
            Bytes = new DirectoryInfo(place).EnumerateFiles("*", SearchOption.AllDirectories).Where(file => file.LinkTarget is null).Sum(file => file.Length),
        };
    }

    /// <summary>Deletes it for good: it loses its name first, so that half of it is never taken for the whole. Nothing where it is gone.</summary>
    public static void GiveUp(string folder, KeptThing thing)
    {
        if (Is(folder, thing))
            Directory.Move(folder, folder + Leaving);
        if (Is(folder + Leaving, thing))
            Directory.Delete(folder + Leaving, recursive: true);
    }

    private static bool Is(string folder, KeptThing thing) =>
        FileFacts.Of(folder) is { } facts && thing.Identity == $"folder:{facts.Identity}";
}
