using System.Globalization;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Docker;
using RollbackOps.Engine.Tools.Processes;
using RollbackOps.Engine.Tools.Secrets;

namespace RollbackOps.Engine.Actions.Compose;

/// <summary>Saves the logs and the state of a project's containers, without secrets and without their environment.</summary>
/// <param name="client">Finds the project.</param>
/// <param name="runner">Runs programs.</param>
/// <param name="redactor">Takes secrets out.</param>
public sealed class ComposeCapture(IComposeClient client, IRunner runner, Redactor redactor)
{
    private const int LastLines = 20_000;
    private readonly DockerCli _docker = new(runner);

    /// <summary>Writes <c>ps.json</c> and a log for each container into a folder.</summary>
    public async Task SaveAsync(ComposePart part, Ask ask, string folder, CancellationToken cancel)
    {
        var project = await client.FindAsync(part, ask.Runbook.Folder, cancel);
        ComposeLook.Hide(project.Containers, redactor);
        Directory.CreateDirectory(folder);
        var states = project.Containers.Select(container => ContainerNow.Of(container));
        await ask.Room.WriteAsync(Path.Combine(folder, "ps.json"), EngineJson(states), cancel);
        foreach (var container in project.Containers)
        {
            var lines = await new ContainerLogs(_docker).LastAsync(container.Id, LastLines, cancel);
            await ask.Room.WriteAsync(Path.Combine(folder, $"{container.Name}.log"), string.Concat(lines.Select(line => Written(line) + "\n")), cancel);
        }
    }

    private static string EngineJson(IEnumerable<ContainerNow> states) => Tools.EngineJson.ToElement(states).ToString();

    private string Written(LogLine line) => redactor.Redact(
        line.Time is { } time ? $"{time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)} {line.Text}" : line.Text);
}
