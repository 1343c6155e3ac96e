using System.Security.Cryptography;
using RollbackOps.Engine.Tools.Files;

namespace RollbackOps.Engine.Journals;

/// <summary>Room for the last lines of a journal on a disk that gets full, kept as a file that can be given up.</summary>
internal sealed class SpaceReserve
{
    private const int Bytes = 1024 * 1024;
    private readonly string _file;

    private SpaceReserve(string file) => _file = file;

    /// <summary>Makes the reserve where it is missing; it outlasts the run, so that the next one has it however full the disk is.</summary>
    /// <exception cref="RollbackException">There is no room for it, or none beside it (<see cref="RollbackErrorId.NoRoom"/>).</exception>
    public static SpaceReserve Make(StateFolder folder)
    {
        try
        {
            if (new FileInfo(folder.ReserveFile) is not { Exists: true, Length: Bytes })
                Fill(folder.ReserveFile);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw folder.Unusable(error);
        }

        return DiskSpace.Free(folder.Root) is < Bytes ? throw folder.Full() : new(folder.ReserveFile);
    }

    /// <summary>The reserve as earlier runs left it, if they did.</summary>
    public static SpaceReserve Old(StateFolder folder) => new(folder.ReserveFile);

    /// <summary>Gives the room to whoever needs it now; false where it is gone.</summary>
    public bool GiveUp()
    {
        try
        {
            var was = File.Exists(_file);
            File.Delete(_file);
            return was;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // Bytes that no file system can leave out or make smaller.
    private static void Fill(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
            file.Write(RandomNumberGenerator.GetBytes(Bytes));
            file.Flush(flushToDisk: true);
        }
        catch (IOException)
        {
            File.Delete(path);
            throw;
        }
    }
}
