namespace RollbackOps.Engine.Tests.House;

/// <summary>Dependencies point one way: Running → Planning → Runbooks; actions and checks know tools and never each other.</summary>
public sealed class ArrowTests
{
    private const string Engine = "RollbackOps.Engine.";

    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["Runbooks"] = ["Runbooks", "Tools"],
        ["Tools"] = ["Tools", "Runbooks"],
        ["Actions"] = ["Actions", "Tools", "Runbooks"],
        ["Checks"] = ["Checks", "Tools", "Runbooks"],
        ["Planning"] = ["Planning", "Actions", "Tools", "Runbooks"],
        ["Journals"] = ["Journals", "Actions", "Tools", "Runbooks"],
        ["Reports"] = ["Reports"],
        ["Backups"] = ["Backups", "Journals", "Actions", "Tools", "Runbooks"],
        ["Running"] = ["Running", "Backups", "Planning", "Journals", "Actions", "Checks", "Tools", "Runbooks"],
    };

    [Fact]
    public void Each_folder_of_the_engine_uses_only_what_lies_behind_it()
    {
        var wrong = Usings().Where(use => MayUse.TryGetValue(use.From.Split('/')[0], out var allowed) && !allowed.Contains(use.To.Split('.')[0]));
        Assert.Empty(wrong.Select(use => $"{use.From} uses {use.To}"));
    }

    [Fact]
    public void Actions_never_know_each_other()
    {
        var wrong = Usings().Where(use =>
            use.From.Split('/') is ["Actions", var own, _, ..]
            && use.To.Split('.') is ["Actions", var other, ..]
            && own != other);
        Assert.Empty(wrong.Select(use => $"{use.From} uses {use.To}"));
    }

    [Fact]
    public void Every_folder_of_the_engine_has_its_place()
    {
        var folders = Usings().Select(use => use.From).Where(path => path.Contains('/', StringComparison.Ordinal)).Select(path => path.Split('/')[0]);
        Assert.Empty(folders.Except(MayUse.Keys));
    }

    [Fact]
    public void No_engine_type_knows_a_front_end() => Assert.DoesNotContain(
        Sources.Below("src/RollbackOps.Engine").SelectMany(file => file.Lines),
        line => line.Contains("System.Management.Automation", StringComparison.Ordinal) || line.Contains("Console.", StringComparison.Ordinal));

    private static IEnumerable<(string From, string To)> Usings() =>
        from file in Sources.Below("src/RollbackOps.Engine")
        from line in file.Lines
        where line.StartsWith($"using {Engine}", StringComparison.Ordinal)
        select (file.Path, line[$"using {Engine}".Length..].TrimEnd(';'));
}
