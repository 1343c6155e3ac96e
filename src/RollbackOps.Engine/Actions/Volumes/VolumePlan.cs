using System.Globalization;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools;

namespace RollbackOps.Engine.Actions.Volumes;

/// <summary>The way from a volume's content to an archive's. Pure.</summary>
public static class VolumePlan
{
    /// <summary>How the ledger knows a content.</summary>
    public static string Identity(string content) => $"volume:{content}";

    /// <summary>How the ledger knows a backup.</summary>
    public static string Source(string hash) => $"backup:{hash}";

    /// <summary>The plan; no steps where the content was made from this very archive.</summary>
    /// <exception cref="RollbackException">A container would go on using the volume, or there is too little room.</exception>
    public static PartPlan Of(VolumePart part, Ask ask, VolumeFound found)
    {
        if (ask.IsInPlace(part, Identity(found.Content), Source(found.Hash)))
            return new()
            {
                Findings = [.. Findings(found)],
                Notes = [$"The volume {found.Volume.Name} came back by an earlier run: it is in place, and what was written since stays. To bring it back once more, say --again."],
            };
        RefuseUsed(part, ask, found);
        RefuseWithoutRoom(found);
        return new()
        {
            Steps = [.. Steps(part, ask, found)],
            Findings = [.. Findings(found)],
            Losses =
            [
                new()
                {
                    Subject = Subject(found),
                    Since = found.Backup?.File.Time?.Earliest,
                    Source = found.Backup?.Source ?? "it begins empty: all that it holds",
                    Kept = $"volume {Detail(part, found).Kept("<run>")}",
                },
            ],
            Notes = [.. Notes(part, found), .. found.Backup?.Notes ?? []],
        };
    }

    private static IEnumerable<Step> Steps(VolumePart part, Ask ask, VolumeFound found)
    {
        var detail = EngineJson.ToElement(Detail(part, found));
        yield return new()
        {
            Id = $"{part.Name}/beside",
            Kind = VolumeBesideStep.Name,
            Subject = Subject(found),
            Does = found.Backup is { } backup ? $"unpack {backup.File.Name} into a volume of the run's own, and count it" : "make an empty volume of the run's own",
            Moment = Moment.Prepare,
            Gives = [VolumeGift.Name(part.Name), BesideVolume.Gift(part.Name)],
            For = [GiftNames.Switched(part.Name)],
            Back = Back.ByUndo,
            Touch = Touch.Aside,
            Limit = TimeSpan.FromHours(4),
            Detail = detail,
        };
        yield return new()
        {
            Id = $"{part.Name}/exchange",
            Kind = VolumeExchangeStep.Name,
            Subject = Subject(found),
            Does = $"put {(found.Backup is null ? "the empty one" : "what was restored")} in the place of the content of {found.Volume.Name}; the old content is kept in a volume of its own",
            Moment = Moment.Switch,
            Needs =
            [
                new(VolumeGift.Name(part.Name)),
                .. ask.Runbook.Parts.Where(other => other is ComposePart or KubernetesPart or CommandPart).Select(other => new Need(GiftNames.Stopped(other.Name), IfOffered: true)),
            ],
            Gives = [GiftNames.Switched(part.Name)],
            Back = Back.ByUndo,
            Touch = Touch.Users,
            MovesData = true,
            Detail = detail,
        };
    }

    private static VolumeDetail Detail(VolumePart part, VolumeFound found) => new()
    {
        Part = part.Name,
        Volume = found.Volume.Name,
        Root = found.Volume.Root,
        Live = found.Content,
        Image = found.Image,
        Backup = found.Backup?.File.Path,
        Hash = found.Hash,
        Strip = part.Strip,
    };

    // A command of the user's may stop what no Compose file knows: then the exchange itself looks.
    private static void RefuseUsed(VolumePart part, Ask ask, VolumeFound found)
    {
        if (ask.Runbook.Parts.OfType<CommandPart>().Any(action => part.UsedBy is null || part.UsedBy.Contains(action.Name)))
            return;
        var left = found.Users.Where(user => user.IsUp && !(user.Project == found.Project && (part.UsedBy?.Contains(user.Service) ?? true))).Select(user => user.Name).ToList();
        if (left.Count == 0)
            return;
        throw new RollbackException(
            RollbackErrorId.PlanImpossible,
            $"The volume {found.Volume.Name} is in use by {string.Join(", ", left)}, which this plan would not stop: it would go on writing to the content that gives way.",
            $"Name its service in 'used-by' of '{part.Name}', or stop it first: docker stop {string.Join(' ', left)}");
    }

    private static void RefuseWithoutRoom(VolumeFound found)
    {
        if (found.Backup is not { } backup)
            return;
        var needed = backup.File.Bytes * 12 / 10;
        if (found.Free < needed)
            throw new RollbackException(
                RollbackErrorId.NoRoom,
                $"Unpacking {backup.File.Path} beside the volume {found.Volume.Name} needs {needed >> 20} MiB at least, and {found.Free >> 20} MiB are free at {found.Volume.Root} on the Docker host.",
                "Free some space there and run the same command again.");
    }

    private static IEnumerable<Finding> Findings(VolumeFound found)
    {
        var content = new Finding(Subject(found), "content", found.Content, found.Volume.Place);
        if (found.Backup is not { File: var file } backup)
            return [content, new(Subject(found), "backup", "none", "the runbook: it begins empty")];
        return
        [
            content,
            new(Subject(found), "backup", file.Path, backup.Why),
            new(Subject(found), "backup sha256", found.Hash, file.Path),
            new(Subject(found), "backup time", file.Time is { } time ? time.Earliest.ToUniversalTime().ToString("u", CultureInfo.InvariantCulture) : "unknown", backup.Source),
        ];
    }

    private static IEnumerable<string> Notes(VolumePart part, VolumeFound found)
    {
        if (found.Backup is not { } backup)
        {
            yield return $"Volume '{part.Name}' ({found.Volume.Name}) begins empty, with the owner and the mode that it has: no backup of it is in the runbook. What an image would put into a new volume is not in it.";
            yield break;
        }

        yield return $"Volume '{part.Name}' ({found.Volume.Name}): {backup.File.Name} is {backup.Why}.";
        yield return $"While it is unpacked, {found.Volume.Root} holds the content of {found.Volume.Name} twice; {found.Free >> 20} MiB are free there. Owners and modes come back by number; extended attributes don't.";
    }

    private static string Subject(VolumeFound found) => $"volume {found.Volume.Name}";
}
