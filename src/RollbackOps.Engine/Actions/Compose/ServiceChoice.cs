using RollbackOps.Engine.Runbooks.Parts;

namespace RollbackOps.Engine.Actions.Compose;

/// <summary>Which services go back, and which are stopped for a database.</summary>
public static class ServiceChoice
{
    /// <summary>
    /// The services that go back: those that the strategy names, else all that hold no volume and are no database of
    /// the runbook.
    /// </summary>
    /// <exception cref="RollbackException">A named one does not exist, or would lose an anonymous volume.</exception>
    public static IReadOnlyList<ServiceFound> ThatGoBack(Ask ask, ComposeFound found)
    {
        string[] named = [.. ask.Strategy.Services.Concat(ask.Back.Select(item => item.Path).OfType<string>()).Distinct()];
        if (named.Length == 0)
            return [.. found.Services.Where(service => MayBeTouched(ask, service))];
        var chosen = named.Select(name => found.Find(name) ?? throw Unknown(name, $"strategy '{ask.Strategy.Name}'", found)).ToList();
        if (chosen.FirstOrDefault(HoldsAnonymousVolume) is { } nameless)
        {
            throw new RollbackException(
                RollbackErrorId.PlanImpossible,
                $"The service '{nameless.Service.Name}' keeps data in a volume without a name, which is lost when its container is made anew.",
                "Give the volume a name in the Compose file and move the data there, or leave the service out of the strategy.");
        }

        return chosen;
    }

    /// <summary>The services that use the moved databases and hold still while they move.</summary>
    /// <exception cref="RollbackException"><c>used-by</c> names nothing that exists.</exception>
    public static IReadOnlyList<ServiceFound> ThatUse(Ask ask, ComposeFound found) =>
        [.. ask.Moved.SelectMany(database => Users(database, ask, found)).Distinct()];

    /// <summary>True for a service that holds no volume and is no database of the runbook.</summary>
    public static bool MayBeTouched(Ask ask, ServiceFound found) => !HoldsVolume(found) && !IsDatabase(ask, found);

    /// <summary>True where the service, as it runs or as the target describes it, keeps data in a volume.</summary>
    public static bool HoldsVolume(ServiceFound found) => found.Service.HoldsVolume || found.Containers.Any(container => container.HoldsVolume);

    private static bool IsDatabase(Ask ask, ServiceFound found) =>
        ask.Runbook.Parts.Any(part => part switch
        {
            PostgresPart postgres => postgres.Service == found.Service.Name,
            RedisPart redis => redis.Service == found.Service.Name,
            MongoPart mongo => mongo.Service == found.Service.Name,
            _ => false,
        });

    // Docker names an anonymous volume with 64 hexadecimal digits.
    private static bool HoldsAnonymousVolume(ServiceFound found) =>
        found.Service.HoldsAnonymousVolume
        || found.Containers.Any(container => container.HoldsVolume && container.Volumes.Any(name => name.Length == 64 && name.All(char.IsAsciiHexDigit)));

    private static IEnumerable<ServiceFound> Users(DatabasePart database, Ask ask, ComposeFound found)
    {
        if (database is VolumePart { UsedBy: null } volume)
            return found.Services.Where(service => service.Containers.Any(container => volume.IsIn(container.Volumes, found.Project.Name)));
        if (database.UsedBy is not { } named)
            return found.Services.Where(service => MayBeTouched(ask, service) && !Proxies.Is(service.Service));
        if (named.FirstOrDefault(name => found.Find(name) is null && ask.Runbook.Parts.All(part => part.Name != name)) is { } unknown)
            throw Unknown(unknown, $"'used-by' of the database '{database.Name}'", found);
        return named.Select(found.Find).OfType<ServiceFound>();
    }

    private static RollbackException Unknown(string name, string where, ComposeFound found)
    {
        var near = found.Services.Select(service => service.Service.Name)
            .Select(candidate => (Name: candidate, Distance: Distance(name, candidate)))
            .Where(candidate => candidate.Distance <= Math.Max(2, name.Length / 3))
            .OrderBy(candidate => candidate.Distance)
            .Select(candidate => candidate.Name)
            .FirstOrDefault();
        var all = string.Join(", ", found.Services.Select(service => service.Service.Name));
        return new(
            RollbackErrorId.RunbookInvalid,
            $"The {where} names the service '{name}', which the Compose files don't have" + (near is null ? "." : $"; did you mean '{near}'?"),
            $"Correct the name in the runbook. The services are: {all}.");
    }

    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var corner = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, corner + (left[i - 1] == right[j - 1] ? 0 : 1));
                corner = above;
            }
        }

        return row[^1];
    }
}
