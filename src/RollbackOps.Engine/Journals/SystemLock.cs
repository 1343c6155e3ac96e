using System.Text.Json;
using RollbackOps.Engine.Tools;

namespace RollbackOps.Engine.Journals;

/// <summary>
/// The lock of one system, held for the life of a run. It is the operating system's: the kernel frees that of a dead
/// holder, and a stopped holder still has it.
/// </summary>
public sealed class SystemLock : IDisposable
{
    private readonly FileStream _file;
    private readonly string _holder;

    private SystemLock(FileStream file, string holder)
    {
        _file = file;
        _holder = holder;
    }

    /// <summary>Takes the lock.</summary>
    /// <exception cref="RollbackException">Another has it (<see cref="RollbackErrorId.RunUnfinished"/>): the message says who, since when.</exception>
    public static SystemLock Take(StateFolder state, Operator by, DateTimeOffset now)
    {
        state.Open();
        FileStream file;
        try
        {
            file = new(state.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException error)
        {
            throw HolderOf(state) is { } holder ? Busy(state, holder) : state.Unusable(error);
        }
        catch (IOException)
        {
            throw Busy(state, HolderOf(state));
        }

        try
        {
            WriteHolder(state.HolderFile, new(by, now));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            file.Dispose();
            throw state.Unusable(error);
        }

        return new(file, state.HolderFile);
    }

    /// <summary>What is known of the holder without taking the lock: a killed one leaves its word behind.</summary>
    public static string Tell(StateFolder state) => HolderOf(state) is { } holder
        ? $"it was begun or gone on with by {Who(holder)}; if that process is gone, it was killed."
        : "its process is gone.";

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            File.Delete(_holder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Only the lock itself counts; who held it last is told along with whether it still lives.
        }

        _file.Dispose();
    }

    // Written under the lock, and moved into place so that a reader never sees half of it.
    private static void WriteHolder(string path, LockHolder holder)
    {
        var whole = $"{path}.new";
        File.WriteAllText(whole, JsonSerializer.Serialize(holder, EngineJson.Options));
        File.Move(whole, path, overwrite: true);
        CrashPoint.Reach("after taking the lock");
    }

    private static LockHolder? HolderOf(StateFolder state)
    {
        try
        {
            return JsonSerializer.Deserialize<LockHolder>(File.ReadAllText(state.HolderFile), EngineJson.Options);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    private static string Who(LockHolder? holder) => holder is null
        ? "another process"
        : $"{holder.By.User} on {holder.By.Host} (process {holder.By.Process}), since {holder.Since.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC";

    private static RollbackException Busy(StateFolder state, LockHolder? holder) => new(
        RollbackErrorId.RunUnfinished,
        $"A run of {Path.GetFileName(state.Root)} is under way: the lock {state.LockFile} is held by {Who(holder)}.",
        "Wait until it ends; rollbackops history shows where it is.");
}
