using System.Globalization;
using System.Text;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Tools.Docker;

/// <summary>The logs of containers: both of their streams, in the order of their times.</summary>
/// <param name="cli">Runs Docker.</param>
public sealed class ContainerLogs(DockerCli cli)
{
    /// <summary>What a container wrote since a moment.</summary>
    public Task<IReadOnlyList<LogLine>> SinceAsync(string container, DateTimeOffset since, CancellationToken cancel) =>
        ReadAsync(DockerCommands.LogsSince(container, since), cancel);

    /// <summary>The last lines that a container wrote.</summary>
    public Task<IReadOnlyList<LogLine>> LastAsync(string container, int lines, CancellationToken cancel) =>
        ReadAsync(DockerCommands.LastLogs(container, lines), cancel);

    /// <summary>A line as Docker prints it, with the time before it.</summary>
    public static LogLine Line(string printed)
    {
        var end = printed.IndexOf(' ', StringComparison.Ordinal);
        var first = end < 0 ? printed : printed[..end];
        return DateTimeOffset.TryParse(first, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? new(time, end < 0 ? "" : printed[(end + 1)..])
            : new(null, printed);
    }

    private async Task<IReadOnlyList<LogLine>> ReadAsync(Command command, CancellationToken cancel)
    {
        // What a container writes to its standard error arrives on Docker's own.
        var errors = new List<string>();
        var output = new StringBuilder();
        var result = await cli.TryAsync(
            command with
            {
                Output = async (stream, both) => output.Append(await new StreamReader(stream).ReadToEndAsync(both)),
                ErrorLine = errors.Add,
            },
            cancel);
        if (result.ExitCode != 0)
        {
            throw new RollbackException(
                RollbackErrorId.ToolFailed,
                $"'{command}' ended with exit code {result.ExitCode}: {errors.LastOrDefault() ?? "it said nothing"}",
                "Look whether the container still exists and its log driver can be read (docker logs).");
        }

        return
        [
            .. output.ToString().Split('\n').Concat(errors).Where(line => line.Length > 0)
                .Select(line => Line(line.TrimEnd('\r')))
                .OrderBy(line => line.Time ?? DateTimeOffset.MinValue),
        ];
    }
}
