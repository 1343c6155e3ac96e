using RollbackOps.Engine.Journals;
using RollbackOps.Events;

namespace RollbackOps.Engine.Tests.Journals;

/// <summary>A late or second writer appends nothing.</summary>
public sealed class SecondWriterTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 2, 17, 3, 0, 0, TimeSpan.Zero);
    private readonly string _folder = Directory.CreateTempSubdirectory("rollbackops-").FullName;

    private StateFolder Folder => StateFolder.In(_folder, "shop", "production");

    private string File => Folder.Journal("000001");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Deleting_the_lock_of_a_holder_that_is_stopped_lets_nobody_else_write_its_journal()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "not proven: the journal's own lock is Linux's");
        using var held = Take("ann");
        using var first = new Journal(held.Create("000001"), new());
        first.Append(new Noted("one"));
        System.IO.File.Delete(Folder.LockFile);

        using var second = Take("bob");
        Assert.Equal(RollbackErrorId.RunUnfinished, Assert.Throws<RollbackException>(() => second.Continue("000001")).Id);
        first.Append(new Noted("two"));

        Assert.Equal(["one", "two"], Read());
    }

    [Fact]
    public void A_holder_whose_journal_was_moved_away_and_gone_on_with_in_a_copy_appends_nothing()
    {
        using var held = Take("ann");
        using var first = new Journal(held.Create("000001"), new());
        first.Append(new Noted("one"));
        System.IO.File.Delete(Folder.LockFile);
        System.IO.File.Copy(File, File + ".copy");
        System.IO.File.Move(File + ".copy", File, overwrite: true);

        using var second = Take("bob");
        using (var other = new Journal(second.Continue("000001"), new()))
            other.Append(new Noted("two of bob"));

        AssertTaken(first);
        Assert.Equal(["one", "two of bob"], Read());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_journal_that_others_made_longer_or_shorter_is_not_written(bool longer)
    {
        using var held = Take("ann");
        using var journal = new Journal(held.Create("000001"), new());
        journal.Append(new Noted("one"));
        journal.Append(new Noted("two"));
        var lines = System.IO.File.ReadAllLines(File);
        using (var other = new FileStream(File, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            other.SetLength(longer ? other.Length + 1 : lines[0].Length + 1);
        var before = System.IO.File.ReadAllText(File);

        AssertTaken(journal);
        Assert.Equal(before, System.IO.File.ReadAllText(File));
    }

    [Fact]
    public void A_journal_that_was_deleted_is_not_written_either()
    {
        using var held = Take("ann");
        using var journal = new Journal(held.Create("000001"), new());
        journal.Append(new Noted("one"));
        System.IO.File.Delete(File);
        AssertTaken(journal);
        Assert.False(System.IO.File.Exists(File));
    }

    private static void AssertTaken(Journal journal)
    {
        for (var time = 0; time < 2; time++)
        {
            var lost = Assert.Throws<JournalLostException>(() => journal.Append(new Noted("late")));
            Assert.Equal(JournalLoss.Taken, lost.Loss);
            Assert.Contains("another process went on with the run", lost.Message, StringComparison.Ordinal);
        }
    }

    private IHold Take(string user) => new FileState(Folder).Take(new(user, "web1", 1), Now);

    private IEnumerable<string> Read() => JournalReader.Read(File).Cast<Noted>().Select(noted => noted.Text);
}
