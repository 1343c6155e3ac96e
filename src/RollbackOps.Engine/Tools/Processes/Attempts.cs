using Polly;
using Polly.Retry;
using RollbackOps.Engine.Tools.Secrets;

namespace RollbackOps.Engine.Tools.Processes;

/// <summary>
/// Runs a command that may be repeated up to twice more, each time after a longer pause, unless it says that once more
/// would not help.
/// </summary>
/// <param name="redactor">Takes secrets out of what is told.</param>
/// <param name="time">The clock.</param>
internal sealed class Attempts(Redactor redactor, TimeProvider time)
{
    private const int More = 2;

    // What git, Git LFS and docker say when it is not the network.
    private static readonly string[] Lasting =
    [
        "authentication failed", "authentication required", "could not read Username", "could not read Password", "permission denied",
        "Host key verification failed", "unauthorized", "denied:", "access denied", "no basic auth credentials", "repository not found",
        "not found: manifest unknown", "manifest unknown", "manifest for", "does not exist", "no such image", "couldn't find remote ref",
        "not a git repository", "does not appear to be a git repository", "not our ref", "unadvertised object", "is not a git command", "invalid reference format",
        "no matching manifest", "no space left on device", "File exists", "certificate", "Cannot connect to the Docker daemon", "already exists",
    ];

    /// <summary>Runs it.</summary>
    public async Task<CommandResult> MakeAsync(Command command, Func<CancellationToken, Task<CommandResult>> once, CancellationToken cancel)
    {
        if (!command.MayRepeat)
            return await once(cancel);
        var attempts = new ResiliencePipelineBuilder<CommandResult> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<CommandResult>
            {
                ShouldHandle = new PredicateBuilder<CommandResult>().HandleResult(MayPass),
                MaxRetryAttempts = More,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = TimeSpan.FromSeconds(1),
                OnRetry = retry =>
                {
                    command.Retrying?.Invoke(Said(command, retry));
                    return ValueTask.CompletedTask;
                },
            })
            .Build();
        return await attempts.ExecuteAsync(async token => await once(token), cancel);
    }

    /// <summary>Whether it failed by something that may be gone in a moment.</summary>
    internal static bool MayPass(CommandResult result) =>
        result.ExitCode != 0 && !Lasting.Any(said => result.RawErr.Contains(said, StringComparison.OrdinalIgnoreCase));

    private string Said(Command command, OnRetryArguments<CommandResult> retry)
    {
        var why = retry.Outcome.Result!.Err.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault();
        return $"{redactor.Redact(command.ToString())} failed ({why ?? "it said nothing"}); attempt {retry.AttemptNumber + 2} of {More + 1} in {retry.RetryDelay.TotalSeconds:0.0} s";
    }
}
