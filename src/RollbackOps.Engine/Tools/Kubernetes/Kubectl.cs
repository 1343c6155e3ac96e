using System.Text.Json;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Tools.Kubernetes;

/// <summary>Runs <c>kubectl</c>, and says clearly where it, its context, its credentials or the server is the reason of a failure.</summary>
/// <param name="runner">Runs programs.</param>
public sealed class Kubectl(IRunner runner)
{
    /// <summary>How many outside calls there are at once.</summary>
    public const int AtOnce = 8;

    /// <summary>Runs a command that must succeed; what it printed, for parsing.</summary>
    /// <exception cref="RollbackException">Kubectl is missing, the cluster can't be reached, or the command failed.</exception>
    public async Task<string> RunAsync(Command command, CancellationToken cancel)
    {
        var result = await TryAsync(command, cancel);
        return result.ExitCode == 0 ? result.Raw : throw KubectlFailure.Of(command, result.Err);
    }

    /// <summary>Runs a command, whatever its exit code.</summary>
    /// <exception cref="RollbackException">Kubectl is missing, or the cluster does not answer.</exception>
    public async Task<CommandResult> TryAsync(Command command, CancellationToken cancel)
    {
        try
        {
            return await runner.TryAsync(command, cancel);
        }
        catch (RollbackException error) when (error.Id == RollbackErrorId.ToolMissing)
        {
            throw new RollbackException(
                RollbackErrorId.ToolMissing,
                "The program 'kubectl' can't be started, and what the runbook names runs in Kubernetes.",
                "Install kubectl or put it on the PATH, then run the same command again.",
                error);
        }
        catch (RollbackException error) when (error.Id == RollbackErrorId.TimedOut)
        {
            throw KubectlFailure.Silent(command, error);
        }
    }

    /// <summary>Runs a command that must succeed and answers with one object.</summary>
    public async Task<JsonElement> ObjectAsync(Command command, CancellationToken cancel)
    {
        var text = await RunAsync(command, cancel);
        return ToolAnswer.Of("kubectl", () => JsonSerializer.Deserialize<JsonElement>(text));
    }

    /// <summary>Runs a command that must succeed and answers with objects: a list, or the one that was named.</summary>
    /// <remarks>Read as a stream: the answer for a large namespace is longer than a program's text may be.</remarks>
    public async Task<IReadOnlyList<JsonElement>> ObjectsAsync(Command command, CancellationToken cancel)
    {
        using var kept = new MemoryStream();
        var result = await TryAsync(
            command with
            {
                Output = (stream, both) =>
                {
                    kept.SetLength(0);
                    return stream.CopyToAsync(kept, both);
                },
            },
            cancel);
        if (result.ExitCode != 0)
            throw KubectlFailure.Of(command, result.Err);
        return ToolAnswer.Of("kubectl", () =>
        {
            var root = JsonSerializer.Deserialize<JsonElement>(kept.GetBuffer().AsSpan(0, (int)kept.Length));
            return root.TryGetProperty("items", out var items) ? [.. items.EnumerateArray()] : (IReadOnlyList<JsonElement>)[root];
        });
    }

    /// <summary>Does something for each of many, a few at once.</summary>
    public static Task ForEachAsync<T>(IEnumerable<T> all, Func<T, CancellationToken, Task> each, CancellationToken cancel) =>
        Parallel.ForEachAsync(all, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (one, both) => await each(one, both));
}
