using RollbackOps.Engine.Tools.Docker.Swarm;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Actions.Swarm;

/// <summary>
/// Waits until services run with an image: by Swarm's own word for the update and by the tasks. A command that waits ends with 0
/// where Swarm went back by itself.
/// </summary>
/// <param name="runner">Runs programs.</param>
/// <param name="doctor">Says why one does not come up.</param>
/// <param name="time">The clock.</param>
public sealed class Rollouts(IRunner runner, ServiceDoctor doctor, TimeProvider time)
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(500);

    // What is started over and over runs for a moment each time.
    private static readonly TimeSpan Steady = TimeSpan.FromSeconds(3);

    /// <summary>Waits for the services.</summary>
    /// <param name="detail">All that go back: one that fails ends the wait for another.</param>
    /// <param name="services">Those that are waited for.</param>
    /// <param name="image">The image that each is to run.</param>
    /// <param name="work">The run.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="RollbackException">One does not come up; the message says why.</exception>
    public async Task WaitAsync(UpdateDetail detail, IReadOnlyList<ServiceTarget> services, Func<ServiceTarget, string> image, Work work, CancellationToken cancel)
    {
        var client = new SwarmClient(runner, detail.Context);
        var within = work.Runbook.HealthWithin + services.Select(service => service.Rollout).DefaultIfEmpty().Max();
        var began = time.GetTimestamp();
        var pending = detail.Services.Where(services.Contains).Concat(detail.Services.Except(services)).ToList();
        var since = new Dictionary<string, long>();
        while (services.Any(pending.Contains))
        {
            var now = await ServiceReader.ReadAsync(client, [.. pending.Select(service => service.Id)], cancel);
            var late = time.GetElapsedTime(began) > within;
            var broken = pending.Find(service => HasFailed(now.Find(service.Id), image(service), services.Contains(service)))
                ?? (late ? services.First(pending.Contains) : null);
            pending.RemoveAll(service => Stays(service, now.Find(service.Id)));
            if (!services.Any(pending.Contains))
                return;
            if (broken is not null && pending.Contains(broken))
                throw await doctor.ReasonAsync(client, broken, image(broken), now.Find(broken.Id), late ? within : null, cancel);
            var waiting = pending.Where(services.Contains).ToList();
            work.Progress($"waiting for {string.Join(", ", waiting.Take(5).Select(service => service.Name))}{(waiting.Count > 5 ? $" and {waiting.Count - 5} more" : "")}: {now.Find(waiting[0].Id)?.InWords()}", null);
            await Task.Delay(Between, time, cancel);
        }

        // One of which no task has failed is believed at once.
        bool Stays(ServiceTarget service, ServiceNow? its)
        {
            if (IsThere(its, image(service)))
                return its!.Fallen == 0 || (since.TryAdd(service.Id, time.GetTimestamp()) ? TimeSpan.Zero : time.GetElapsedTime(since[service.Id])) >= Steady;
            since.Remove(service.Id);
            return false;
        }
    }

    private static bool IsThere(ServiceNow? now, string image) => now is { IsUp: true } && UpdateJudge.Has(now, image);

    // Swarm that goes back by itself comes to the image before, which is no failure for an undo.
    private static bool HasFailed(ServiceNow? now, string image, bool isWaitedFor) => now switch
    {
        null => isWaitedFor,
        { Update: "paused" or "rollback_paused" } => true,
        _ => now.HasFailed && !UpdateJudge.Has(now, image),
    };
}
