using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

namespace RollbackOps.Quickstart;

/// <summary>The shop as a process: it runs the build of the commit that is checked out.</summary>
internal static class Service
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static async Task<int> StartAsync()
    {
        if (IsRunning())
            return 0;
        var shop = Path.Combine(Builds.FolderOf(Site.App), "shop.dll");
        var start = new ProcessStartInfo("dotnet", [shop, $"{Site.Address.Port}", Site.Database])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        await File.WriteAllTextAsync(Site.ProcessFile, $"{process.Id}");
        for (var began = Stopwatch.GetTimestamp(); !await AnswersAsync();)
        {
            if (process.HasExited || Stopwatch.GetElapsedTime(began) > Patience)
                throw new InvalidOperationException($"The shop does not start: {await process.StandardError.ReadToEndAsync()}");
            await Task.Delay(50);
        }

        return 0;
    }

    public static async Task<int> StopAsync()
    {
        if (Find() is { } process)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        if (File.Exists(Site.ProcessFile))
            File.Delete(Site.ProcessFile);
        return 0;
    }

    public static bool IsRunning() => Find() is not null;

    private static Process? Find()
    {
        if (!File.Exists(Site.ProcessFile))
            return null;
        try
        {
            var process = Process.GetProcessById(int.Parse(File.ReadAllText(Site.ProcessFile), CultureInfo.InvariantCulture));
            return process.HasExited ? null : process;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static async Task<bool> AnswersAsync()
    {
        using var socket = new TcpClient();
        try
        {
            await socket.ConnectAsync(Site.Address.Host, Site.Address.Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
