using System.Globalization;

namespace RollbackOps.Engine.Tests.Processes;

/// <summary>Real processes, seen from outside.</summary>
internal static class Alive
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Whether it runs. A zombie has ended; nobody may have collected it.</summary>
    public static bool Is(int id)
    {
        try
        {
            return !File.ReadAllText($"/proc/{id}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Fails where it does not end soon.</summary>
    public static Task EndsAsync(int id) => UntilAsync(() => !Is(id), $"process {id} is still alive");

    /// <summary>The process ids that a file holds, once there are as many.</summary>
    public static async Task<int[]> WrittenAsync(string file, int count = 1)
    {
        int[] ids = [];
        await UntilAsync(() => File.Exists(file) && (ids = Read(file)).Length >= count, $"{file} never held {count} process ids");
        return ids;
    }

    public static async Task UntilAsync(Func<bool> holds, string otherwise)
    {
        for (var began = TimeProvider.System.GetTimestamp(); !holds(); await Task.Delay(20, Cancel))
            Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(20), otherwise);
    }

    private static int[] Read(string file) =>
        [.. File.ReadAllText(file).Split('\n')[..^1].Select(line => int.Parse(line, CultureInfo.InvariantCulture))];
}
