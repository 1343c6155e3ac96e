using System.Diagnostics;
using RollbackOps.Integration.Tests.Cli;

namespace RollbackOps.Crash.Tests.Faults;

/// <summary>A small real system whose tools go wrong, and what it is like in truth.</summary>
internal abstract class FaultSystem : IAsyncDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(8);

    protected FaultSystem(string name, Fault? fault, params string[] programs)
    {
        Name = $"{name}{Guid.NewGuid():N}"[..14];
        Root = Directory.CreateTempSubdirectory($"rollbackops-{Name}-").FullName;
        Shim = new(Path.Combine(Root, "shim"), fault, Shim.Find(Root, programs));
    }

    /// <summary>The system's name; what it makes elsewhere carries it.</summary>
    public string Name { get; }

    public string Root { get; }

    public Shim Shim { get; protected set; }

    public string Runbook => Path.Combine(Root, "rollback.yaml");

    public string State => Path.Combine(Root, "state", $"{Name}.production");

    /// <summary>What a run is asked for.</summary>
    public virtual string[] Request => ["--strategy", "back"];

    /// <summary>Environment variables that the tool gets.</summary>
    public virtual IReadOnlyDictionary<string, string> Env => new Dictionary<string, string>();

    /// <summary>What a test adds to them.</summary>
    public Dictionary<string, string> More { get; } = [];

    /// <summary>The network namespace that the tool runs in; null for the machine's own.</summary>
    public string? Network { get; set; }

    /// <summary>What was there before the run.</summary>
    public string Before { get; protected set; } = "";

    /// <summary>What is there after a rollback.</summary>
    public abstract string RolledBack { get; }

    /// <summary>Reads what is really there, by content, without asking the tool.</summary>
    public abstract Task<string> RealityAsync();

    /// <summary>Whether users noticed anything.</summary>
    public abstract Task<bool> WasNoticedAsync();

    /// <summary>What of the live data from before the run is nowhere any more.</summary>
    public abstract Task<IReadOnlyList<string>> LostAsync();

    /// <summary>What a run made beside the system that is still there.</summary>
    public abstract Task<IReadOnlyList<string>> MadeAsync();

    /// <summary>Runs the tool to its end, under the shim.</summary>
    public Task<ToolResult> ToolAsync(params string[] arguments) => ToolAsync(new Dictionary<string, string>(), arguments);

    /// <summary>The same, with more in its environment.</summary>
    public async Task<ToolResult> ToolAsync(IReadOnlyDictionary<string, string> more, params string[] arguments)
    {
        var start = Tool.Start(Root, arguments);
        Prepare(start);
        foreach (var (name, value) in more)
            start.Environment[name] = value;
        return await Tool.EndAsync(start).WaitAsync(Bound);
    }

    /// <summary>Gives a process what every run of this system has.</summary>
    public void Prepare(ProcessStartInfo start)
    {
        start.Environment["PATH"] = Shim.Path1;
        start.Environment["ROLLBACKOPS_FAULT"] = Name;
        foreach (var (name, value) in Env.Concat(More).Concat(Shim.Env))
            start.Environment[name] = value;
        if (Network is null)
            return;
        foreach (var (at, word) in new[] { "netns", "exec", Network, start.FileName }.Index())
            start.ArgumentList.Insert(at, word);
        start.FileName = "ip";
    }

    public Task<string> ShellAsync(string script) => Tool.ShellAsync(Root, "env", [.. Env.Select(pair => $"{pair.Key}={pair.Value}"), "sh", "-ec", script]);

    public void Write(string path, string text)
    {
        var file = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    /// <summary>The file's text; the word "none" for one that is not there.</summary>
    public string Read(string path) => File.Exists(Path.Combine(Root, path)) ? File.ReadAllText(Path.Combine(Root, path)) : "none";

    /// <summary>Makes a folder of the system a disk of its own: of one megabyte, or as small as a state may be.</summary>
    public Task MountAsync(string folder) => ShellAsync($"mkdir -p {folder}; mount -t tmpfs -o size={(folder == "state" ? "24m" : "1m")} tmpfs {folder}");

    public virtual async ValueTask DisposeAsync()
    {
        await ShellAsync("for at in $(cut -d' ' -f2 /proc/mounts | grep \"^$PWD/\" | sort -r); do umount -l $at; done");
        Directory.Delete(Root, recursive: true);
    }
}
