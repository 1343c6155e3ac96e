using System.Globalization;
using System.Text;

namespace RollbackOps.Engine.Tools.Processes;

/// <summary>The processes of this machine, from <c>/proc</c> (proc(5)); empty where there is none.</summary>
internal static class ProcessTable
{
    /// <summary>All of them, by id.</summary>
    public static IReadOnlyDictionary<int, ProcessEntry> Read() => Directory.Exists("/proc/self")
        ? Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) ? Find(id) : null)
            .OfType<ProcessEntry>()
            .ToDictionary(entry => entry.Id)
        : new Dictionary<int, ProcessEntry>();

    /// <summary>One of them; null where there is none with the id.</summary>
    public static ProcessEntry? Find(int id)
    {
        if (Content(id, "stat") is not { } bytes)
            return null;
        // The name stands in parentheses and may hold some itself.
        var text = Encoding.UTF8.GetString(bytes);
        var (open, close) = (text.IndexOf('('), text.LastIndexOf(')'));
        var words = text[(close + 2)..].Split(' ');
        return new(id, ulong.Parse(words[19], CultureInfo.InvariantCulture), Number(words[1]), Number(words[3]), words[0] is "Z" or "X", text[(open + 1)..close]);
    }

    /// <summary>Whether it is still the same process, and runs.</summary>
    public static bool IsAlive(ProcessEntry entry) => Find(entry.Id) is { HasEnded: false } now && now.Start == entry.Start;

    /// <summary>What a process got as its environment when it was started; empty where this user may not know.</summary>
    public static IReadOnlyDictionary<string, string> Environment(int id) => Encoding.UTF8.GetString(Content(id, "environ") ?? [])
        .Split('\0', StringSplitOptions.RemoveEmptyEntries)
        .Select(variable => variable.Split('=', 2))
        .Where(pair => pair.Length == 2)
        .GroupBy(pair => pair[0])
        .ToDictionary(group => group.Key, group => group.First()[1]);

    private static int Number(string word) => int.Parse(word, CultureInfo.InvariantCulture);

    private static byte[]? Content(int id, string name)
    {
        try
        {
            return File.ReadAllBytes($"/proc/{id}/{name}") is { Length: > 0 } bytes ? bytes : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
