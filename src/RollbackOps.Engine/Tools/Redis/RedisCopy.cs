using System.Globalization;
using System.Text;
using RollbackOps.Engine.Tools.Files;

namespace RollbackOps.Engine.Tools.Redis;

/// <summary>
/// Keys with their values and times to live in a file that only its owner reads: a line <c>RESTORE "key" time "value" ABSTTL</c>
/// for each, so that the same redis-cli brings them back by hand too.
/// </summary>
/// <param name="client">The server.</param>
/// <param name="time">The clock.</param>
public sealed class RedisCopy(RedisClient client, TimeProvider time)
{
    private const string Start = "RESTORE ";
    private static readonly Version TellsEnd = new(7, 0);

    /// <summary>Writes the keys under their final name, whole or not at all; how many there were.</summary>
    public async Task<long> WriteAsync(IReadOnlySet<string> keys, string path, CancellationToken cancel)
    {
        var info = await client.InfoAsync(cancel);
        var exact = info.Version >= TellsEnd;
        var (clock, began) = (info.Clock ?? time.GetUtcNow().ToUnixTimeMilliseconds(), time.GetTimestamp());
        var part = path + ".part";
        var count = 0L;
        PrivateFiles.Folder(Path.GetDirectoryName(path)!);
        await using (var file = PrivateFiles.Create(part))
        {
            await using var writer = new StreamWriter(file, Encoding.ASCII, 64 * 1024, leaveOpen: true) { NewLine = "\n" };
            using var order = keys.GetEnumerator();
            long? end = null;
            await client.TalkAsync(
                keys.SelectMany(key => new[] { $"{(exact ? "PEXPIRETIME" : "PTTL")} {key}", $"DUMP {key}" }),
                async answer =>
                {
                    if (RedisSession.IsError(answer))
                        throw RedisErrors.Said(answer, client.Access);
                    if (end is null)
                    {
                        end = RedisText.Number(answer) is >= 0 and var left ? exact ? left : clock + (long)time.GetElapsedTime(began).TotalMilliseconds + left : 0;
                        order.MoveNext();
                        return;
                    }

                    // One that is gone by now needs no copy.
                    if (RedisText.IsQuoted(answer))
                    {
                        await writer.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{Start}{order.Current} {end} {answer} ABSTTL").AsMemory(), cancel);
                        count++;
                    }

                    end = null;
                },
                cancel);
            await writer.FlushAsync(cancel);
            file.Flush(flushToDisk: true);
        }

        DurableFiles.Move(part, path);
        return count;
    }

    /// <summary>The keys of a copy, quoted.</summary>
    public static IEnumerable<string> Keys(string path) => File.ReadLines(path, Encoding.ASCII).Select(line => RedisText.QuotedAt(line, Start.Length));

    /// <summary>
    /// Brings the keys back; one that was written since stays as it is. Doing it again completes it.
    /// </summary>
    /// <returns>How many were written since, and have another value than the copy's.</returns>
    public async Task<long> BringBackAsync(string path, CancellationToken cancel)
    {
        var (at, busy) = (0, new HashSet<int>());
        await client.TalkAsync(
            File.ReadLines(path, Encoding.ASCII),
            answer =>
            {
                if (answer.Contains("BUSYKEY", StringComparison.Ordinal))
                    busy.Add(at);
                else if (answer != "OK")
                    throw RedisErrors.Said(answer, client.Access);
                at++;
                return ValueTask.CompletedTask;
            },
            cancel);
        return busy.Count == 0 ? 0 : await OthersAsync([.. File.ReadLines(path, Encoding.ASCII).Where((_, line) => busy.Contains(line))], cancel);
    }

    private async Task<long> OthersAsync(List<string> lines, CancellationToken cancel)
    {
        var (at, others) = (0, 0L);
        await client.TalkAsync(
            lines.Select(line => $"DUMP {RedisText.QuotedAt(line, Start.Length)}"),
            answer =>
            {
                if (!lines[at++].EndsWith($" {answer} ABSTTL", StringComparison.Ordinal))
                    others++;
                return ValueTask.CompletedTask;
            },
            cancel);
        return others;
    }
}
