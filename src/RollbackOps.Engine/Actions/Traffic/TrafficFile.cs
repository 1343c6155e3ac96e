using System.Text;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Tools.Files;

namespace RollbackOps.Engine.Actions.Traffic;

/// <summary>A file of nginx's that is switched.</summary>
/// <param name="Name">As the runbook writes it.</param>
/// <param name="Real">The file itself, where links lead.</param>
/// <param name="InPlace">True where it keeps its inode: a container mounts it alone, and would read the old one.</param>
public sealed record TrafficFile(string Name, string Real, bool InPlace)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The full path of a file, links followed.</summary>
    public static string RealOf(string name, Runbook runbook)
    {
        var path = runbook.FullPath(name);
        return new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;
    }

    /// <summary>Its text and that text's hash.</summary>
    /// <exception cref="RollbackException">It is missing or can't be read.</exception>
    public static async Task<(string Text, string Hash)> ReadAsync(string path, CancellationToken cancel)
    {
        try
        {
            var text = Strict.GetString(await File.ReadAllBytesAsync(path, cancel));
            return (text, FileHash.OfText(text));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            throw new RollbackException(
                RollbackErrorId.PlanImpossible,
                $"The file {path}, which nginx is to read, can't be read: {error.Message}",
                "Make it (an empty one for a safe-mode), include it in nginx's configuration, and run as a user who may write it.",
                error);
        }
    }
}
