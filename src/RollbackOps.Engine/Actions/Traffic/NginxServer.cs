using System.Text;
using System.Text.RegularExpressions;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Actions.Traffic;

/// <summary>The nginx of a part, in its containers or on this host.</summary>
/// <param name="runner">Runs it.</param>
/// <param name="part">The part.</param>
/// <param name="folder">The folder that paths of its program start from, on this host.</param>
/// <param name="containers">The ids of its containers; none on this host.</param>
public sealed partial class NginxServer(IRunner runner, TrafficPart part, string folder, IReadOnlyList<string> containers)
{
    // Beside the configuration, as links, is what it names by relative paths: nginx looks for it where the main file is.
    private const string TestScript = """
        umask 077; d=$(mktemp -d) || exit 1; trap 'rm -rf "$d"' EXIT
        for f in "$1"/* "$1"/.[!.]*; do if [ -e "$f" ]; then ln -s "$f" "$d/"; fi; done
        shift; cat > "$d/rollbackops-test.conf" && "$@" -t -c "$d/rollbackops-test.conf"
        """;

    private static readonly TimeSpan Quick = TimeSpan.FromMinutes(1);

    /// <summary>What it would load now, files and all.</summary>
    /// <exception cref="RollbackException">It refuses what is there, or can't be asked.</exception>
    public async Task<NginxDump> DumpAsync(CancellationToken cancel)
    {
        NginxDump? first = null;
        foreach (var where in Places)
        {
            var result = await runner.TryAsync(Nginx(where, "-T"), cancel);
            if (result.ExitCode != 0)
                throw Refuses("as it is on the disk now", result);
            first ??= NginxDump.Parse(result.Raw);
        }

        return first!;
    }

    /// <summary>Tests a whole configuration, beside the one that it runs with.</summary>
    /// <exception cref="RollbackException">It refuses it.</exception>
    public async Task TestAsync(NginxDump dump, string path, string text, CancellationToken cancel)
    {
        var whole = Encoding.UTF8.GetBytes(dump.With(path, text));
        var result = await runner.TryAsync(
            On(Places[0], ["sh", "-c", TestScript, "sh", dump.Folder, .. part.Program]) with { Input = async (stream, both) => await stream.WriteAsync(whole, both) },
            cancel);
        if (result.ExitCode != 0)
            throw Refuses("with what was staged", result);
    }

    /// <summary>Makes it load its configuration; connections that it has are served to their end.</summary>
    public async Task ReloadAsync(CancellationToken cancel)
    {
        foreach (var where in Places)
            await runner.RunAsync(part.Reload.Count > 0 ? On(where, part.Reload) : Nginx(where, "-s", "reload"), cancel);
    }

    private IReadOnlyList<string?> Places => containers.Count == 0 ? [null] : [.. containers];

    private Command Nginx(string? container, params string[] arguments) => On(container, [.. part.Program, .. arguments]);

    private Command On(string? container, IReadOnlyList<string> line) => container is null
        ? new()
        {
            Program = line[0].Contains('/', StringComparison.Ordinal) ? Path.GetFullPath(line[0], folder) : line[0],
            Arguments = [.. line.Skip(1)],
            Folder = folder,
            Limit = Quick,
        }
        : new() { Program = "docker", Arguments = ["exec", "--interactive", container, .. line], Limit = Quick };

    private static RollbackException Refuses(string what, CommandResult result)
    {
        var said = (result.Err + result.Out).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(line => line.Contains("[emerg]", StringComparison.Ordinal) || line.Contains("[crit]", StringComparison.Ordinal)).DefaultIfEmpty((result.Err + result.Out).Trim());
        return new(
            RollbackErrorId.ToolFailed,
            $"nginx refuses its configuration {what}: {TestFile().Replace(string.Join(" | ", said.TakeLast(3)), "")}",
            "Correct its configuration, or the servers and files under 'traffic' in the runbook; 'nginx -t' shows the same.");
    }

    [GeneratedRegex(@" in \S*/rollbackops-test\.conf:\d+")]
    private static partial Regex TestFile();
}
