using System.Text;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Actions.Git;

/// <summary>
/// Runs git's command lines and reads their answers as bytes, because names of files are not for a redactor to change.
/// </summary>
/// <param name="runner">Runs programs.</param>
public sealed class GitRepository(IRunner runner)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The answer of a command that must exit with 0.</summary>
    public async Task<string> ReadAsync(Command command, CancellationToken cancel)
    {
        var (exit, text, errors) = await TalkAsync(command, cancel);
        return exit == 0 ? text : throw GitErrors.From(command, exit, errors);
    }

    /// <summary>The answer of a command; null where it exits with 1 (or 128 without a word), which says that there is none.</summary>
    public async Task<string?> FindAsync(Command command, CancellationToken cancel)
    {
        var (exit, text, errors) = await TalkAsync(command, cancel);
        return exit switch
        {
            0 => text,
            1 => null,
            _ when string.IsNullOrWhiteSpace(errors) => null,
            _ => throw GitErrors.From(command, exit, errors),
        };
    }

    /// <summary>Whether a command exits with 0.</summary>
    public async Task<bool> HoldsAsync(Command command, CancellationToken cancel) =>
        (await TalkAsync(command, cancel)).Exit == 0;

    /// <summary>One line.</summary>
    public async Task<string> LineAsync(Command command, CancellationToken cancel) => OneLine(await ReadAsync(command, cancel));

    /// <summary>One line; null where there is none.</summary>
    public async Task<string?> FindLineAsync(Command command, CancellationToken cancel) =>
        await FindAsync(command, cancel) is { } text ? OneLine(text) : null;

    /// <summary>Lines of names that git never breaks over lines.</summary>
    public async Task<string[]> LinesAsync(Command command, CancellationToken cancel) =>
        (await ReadAsync(command, cancel)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Entries that end with a null character.</summary>
    public async Task<string[]> EntriesAsync(Command command, CancellationToken cancel) =>
        (await ReadAsync(command, cancel)).Split('\0', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The tracked files whose content on disk is not the index's.</summary>
    public async Task<string[]> ModifiedAsync(string folder, IReadOnlyList<string> paths, CancellationToken cancel) =>
        [.. (await EntriesAsync(GitCommands.Changed(folder, paths), cancel)).Select(StatusEntry.Parse).Where(entry => entry.OnDisk != ' ').Select(entry => entry.Path)];

    /// <summary>The full commit that a name leads to; null where it leads to none.</summary>
    public async Task<string?> CommitAsync(string folder, string name, CancellationToken cancel)
    {
        var (exit, text, _) = await TalkAsync(GitCommands.Commit(folder, name), cancel);
        return exit == 0 ? OneLine(text) : null;
    }

    /// <summary>Whether SSH is as git calls it by default, and so must be told to ask nothing at a terminal.</summary>
    public async Task<bool> MaySshAskAsync(string folder, CancellationToken cancel) =>
        Environment.GetEnvironmentVariable("GIT_SSH_COMMAND") is null
        && Environment.GetEnvironmentVariable("GIT_SSH") is null
        && await FindAsync(GitCommands.Setting(folder, "core.sshCommand"), cancel) is null;

    private async Task<(int Exit, string Text, string Errors)> TalkAsync(Command command, CancellationToken cancel)
    {
        using var bytes = new MemoryStream();
        var result = await runner.TryAsync(command with { Output = ReadAsync }, cancel);
        try
        {
            return (result.ExitCode, Strict.GetString(bytes.GetBuffer(), 0, (int)bytes.Length), result.Err);
        }
        catch (DecoderFallbackException error)
        {
            throw new RollbackException(
                RollbackErrorId.NotSupported,
                $"The repository at {command.Folder} holds a name that is not UTF-8, and {command} printed it.",
                "Rename that file in the repository, or roll the code back by an action of type command.",
                error);
        }

        Task ReadAsync(Stream stream, CancellationToken token)
        {
            bytes.SetLength(0);
            return stream.CopyToAsync(bytes, token);
        }
    }

    private static string OneLine(string text) => text.EndsWith('\n') ? text[..^1] : text;
}
