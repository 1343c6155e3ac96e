using RollbackOps.Integration.Tests.Cli;
using RollbackOps.Integration.Tests.Environment;

namespace RollbackOps.Integration.Tests.Swarm;

/// <summary>The engine as the only node of a swarm on loopback, and a registry. Where it was in no swarm before, it leaves at the end.</summary>
public sealed class SwarmNode : IAsyncLifetime
{
    private bool _made;

    /// <summary>Where images are pushed to.</summary>
    public Registry Registry { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Needs.Docker();
        Registry = await Registry.StartAsync();
        if (await Tool.ShellAsync("/", "docker", "info", "--format", "{{.Swarm.LocalNodeState}}") == "active")
            return;
        await Tool.ShellAsync("/", "docker", "swarm", "init", "--advertise-addr", "127.0.0.1", "--listen-addr", $"127.0.0.1:{FreePort.Find()}", "--data-path-addr", "127.0.0.1");
        _made = true;
    }

    public async ValueTask DisposeAsync()
    {
        if (_made)
            await Tool.ShellAsync("/", "docker", "swarm", "leave", "--force");
        if (Registry is not null)
            await Registry.DisposeAsync();
    }
}
