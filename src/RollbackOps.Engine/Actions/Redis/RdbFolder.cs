using RollbackOps.Engine.Tools.Docker;
using RollbackOps.Engine.Tools.Processes;
using RollbackOps.Engine.Tools.Redis;

namespace RollbackOps.Engine.Actions.Redis;

/// <summary>The folder in which a server keeps its data, reached through helper containers with the same mounts.</summary>
/// <param name="runner">Runs Docker.</param>
public sealed class RdbFolder(IRunner runner)
{
    private readonly HelperContainer _helper = new(runner);

    /// <summary>What is there.</summary>
    public async Task<RdbPlaces> ReadAsync(RdbDetail detail, Work work, CancellationToken cancel) =>
        RdbPlaces.Of(await RunAsync(RdbScripts.Read, detail, work, [detail.Beside(work.Run), detail.Kept(work.Run), detail.Mark], cancel)) with
        {
            BesideName = detail.Beside(work.Run),
            KeptName = detail.Kept(work.Run),
        };

    /// <summary>Runs a script that moves the server's files; the server must not run.</summary>
    public Task MoveAsync(string script, RdbDetail detail, Work work, CancellationToken cancel) =>
        RunAsync(script, detail, work, [detail.Beside(work.Run), detail.Kept(work.Run), .. detail.Settings.Files, detail.Mark], cancel);

    /// <summary>Deletes a folder for good, where it is still the one that is meant.</summary>
    public Task GiveUpAsync(RdbDetail detail, Work work, string folder, string inode, CancellationToken cancel) =>
        RunAsync(RdbScripts.GiveUp, detail, work, [folder, inode, detail.Beside(work.Run)], cancel);

    /// <summary>Runs a script with the server's folder as its first argument; what it printed.</summary>
    public Task<string> RunAsync(string script, RdbDetail detail, Work work, IReadOnlyList<string> arguments, CancellationToken cancel) =>
        _helper.RunAsync(Run(script, detail.Settings, HelperRun.NameOf(work.Plan.System, work.Plan.Environment, work.Run, detail.Part), arguments), cancel);

    /// <summary>The same with standard input, whatever its exit code.</summary>
    public Task<CommandResult> FeedAsync(RdbDetail detail, Work work, IReadOnlyList<string> arguments, Func<Stream, CancellationToken, Task> input, CancellationToken cancel) =>
        _helper.TryAsync(
            Run(RdbScripts.Beside, detail.Settings, HelperRun.NameOf(work.Plan.System, work.Plan.Environment, work.Run, detail.Part), arguments) with { Input = input, Limit = TimeSpan.FromHours(2) },
            cancel);

    /// <summary>What there is to know before a plan: the mark, where the folder is mounted, what is free there.</summary>
    public Task<string> LookAsync(RdbSettings settings, string name, string mark, CancellationToken cancel) =>
        _helper.RunAsync(Run(RdbScripts.Look, settings, name, [mark]), cancel);

    private static HelperRun Run(string script, RdbSettings settings, string name, IReadOnlyList<string> arguments) => new()
    {
        Name = name,
        Image = settings.Image,
        Mounts = ["--volumes-from", settings.Container],
        Script = script,
        Arguments = [settings.Folder, .. arguments],
    };
}
