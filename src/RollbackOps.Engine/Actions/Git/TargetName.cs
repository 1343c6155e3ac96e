using System.Text.RegularExpressions;

namespace RollbackOps.Engine.Actions.Git;

/// <summary>What a person may name as the release to go back to.</summary>
public static partial class TargetName
{
    /// <summary>Refuses what means another commit tomorrow.</summary>
    /// <param name="name">What was named.</param>
    /// <param name="branches">The full names of the branches, here and of the remotes.</param>
    /// <param name="tags">The tags.</param>
    /// <exception cref="RollbackException">It is relative, or a branch.</exception>
    public static void Refuse(string name, IReadOnlyCollection<string> branches, IReadOnlyCollection<string> tags)
    {
        if (Relative().IsMatch(name))
            throw Refused($"'{name}' is relative to something that moves");
        if (tags.Contains(name))
            return;
        if (branches.Any(branch => IsNamed(branch, name)))
            throw Refused($"'{name}' is a branch, which moves");
    }

    /// <summary>Whether it looks like a commit, in full or short.</summary>
    public static bool IsCommit(string name) => Hex().IsMatch(name);

    /// <summary>Whether it looks like a full commit.</summary>
    public static bool IsFullCommit(string name) => IsCommit(name) && name.Length is 40 or 64;

    /// <summary>The name nearest to a mistyped one; null where none is near.</summary>
    public static string? Nearest(string name, IEnumerable<string> names) => names
        .Select(candidate => (Name: candidate, Distance: Distance(name, candidate)))
        .Where(found => found.Distance <= Math.Max(2, name.Length / 3))
        .OrderBy(found => found.Distance)
        .Select(found => found.Name)
        .FirstOrDefault();

    private static bool IsNamed(string branch, string name)
    {
        var parts = branch.Split('/', 4);
        return branch == name
            || branch == "refs/" + name
            || (parts[1] == "heads" && branch["refs/heads/".Length..] == name)
            || (parts[1] == "remotes" && (branch["refs/remotes/".Length..] == name || (parts.Length == 4 && parts[3] == name)));
    }

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }

    private static RollbackException Refused(string why) => new(
        RollbackErrorId.Usage,
        $"A target is absolute: {why}.",
        "Name a tag or a commit: --to v1.2.3, or --to with a commit from 'git log --oneline'.");

    [GeneratedRegex(@"\A(HEAD|FETCH_HEAD|ORIG_HEAD|MERGE_HEAD|@)\z|[~^:\s\\?*\[]|@\{|\.\.|\A-|\A\z", RegexOptions.CultureInvariant)]
    private static partial Regex Relative();

    [GeneratedRegex(@"\A[0-9a-fA-F]{4,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Hex();
}
