namespace RollbackOps.Engine.Tests.Running;

/// <summary>What a kill at one instant leaves: the journal, whole or with a torn line, and the world.</summary>
internal sealed record Instant(byte[] Journal, IReadOnlyDictionary<string, string> Things)
{
    /// <summary>All instants of the runs that a test goes through from now on.</summary>
    public static List<Instant> Watch(TestRun test)
    {
        var instants = new List<Instant>();
        test.World.Instant = () =>
        {
            var (journal, things) = (ReadShared(test.JournalFile), test.World.Things.ToDictionary());
            instants.Add(new(journal, things));
            instants.Add(new([.. journal, .. "{\"n\":99,\"ha"u8], things));
        };
        return instants;
    }

    /// <summary>Puts another test's run into this state.</summary>
    public async Task ToAsync(TestRun test)
    {
        test.State.Folder.Open();
        await File.WriteAllBytesAsync(test.State.Folder.Journal("000001"), Journal, TestContext.Current.CancellationToken);
        foreach (var (thing, identity) in Things)
            test.World.Things[thing] = identity;
    }

    private static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
