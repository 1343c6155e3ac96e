using System.Diagnostics;

namespace RollbackOps.Bench.Swarm;

/// <summary>A stack of services without tasks, deployed twice, in a swarm that is left at the end where it was made.</summary>
internal sealed class Stack : IAsyncDisposable
{
    private const string Name = "rollbackops-bench";
    private const int AtOnce = 4;
    private static readonly string Tool = Path.Combine(Path.GetFullPath("../../../../..", AppContext.BaseDirectory), "out", "rollbackops");
    private readonly string _folder = Directory.CreateTempSubdirectory("rollbackops-bench-").FullName;
    private string[] _services = [];
    private bool _made;

    public static async Task<Stack> MakeAsync(int services)
    {
        var stack = new Stack { _services = [.. Enumerable.Range(1, services).Select(number => $"{Name}_s{number:000}")] };
        if ((await RunAsync("docker", "info", "--format", "{{.Swarm.LocalNodeState}}")).Trim() != "active")
        {
            await RunAsync("docker", "swarm", "init", "--advertise-addr", "127.0.0.1", "--listen-addr", "127.0.0.1", "--data-path-addr", "127.0.0.1");
            stack._made = true;
        }

        await File.WriteAllTextAsync(Path.Combine(stack._folder, "rollback.yaml"), $"system: bench\nstate: state\nservices: {{ swarm: {Name} }}\n");
        await Parallel.ForEachAsync(stack._services, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (service, _) =>
        {
            await RunAsync("docker", "service", "create", "--detach", "--quiet", "--no-resolve-image", "--replicas", "0", "--endpoint-mode", "dnsrr", "--label", $"com.docker.stack.namespace={Name}", "--env", "SHOP_KEY=x", "--name", service, Image(service, 1));
            await RunAsync("docker", "service", "update", "--detach", "--quiet", "--no-resolve-image", "--image", Image(service, 2), service);
        });
        return stack;
    }

    /// <summary>Has the tool make a plan, and measures it.</summary>
    public async Task<Measured> PlanAsync(params string[] more)
    {
        var calls = Path.Combine(_folder, "calls");
        File.Delete(calls);
        var start = Start(Tool, ["plan", .. more]);
        start.Environment["ROLLBACKOPS_BENCH_DOCKER"] = Where("docker");
        start.Environment["ROLLBACKOPS_BENCH_CALLS"] = calls;
        start.Environment["PATH"] = $"{Path.Combine(AppContext.BaseDirectory, "shim")}:{Environment.GetEnvironmentVariable("PATH")}";
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var processor = await ProcessorAsync(process);
        var whole = Stopwatch.GetElapsedTime(began);
        var said = process.ExitCode == 0 ? await output : throw new InvalidOperationException($"{start.FileName}: {await output}{await errors}");
        return said.Split('\n').Count(line => line.Contains("wait until", StringComparison.Ordinal)) == _services.Length
            ? Measured.Of(whole, processor, await File.ReadAllLinesAsync(calls))
            : throw new InvalidOperationException($"The plan has not {_services.Length} services: {said}");
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsync("docker", ["service", "rm", .. _services]);
        if (_made)
            await RunAsync("docker", "swarm", "leave", "--force");
        Directory.Delete(_folder, recursive: true);
    }

    // Of the tool alone, without the programs that it calls; it is gone with the process.
    private static async Task<TimeSpan> ProcessorAsync(Process process)
    {
        var taken = TimeSpan.Zero;
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!process.HasExited && await pause.WaitForNextTickAsync())
        {
            try
            {
                process.Refresh();
                taken = process.TotalProcessorTime > taken ? process.TotalProcessorTime : taken;
            }
            catch (Exception error) when (error is InvalidOperationException or System.ComponentModel.Win32Exception)
            {
                break;
            }
        }

        await process.WaitForExitAsync();
        return taken;
    }

    private static string Image(string service, int release) => $"registry.example.org/{service}:{release}.0.0@sha256:{release:x}{new string('0', 60)}{service[^3..]}";

    private static string Where(string program) =>
        Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(folder => Path.Combine(folder, program)).First(File.Exists);

    private static Task<string> RunAsync(string program, params string[] arguments) => EndAsync(new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true });

    private ProcessStartInfo Start(string program, string[] arguments) =>
        new(program, arguments) { WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError = true };

    private static async Task<string> EndAsync(ProcessStartInfo start)
    {
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"{start.FileName}: {await output}{await errors}");
    }
}
