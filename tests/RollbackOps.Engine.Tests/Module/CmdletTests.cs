using System.Management.Automation;

namespace RollbackOps.Engine.Tests.Module;

public sealed class CmdletTests
{
    // What changes something, or would.
    private static readonly string[] Changing = ["Backup-Database", "Checkpoint-Deployment", "Clear-RollbackRun", "Disable-SafeMode", "Enable-SafeMode", "Invoke-Rollback", "Remove-RollbackPoint", "Restore-Database", "Resume-Rollback", "Test-DatabaseBackup", "Undo-Rollback"];

    public static TheoryData<string> Names => [.. CmdletType.All.Select(cmdlet => cmdlet.Name)];

    [Fact]
    public void The_manifest_exports_what_is_there() =>
        Assert.Equal(CmdletType.All.Select(cmdlet => cmdlet.Name).Order(), ModuleFiles.Exported.Order());

    [Theory]
    [MemberData(nameof(Names))]
    public void A_cmdlet_is_sealed_has_an_approved_verb_and_says_what_it_puts_out(string name)
    {
        var cmdlet = Find(name);

        Assert.True(cmdlet.Type.IsSealed);
        Assert.Contains(cmdlet.Verb, ApprovedVerbs.All);
        Assert.NotEmpty(cmdlet.Outputs);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_changes_something_asks_and_what_reads_does_not(string name) =>
        Assert.Equal(Changing.Contains(name), Find(name).Says("SupportsShouldProcess") is true);

    [Theory]
    [InlineData("Invoke-Rollback")]
    [InlineData("Restore-Database")]
    [InlineData("Undo-Rollback")]
    [InlineData("Clear-RollbackRun")]
    [InlineData("Enable-SafeMode")]
    [InlineData("Disable-SafeMode")]
    public void What_changes_the_system_or_gives_something_up_asks_unless_it_is_told_not_to(string name) =>
        Assert.Equal((int)ConfirmImpact.High, Find(name).Says("ConfirmImpact"));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_cmdlet_has_a_page_of_help_that_tells_its_own_parameters_and_gives_examples(string name)
    {
        var page = ModuleFiles.HelpOf(name);
        var own = ModuleFiles.Entries(page, "Parameters");
        var shared = ModuleFiles.Entries(ModuleFiles.HelpOf("parameters"), "Parameters");
        var parameters = Find(name).Parameters.Select(parameter => parameter.Name).ToList();

        Assert.Empty(parameters.Except(own).Except(shared));
        Assert.Empty(own.Except(parameters));
        Assert.NotEmpty(ModuleFiles.Entries(page, "Examples"));
    }

    [Theory]
    [InlineData("Invoke-Rollback", "Strategy")]
    [InlineData("New-RollbackPlan", "Strategy")]
    [InlineData("Restore-Database", "Name")]
    [InlineData("Backup-Database", "Name")]
    [InlineData("Get-DatabaseBackup", "Name")]
    [InlineData("Test-DatabaseBackup", "Name")]
    [InlineData("Get-RollbackRun", "Run")]
    [InlineData("Undo-Rollback", "Run")]
    [InlineData("Clear-RollbackRun", "Run")]
    [InlineData("Invoke-Rollback", "Over")]
    [InlineData("New-RollbackPlan", "Over")]
    [InlineData("Enable-SafeMode", "Over")]
    [InlineData("Disable-SafeMode", "Over")]
    public void Names_out_of_the_runbook_and_numbers_of_runs_are_completed(string name, string parameter) =>
        Assert.True(CmdletType.IsWritten(Find(name).Parameters.Single(known => known.Name == parameter), typeof(ArgumentCompleterAttribute)));

    private static CmdletType Find(string name) => CmdletType.All.Single(cmdlet => cmdlet.Name == name);
}
