using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using RollbackOps.Integration.Tests.Cli;
using RollbackOps.Integration.Tests.Environment;

namespace RollbackOps.Integration.Tests.Contracts;

/// <summary>A real chain on this machine, and samples/safepsy on it: its registry at the bad v1.1.0, with one entry.</summary>
internal sealed class Chain : IAsyncDisposable
{
    public const string Deployer = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8";
    private const string Owner = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";
    private const string User = "0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc";
    private readonly HttpClient _http = new();
    private readonly int _port = FreePort.Find();
    private readonly string _modules;
    private readonly Process _node;

    private Chain(string program, string modules)
    {
        _modules = modules;
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, File.GetUnixFileMode(program) | UnixFileMode.UserExecute);
        _node = Process.Start(new ProcessStartInfo(program, ["--port", $"{_port}", "--silent"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("rollbackops-chain-").FullName;

    public string Site => Path.Combine(Folder, "site");

    /// <summary>The contract that the services read.</summary>
    public string Address => File.ReadLines(Path.Combine(Site, "backend", ".env")).Single(line => line.StartsWith("DID_CONTRACT_ADDRESS=", StringComparison.Ordinal)).Split('=')[1];

    public static async Task<Chain> MakeAsync()
    {
        Needs.Git();
        var modules = Path.GetFullPath("../..", Path.GetDirectoryName(Needs.Npm("solc", "index.js"))! + "/x");
        var chain = new Chain(Needs.Npm("@foundry-rs/anvil-linux-amd64", "bin/anvil"), modules);
        await chain.UpAsync();
        var sample = Path.Combine(Tool.Root, "samples", "safepsy");
        await chain.ShellAsync(Path.Combine(sample, "make.sh"), $"http://127.0.0.1:{chain._port}", Owner, Deployer, chain.Site);
        await File.WriteAllTextAsync(Path.Combine(chain.Folder, "rollback.yaml"), "state: state\n" + await File.ReadAllTextAsync(Path.Combine(sample, "rollback.yaml")));
        await chain.CallAsync("eth_sendTransaction", new { from = User, to = chain.Address, data = "0xe1fa8e84" + new string('1', 64) });
        return chain;
    }

    public ProcessStartInfo Start(params string[] arguments)
    {
        var start = Tool.Start(Folder, arguments);
        start.Environment["NODE_PATH"] = _modules;
        return start;
    }

    public Task<ToolResult> RunAsync(params string[] arguments) => Tool.EndAsync(Start(arguments));

    /// <summary>What the sample's own script says of a contract.</summary>
    public Task<string> StateAsync(string address) => ShellAsync("node", "scripts/chain.js", "state", address);

    /// <summary>How many transactions the deployer has sent, with those that wait or without.</summary>
    public async Task<int> DeployedAsync(string which = "latest") =>
        int.Parse((await CallAsync("eth_getTransactionCount", Deployer, which)).GetString()![2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    public async Task<JsonElement> CallAsync(string method, params object[] parameters)
    {
        using var content = new StringContent(JsonSerializer.Serialize(new { jsonrpc = "2.0", id = 1, method, @params = parameters }), Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync(new Uri($"http://127.0.0.1:{_port}"), content);
        var root = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        return root.TryGetProperty("error", out var error) ? throw new InvalidOperationException($"{method}: {error}") : root.GetProperty("result");
    }

    public async ValueTask DisposeAsync()
    {
        _node.Kill();
        await _node.WaitForExitAsync();
        _node.Dispose();
        _http.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private async Task UpAsync()
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                await CallAsync("eth_chainId");
                return;
            }
            catch (HttpRequestException) when (tries < 600)
            {
                await Task.Delay(50);
            }
        }
    }

    private async Task<string> ShellAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Directory.Exists(Site) ? Site : Folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["NODE_PATH"] = _modules;
        var result = await Tool.EndAsync(start);
        return result.Code == 0 ? result.Out.Trim() : throw new InvalidOperationException(result.All);
    }
}
