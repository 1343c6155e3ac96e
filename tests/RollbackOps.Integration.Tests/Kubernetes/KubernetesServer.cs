using System.Diagnostics;
using RollbackOps.Integration.Tests.Cli;
using RollbackOps.Integration.Tests.Environment;

namespace RollbackOps.Integration.Tests.Kubernetes;

/// <summary>A real Kubernetes of one node, by tests/environment/kubernetes.sh; it ends when this is disposed of.</summary>
public sealed class KubernetesServer : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(240);
    private Process? _process;

    /// <summary>The kubeconfig: its contexts are <c>test</c> and <c>expired</c>.</summary>
    public string Kubeconfig => Path.Combine(Folder, "kubeconfig");

    private string Folder { get; } = Path.Combine(Path.GetTempPath(), $"rollbackops-kubernetes-{Guid.NewGuid():N}"[..36]);

    public async ValueTask InitializeAsync()
    {
        if (!Needs.HasKubernetes())
            return;
        foreach (var version in new[] { "1.0.0", "1.1.0", "1.2.0" })
            await Tool.ShellAsync("/", "docker", "tag", "rollbackops-test/busybox:1", $"rollbackops-test/web:{version}");
        var why = await StartAsync();
        if (why is not null)
            why = await StartAsync();
        Assert.True(why is null, $"Kubernetes did not start, twice: {why}");
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is null)
            return;
        _process.StandardInput.Close();
        await _process.WaitForExitAsync().WaitAsync(Patience);
        _process.Dispose();
        await Tool.ShellAsync("/", "docker", "rmi", "rollbackops-test/web:1.0.0", "rollbackops-test/web:1.1.0", "rollbackops-test/web:1.2.0");
    }

    /// <summary>Starts it; why it did not, or null.</summary>
    private async Task<string?> StartAsync()
    {
        _process = Process.Start(new ProcessStartInfo("bash", [Path.Combine(Tool.Root, "tests/environment/kubernetes.sh"), Folder])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = _process.StandardError.ReadToEndAsync();
        var said = await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        return said == "ready" ? null : $"{said}\n{await errors.WaitAsync(Patience)}";
    }
}
