using System.Globalization;

namespace RollbackOps.Engine.Actions.Kubernetes;

/// <summary>Which template of its history a workload goes back to. Pure.</summary>
/// <param name="space">The namespace, by which the ledger tells workloads of the same name apart.</param>
/// <param name="known">What the ledger knows.</param>
internal sealed class TemplateTarget(string space, IKnown known)
{
    /// <summary>What the ledger calls a workload's template.</summary>
    public string Identity(WorkloadFound workload, string hash) => $"kubernetes:{space}/{workload.Title}@{hash}";

    /// <summary>Whether the running template came back by a run that proved it: then nothing goes back until a person names a target.</summary>
    public string? ProvenBy(WorkloadFound workload)
    {
        var running = Identity(workload, workload.Running.Hash);
        return known.IsBad(running) ? null : known.ProvenBy(running);
    }

    /// <summary>
    /// The newest template that is not the running one and that the ledger does not call bad: one from before the running one
    /// where there is one, because what was made after it was left already, by hand.
    /// </summary>
    /// <exception cref="RollbackException">There is none.</exception>
    public TemplateFound Newest(WorkloadFound workload)
    {
        var good = workload.History.Where(found => found.Hash != workload.Running.Hash && !known.IsBad(Identity(workload, found.Hash))).ToList();
        return good.Find(found => workload.Running.Created is null || found.Created is null || found.Created <= workload.Running.Created)
            ?? good.FirstOrDefault()
            ?? throw Missing(workload, workload.History.Any(found => found.Hash != workload.Running.Hash)
                ? $"Every other template of {workload.Title} was left behind as bad by an earlier run"
                : $"{workload.Title} has no other template than the one that runs: Kubernetes keeps none of before");
    }

    /// <summary>The template that a person's words mean: a revision, an identity, an image or its tag, a change cause.</summary>
    /// <exception cref="RollbackException">None is meant, or more than one.</exception>
    public static TemplateFound Named(WorkloadFound workload, string words)
    {
        var all = workload.History.Any(found => found.Hash == workload.Running.Hash) ? workload.History : [workload.Running, .. workload.History];
        Func<TemplateFound, bool>[] meanings =
        [
            found => IsRevision(words, [found.Revision]),
            found => IsRevision(words, found.Earlier),
            found => IsHash(words, found.Hash),
            found => found.Images.Any(image => IsImage(words, image)),
            found => string.Equals(found.ChangeCause, words, StringComparison.OrdinalIgnoreCase),
            found => found.ChangeCause is { } cause && HasWord(cause, words),
        ];
        foreach (var means in meanings)
        {
            var meant = all.Where(means).ToList();
            if (meant.Count == 1)
                return meant[0];
            if (meant.Count > 1)
                throw new RollbackException(
                    RollbackErrorId.TargetMissing,
                    $"'{words}' means {meant.Count} templates of {workload.Title}: {Listed(meant)}.",
                    $"Name the one: --to {PodTemplateName(meant[0])}");
        }

        throw Missing(workload, $"{workload.Title} has no template that '{words}' means");
    }

    /// <summary>The template of a release of the code: by the image's tag, the commit, or the change cause.</summary>
    /// <exception cref="RollbackException">None belongs to it.</exception>
    public static TemplateFound Of(WorkloadFound workload, Release release)
    {
        string[] names = [release.Name, release.Name.TrimStart('v'), $"v{release.Name}", release.Commit, release.Commit[..Math.Min(12, release.Commit.Length)], release.Commit[..Math.Min(7, release.Commit.Length)]];
        return workload.History.FirstOrDefault(found => found.Images.Any(image => names.Contains(Tag(image))))
            ?? workload.History.FirstOrDefault(found => found.ChangeCause is { } cause && names.Any(name => HasWord(cause, name)))
            ?? throw Missing(workload, $"{workload.Title} has no template of the release {release.Name}: neither an image's tag nor a change cause names it or its commit");
    }

    /// <summary>The templates, for a person.</summary>
    public static string Listed(IEnumerable<TemplateFound> templates) => string.Join("; ", templates.Select(Described));

    /// <summary>A template, for a person.</summary>
    public static string Described(TemplateFound found) => string.Create(
        CultureInfo.InvariantCulture,
        $"{PodTemplateName(found)} ({string.Join(", ", found.Images)}{(found.ChangeCause is { } cause ? $", \"{cause}\"" : "")}{(found.Revision is > 0 and < long.MaxValue ? $", revision {found.Revision}" : "")})");

    private static string PodTemplateName(TemplateFound found) => Tools.Kubernetes.PodTemplate.Abbreviated(found.Hash);

    private static RollbackException Missing(WorkloadFound workload, string what) => new(
        RollbackErrorId.TargetMissing,
        $"{what}.",
        workload.History.Count == 0 ? "Deploy the release that you want, or raise revisionHistoryLimit for the next time." : $"Name one of these with --to: {Listed(workload.History)}");

    private static bool IsRevision(string words, IEnumerable<long> revisions) =>
        long.TryParse(words.StartsWith("revision", StringComparison.OrdinalIgnoreCase) ? words["revision".Length..].TrimStart(' ', ':', '=') : words, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && revisions.Contains(number);

    private static bool IsHash(string words, string hash) =>
        words.Length >= 7 && (hash == words || hash["sha256:".Length..].StartsWith(words, StringComparison.Ordinal));

    private static bool IsImage(string words, string image) =>
        image == words || Tag(image) == words || image.EndsWith($"@{words}", StringComparison.Ordinal) || image.EndsWith($"/{words}", StringComparison.Ordinal);

    // Behind the last colon, where that is not the registry's port.
    private static string? Tag(string image)
    {
        var name = image.Split('@')[0];
        var colon = name.LastIndexOf(':');
        return colon > name.LastIndexOf('/') ? name[(colon + 1)..] : null;
    }

    private static bool HasWord(string text, string word) =>
        text.Split([' ', ',', ';', '=', ':', '(', ')', '"', '\''], StringSplitOptions.RemoveEmptyEntries).Contains(word, StringComparer.OrdinalIgnoreCase);
}
