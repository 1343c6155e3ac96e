using RollbackOps.Engine.Tools.Docker.Swarm;

namespace RollbackOps.Engine.Actions.Swarm;

/// <summary>Judges services by the image in their spec and by all else that their tasks are made of. Pure.</summary>
internal static class UpdateJudge
{
    /// <summary>What the state now says.</summary>
    public static Verdict Of(UpdateDetail detail, UpdateState before, UpdateState now)
    {
        var verdicts = detail.Services.Select(service => One(service, before.Find(service.Id), now.Find(service.Id))).ToList();
        if (verdicts.Contains(Verdict.Foreign))
            return Verdict.Foreign;
        if (verdicts.TrueForAll(verdict => verdict == Verdict.InEffect))
            return Verdict.InEffect;
        return verdicts.TrueForAll(verdict => verdict == Verdict.Before) ? Verdict.Before : Verdict.Partly;
    }

    /// <summary>Whether the service has the image.</summary>
    public static bool Has(ServiceNow? now, string image) => now is not null && new SwarmImage(now.Image).IsSame(new(image));

    private static Verdict One(ServiceTarget service, ServiceNow? before, ServiceNow? now)
    {
        if (now is null || now.Rest != service.Rest)
            return Verdict.Foreign;
        if (Has(now, service.Target))
            return Verdict.InEffect;
        if (!Has(now, service.Before))
            return Verdict.Foreign;
        // The image before is named again, and its tasks are still to come.
        return before is { IsUp: true } && !now.IsUp ? Verdict.Partly : Verdict.Before;
    }
}
