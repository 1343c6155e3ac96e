using RollbackOps.Engine.Runbooks.Checks;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Checks;

/// <summary>Runs a command that must exit with 0.</summary>
/// <param name="runner">Runs it.</param>
/// <param name="commands">Builds it.</param>
/// <param name="time">The clock.</param>
public sealed class CommandMeasure(IRunner runner, UserCommands commands, TimeProvider time) : Check<CommandCheck>(time)
{
    /// <inheritdoc/>
    public override string Kind => "command";

    /// <inheritdoc/>
    protected override async Task<(bool Passed, string Detail)> MeasureAsync(CommandCheck spec, CheckScope scope, CancellationToken cancel)
    {
        var began = Time.GetTimestamp();
        var result = await runner.TryAsync(commands.Build(spec.Run, scope.Runbook, _ => null), cancel);
        if (result.ExitCode != 0)
            return (false, $"exit code {result.ExitCode}, expected 0: {Ending(result)}");
        return spec.Contains is { } text && !result.Raw.Contains(text, StringComparison.Ordinal)
            ? (false, $"expected '{text}' in the output: {Ending(result)}")
            : (true, $"exit code 0 in {Time.GetElapsedTime(began).TotalMilliseconds:0} ms");
    }

    private static string Ending(CommandResult result)
    {
        var said = string.Join(' ', $"{result.Out} {result.Err}".Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return said.Length == 0 ? "it said nothing" : said.Length > 200 ? "…" + said[^200..] : said;
    }
}
