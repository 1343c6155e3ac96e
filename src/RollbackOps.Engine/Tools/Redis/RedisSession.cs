using System.Text;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Tools.Redis;

/// <summary>Many commands through one redis-cli: each is written as a line, and its answer is a line.</summary>
/// <param name="runner">Runs redis-cli.</param>
/// <param name="access">How the server is reached.</param>
internal sealed class RedisSession(IRunner runner, RedisAccess access)
{
    /// <summary>
    /// Puts commands whose answers have one line each, and hears each answer in order. What the server refuses is an answer
    /// too, and begins with <c>(error)</c>.
    /// </summary>
    /// <exception cref="RollbackException">There were fewer answers than commands.</exception>
    public async Task TalkAsync(IEnumerable<string> commands, Func<string, ValueTask> answer, TimeSpan limit, CancellationToken cancel)
    {
        var (asked, answered, last) = (0L, 0L, "");
        var result = await runner.TryAsync(
            RedisCommands.Session(access, limit) with
            {
                Input = async (stream, token) =>
                {
                    await using var writer = new StreamWriter(stream, Encoding.ASCII, 64 * 1024, leaveOpen: true) { NewLine = "\n" };
                    foreach (var command in commands)
                    {
                        asked++;
                        await writer.WriteLineAsync(command.AsMemory(), token);
                    }
                },
                Output = async (stream, token) =>
                {
                    using var reader = new StreamReader(stream, Encoding.UTF8);
                    while (await reader.ReadLineAsync(token) is { } line)
                    {
                        if (line.Length == 0 || RedisText.IsDuration(line))
                            continue;
                        answered++;
                        last = line;
                        await answer(line);
                    }
                },
            },
            cancel);
        if (result.ExitCode != 0 || answered != asked || result.Err.Contains("SELECT", StringComparison.Ordinal))
            throw RedisErrors.Of(result.Err.Length > 0 || answered == 0 ? result : result with { Err = $"{asked - answered} answers are missing; the last was {Short(last)}" }, access);
    }

    /// <summary>The one answer to one command.</summary>
    public async Task<string> AskAsync(string command, TimeSpan limit, CancellationToken cancel)
    {
        var said = "";
        await TalkAsync(
            [command],
            line =>
            {
                said = line;
                return ValueTask.CompletedTask;
            },
            limit,
            cancel);
        return IsError(said) ? throw RedisErrors.Said(said, access) : said;
    }

    /// <summary>Whether an answer is the server's refusal.</summary>
    public static bool IsError(string answer) => answer.StartsWith("(error)", StringComparison.Ordinal);

    private static string Short(string text) => text.Length <= 80 ? text : text[..80] + "…";
}
