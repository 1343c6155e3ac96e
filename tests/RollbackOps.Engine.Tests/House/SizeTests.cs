namespace RollbackOps.Engine.Tests.House;

/// <summary>One type a file, and files that a person reads in one go.</summary>
public sealed class SizeTests
{
    [Fact]
    public void Hardly_any_source_file_is_longer_than_300_lines()
    {
        var files = Files().ToList();
        Assert.InRange(files.Count(file => file.Lines.Length > 300), 0, files.Count / 100);
    }

    [Fact]
    public void Nine_in_ten_source_files_are_under_150_lines()
    {
        var files = Files().ToList();
        Assert.InRange(files.Count(file => file.Lines.Length < 150), files.Count * 9 / 10, files.Count);
    }

    [Fact]
    public void No_name_says_nothing() => Assert.DoesNotContain(
        Files().Select(file => Path.GetFileNameWithoutExtension(file.Path)),
        name => name.EndsWith("Utils", StringComparison.Ordinal) || name.EndsWith("Helper", StringComparison.Ordinal)
            || name.EndsWith("Manager", StringComparison.Ordinal) || name is "Common" or "Base");

    private static IEnumerable<(string Path, string[] Lines)> Files() => Sources.Below("src");
}
