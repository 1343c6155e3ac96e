using System.Diagnostics;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using RollbackOps.Engine.Runbooks.Parts;

namespace RollbackOps.Integration.Tests.Git;

/// <summary>A real repository in a folder.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class TestRepository
{
    public TestRepository(string folder)
    {
        Folder = folder;
        Directory.CreateDirectory(folder);
        Git("init", "--quiet", "--initial-branch=main");
        Git("config", "user.email", "someone@example.test");
        Git("config", "user.name", "Someone");
        Git("config", "commit.gpgsign", "false");
    }

    private TestRepository(string folder, bool _) => Folder = folder;

    public string Folder { get; }

    public GitPart Part => new("code") { Folder = Folder };

    public string Head => Git("rev-parse", "HEAD").Trim();

    public static TestRepository Clone(string from, string to, params string[] options)
    {
        Run(Path.GetDirectoryName(to)!, ["-c", "protocol.file.allow=always", "clone", "--quiet", .. options, from, to]);
        var clone = new TestRepository(to, false);
        clone.Git("config", "user.email", "someone@example.test");
        clone.Git("config", "user.name", "Someone");
        return clone;
    }

    public string Git(params string[] arguments) => Run(Folder, arguments);

    public TestRepository Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return this;
    }

    public string Read(string name) => File.ReadAllText(Path.Combine(Folder, name));

    public bool Has(string name) => Path.Exists(Path.Combine(Folder, name));

    /// <summary>Commits all there is, and tags it.</summary>
    public string Commit(string? tag = null)
    {
        Git("add", "--all", "--force");
        Git("commit", "--quiet", "--allow-empty", "-m", tag ?? "change");
        if (tag is not null)
            Git("tag", tag);
        return Head;
    }

    /// <summary>Every file with its mode and content, the index as staged, HEAD, and what git says of them.</summary>
    public string Snapshot()
    {
        var all = new StringBuilder();
        foreach (var path in Directory.EnumerateFileSystemEntries(Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(Folder, path);
            if (name == ".git" || name.StartsWith(".git/", StringComparison.Ordinal))
                continue;
            var link = new FileInfo(path).LinkTarget;
            var content = link ?? (Directory.Exists(path) ? "folder" : Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path))));
            all.Append(name).Append(' ').Append(link is null ? File.GetUnixFileMode(path) : 0).Append(' ').AppendLine(content);
        }

        all.AppendLine(File.ReadAllText(Path.Combine(Folder, ".git", "HEAD")));
        all.AppendLine(Git("ls-files", "--stage"));
        return all.AppendLine(Git("--no-optional-locks", "status", "--porcelain", "--untracked-files=all", "--ignored")).ToString();
    }

    private static string Run(string folder, string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"git {string.Join(' ', arguments)}: {errors.Result}");
        return output;
    }
}
