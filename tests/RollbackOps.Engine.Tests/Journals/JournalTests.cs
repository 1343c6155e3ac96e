using System.Text.Json;
using System.Text.Json.Serialization;
using RollbackOps.Engine.Journals;
using RollbackOps.Engine.Tests.House;
using RollbackOps.Engine.Tools.Secrets;
using RollbackOps.Events;

namespace RollbackOps.Engine.Tests.Journals;

public sealed class JournalTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rollbackops-").FullName;

    private string Path => System.IO.Path.Combine(_folder, "000001.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_was_written_is_read()
    {
        Write("one", "two");
        Assert.Equal(["one", "two"], Read());
    }

    [Fact]
    public void A_torn_last_line_is_left_out_and_taken_off_by_the_next_writer()
    {
        Write("one", "two");
        var bytes = File.ReadAllBytes(Path);
        for (var length = bytes.Length - 1; bytes[length - 1] != '\n'; length--)
        {
            File.WriteAllBytes(Path, bytes[..length]);
            Assert.Equal(["one"], Read());
        }

        using (var journal = new Journal(JournalFile.Continue(Path), new()))
            journal.Append(new Noted("three"));
        Assert.Equal(["one", "three"], Read());
    }

    [Fact]
    public void A_line_that_was_altered_removed_or_doubled_is_named()
    {
        Write("one", "two", "three");
        var lines = File.ReadAllLines(Path);
        AssertBroken(2, lines[0], lines[1].Replace("two", "2", StringComparison.Ordinal), lines[2]);
        AssertBroken(2, lines[0], lines[2]);
        AssertBroken(2, lines[0], lines[0], lines[1]);
        AssertBroken(1, lines[1], lines[2]);
        AssertBroken(3, lines[0], lines[1], "garbage");
    }

    [Fact]
    public void A_journal_that_exists_is_never_begun_anew()
    {
        Write("one");
        Assert.Throws<IOException>(() => new Journal(JournalFile.Create(Path), new()));
        Assert.Equal(["one"], Read());
    }

    [Fact]
    public void A_secret_is_not_written_in_any_form()
    {
        var redactor = new Redactor();
        redactor.Add("p\"ss/w\\rd é");
        using (var journal = new Journal(JournalFile.Create(Path), redactor))
            journal.Append(new Noted("plain p\"ss/w\\rd é, in a URL p%22ss%2Fw%5Crd%20%C3%A9"));
        Assert.Equal(["plain ***, in a URL ***"], Read());
    }

    [Theory]
    [InlineData("true")]
    [InlineData("fake")]
    [InlineData("half")]
    [InlineData("event")]
    [InlineData("step-ended")]
    [InlineData("8080")]
    public void A_secret_that_is_also_a_word_of_the_journal_changes_nothing_that_a_resume_works_from(string secret)
    {
        var redactor = new Redactor();
        redactor.Add(secret);
        var state = JsonSerializer.SerializeToElement(new { Identity = "half", Port = 8080, IsUp = true });
        using (var journal = new Journal(JournalFile.Create(Path), redactor))
            journal.Append(new StepEnded("fake/switch", state, new Dictionary<string, string> { ["gift"] = "half" }, Already: true, TimeSpan.Zero) { Kept = $"it was {secret}" });

        var ended = Assert.IsType<StepEnded>(Assert.Single(JournalReader.Read(Path)));

        Assert.Equal(("fake/switch", true, "half"), (ended.Step, ended.Already, ended.Gifts["gift"]));
        Assert.Equal(state.GetRawText(), ended.State.GetRawText());
        Assert.Equal("it was ***", ended.Kept);
    }

    [Fact]
    public void Of_every_event_it_is_known_what_is_said_to_people() => Assert.All(
        typeof(RunEvent).GetCustomAttributes(typeof(JsonDerivedTypeAttribute), inherit: false).Cast<JsonDerivedTypeAttribute>(),
        known => Assert.Contains(known.DerivedType.Name, File.ReadAllText(System.IO.Path.Combine(Sources.Root, "src/RollbackOps.Engine/Journals/EventRedaction.cs")), StringComparison.Ordinal));

    [Fact]
    public void Several_threads_may_write()
    {
        using (var journal = new Journal(JournalFile.Create(Path), new()))
            Parallel.For(0, 100, i => journal.Append(new Noted($"{i}")));
        Assert.Equal(100, Read().Distinct().Count());
    }

    private void Write(params string[] texts)
    {
        using var journal = new Journal(JournalFile.Create(Path), new());
        foreach (var text in texts)
            journal.Append(new Noted(text));
    }

    private IEnumerable<string> Read() => JournalReader.Read(Path).Cast<Noted>().Select(noted => noted.Text);

    private void AssertBroken(int line, params string[] lines)
    {
        File.WriteAllLines(Path, lines);
        var error = Assert.Throws<RollbackException>(() => JournalReader.Read(Path));
        Assert.Equal(RollbackErrorId.JournalBroken, error.Id);
        Assert.StartsWith($"Line {line} of ", error.Message, StringComparison.Ordinal);
    }
}
