using RollbackOps.Engine.Tools.Docker;
using RollbackOps.Engine.Tools.Docker.Diagnosis;
using RollbackOps.Engine.Tools.Processes;
using RollbackOps.Engine.Tools.Secrets;

namespace RollbackOps.Engine.Actions.Compose;

/// <summary>Waits for services, and says why one does not come up.</summary>
/// <param name="runner">Runs programs.</param>
/// <param name="redactor">Takes secrets out of the log lines that it quotes.</param>
/// <param name="time">The clock.</param>
public sealed class ServiceWaiter(IRunner runner, Redactor redactor, TimeProvider time)
{
    private const int QuotedLines = 5;
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(250);

    // A process that can't start well mostly ends within its first seconds.
    private static readonly TimeSpan Steady = TimeSpan.FromSeconds(2);
    private readonly DockerCli _docker = new(runner);

    /// <summary>Waits until each service is as far as those that start after it ask.</summary>
    public Task WaitAsync(ProjectRef project, IReadOnlyList<StartedService> services, TimeSpan within, CancellationToken cancel) =>
        PollAsync(project, services, within, (service, container, _) => IsFar(service, container), cancel);

    /// <summary>Waits until all have stayed up for a while, and are healthy where they say so.</summary>
    public Task SettleAsync(ProjectRef project, IReadOnlyList<StartedService> services, TimeSpan within, CancellationToken cancel) =>
        PollAsync(
            project,
            services,
            within,
            (service, container, seen) => service.Until == WaitUntil.Completed
                ? container.IsComplete
                : container.IsReady && (container.Health is not null || seen >= Steady),
            cancel);

    private static bool IsFar(StartedService service, ContainerNow container) => service.Until switch
    {
        WaitUntil.Completed => container.IsComplete,
        WaitUntil.Healthy => container.IsReady,
        _ => container.IsUp || container.IsComplete,
    };

    private async Task PollAsync(
        ProjectRef project,
        IReadOnlyList<StartedService> services,
        TimeSpan within,
        Func<StartedService, ContainerNow, TimeSpan, bool> isThere,
        CancellationToken cancel)
    {
        var began = time.GetTimestamp();
        var seen = new Dictionary<(string Id, DateTimeOffset Started), long>();
        while (true)
        {
            var now = (await new DockerHost(_docker).ContainersAsync(project.Name, cancel)).Select(container => ContainerNow.Of(container)).ToList();
            foreach (var container in now)
                seen.TryAdd((container.Id, container.StartedAt), time.GetTimestamp());
            var missing = services.FirstOrDefault(service => Of(service, now) is var own
                && (own.Count == 0 || own.Exists(container => !isThere(service, container, time.GetElapsedTime(seen[(container.Id, container.StartedAt)])))));
            if (missing is null)
                return;
            var late = time.GetElapsedTime(began) > within;
            if (late || Of(missing, now).Exists(container => IsOver(missing, container)))
                throw await ReasonAsync(project, missing, Of(missing, now), late ? within : null, cancel);
            await Task.Delay(Between, time, cancel);
        }
    }

    private static List<ContainerNow> Of(StartedService service, List<ContainerNow> all) =>
        all.FindAll(container => container.Service == service.Service);

    // Docker restarts what its policy lets it restart; what it leaves ended stays ended.
    private static bool IsOver(StartedService service, ContainerNow container) =>
        container.State is "exited" or "dead" && (service.Until != WaitUntil.Completed || container.ExitCode != 0);

    private async Task<RollbackException> ReasonAsync(
        ProjectRef project, StartedService service, List<ContainerNow> containers, TimeSpan? within, CancellationToken cancel)
    {
        var when = within is { } limit ? $" within {limit.TotalSeconds:0.#} s" : "";
        var wanted = service.Until == WaitUntil.Completed ? "end well" : "come up";
        if ((containers.Find(container => !container.IsReady) ?? containers.FirstOrDefault()) is not { } worst)
            return NotUp($"The service '{service.Service}' did not {wanted}{when}: it has no container.", project, service);
        var health = worst.Health is { } word ? $", health {word}" : "";
        var restarts = worst.Restarts > 0 ? $", restarted {worst.Restarts} times" : "";
        var lines = (await new ContainerLogs(_docker).LastAsync(worst.Id, QuotedLines, cancel)).TakeLast(QuotedLines).Select(line => redactor.Redact(line.Text.Trim())).ToList();
        var cause = await new ContainerDoctor(_docker, redactor).FindAsync(worst.Id, cancel);
        return NotUp(
            $"The service '{service.Service}' did not {wanted}{when}{(cause is null ? "" : $", because {cause.What}")}: {worst.Name} is {worst.State}{health}, exit code {worst.ExitCode}{restarts}; "
            + (lines.Count == 0 ? "it wrote no log." : $"its last lines: {string.Join(" | ", lines)}"),
            project,
            service,
            cause);
    }

    /// <summary>The error for services that Docker refused to start, with the cause where that is known.</summary>
    public async Task<RollbackException> RefusedAsync(RollbackException error, CancellationToken cancel) =>
        await new ContainerDoctor(_docker, redactor).OfAsync(error.Message, cancel) is { } cause
            ? new(RollbackErrorId.NotInEffect, $"A service can't be started, because {cause.What}. {error.Message}", cause.Next, error)
            : error;

    private static RollbackException NotUp(string message, ProjectRef project, StartedService service, Cause? cause = null) =>
        new(RollbackErrorId.NotInEffect, message, $"{(cause is null ? "" : $"{cause.Next} More: ")}{project.Typed} logs --tail 100 {service.Service}");
}
