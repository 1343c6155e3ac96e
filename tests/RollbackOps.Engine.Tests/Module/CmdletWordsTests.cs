using RollbackOps.PowerShell.Reporting;

namespace RollbackOps.Engine.Tests.Module;

public sealed class CmdletWordsTests
{
    [Theory]
    [InlineData("rollbackops resume --runbook /srv/rollback.yaml", "Resume-Rollback -Runbook /srv/rollback.yaml")]
    [InlineData(
        "Look at it. Then: rollbackops resume --runbook '/srv/my shop/rollback.yaml' --environment eu",
        "Look at it. Then: Resume-Rollback -Runbook '/srv/my shop/rollback.yaml' -Environment eu")]
    [InlineData(
        "rollbackops resume --runbook r.yaml --answer ask/real-user=yes",
        "Resume-Rollback -Runbook r.yaml -Answer @{ 'ask/real-user' = $true }")]
    [InlineData("rollbackops health --runbook r.yaml", "Test-RollbackHealth -Runbook r.yaml")]
    [InlineData("rollbackops history --runbook r.yaml shows what there was.", "Get-RollbackRun -Runbook r.yaml shows what there was.")]
    [InlineData("Wait until it ends; rollbackops history shows where it is.", "Wait until it ends; Get-RollbackRun shows where it is.")]
    [InlineData("rollbackops history 000003 --runbook r.yaml", "Get-RollbackRun -Run 000003 -Runbook r.yaml")]
    [InlineData("rollbackops restore main --from b.db --yes", "Restore-Database -Name main -From b.db -Confirm:$false")]
    [InlineData("Name one that exists: --backup main=/b/a.db", "Name one that exists: -Backup @{ 'main' = /b/a.db }")]
    [InlineData("rollbackops plan --strategy database --to v1.2", "New-RollbackPlan -Strategy database -To v1.2")]
    [InlineData("rollbackops undo --runbook r.yaml", "Undo-Rollback -Runbook r.yaml")]
    [InlineData("Undo the newer one first: rollbackops undo 000003", "Undo the newer one first: Undo-Rollback -Run 000003")]
    [InlineData("rollbackops settle 3 --state /srv/state", "Clear-RollbackRun -Run 3 -State /srv/state")]
    [InlineData("or begin anew from what is there: --over 000003", "or begin anew from what is there: -Over 000003")]
    [InlineData("rollbackops backups main shows those that there are.", "Get-DatabaseBackup -Name main shows those that there are.")]
    [InlineData("rollbackops points shows those that there are.", "Get-RollbackPoint shows those that there are.")]
    [InlineData("rollbackops forget v1-20261122-180000", "Remove-RollbackPoint -Name v1-20261122-180000")]
    [InlineData("rollbackops checkpoint", "Checkpoint-Deployment")]
    [InlineData("rollbackops backups shows what fits its pattern.", "Get-DatabaseBackup shows what fits its pattern.")]
    [InlineData("rollbackops prove main --server postgresql://h/d", "Test-DatabaseBackup -Name main -Server postgresql://h/d")]
    [InlineData("rollbackops backup main --keep 10", "Backup-Database -Name main -Keep 10")]
    [InlineData("rollbackops safe-mode off --runbook r.yaml", "Disable-SafeMode -Runbook r.yaml")]
    [InlineData("Afterwards: rollbackops safe-mode on", "Afterwards: Enable-SafeMode")]
    [InlineData("rollbackops settle --now --yes", "Clear-RollbackRun -Now -Confirm:$false")]
    public void What_to_type_is_said_in_the_words_of_the_cmdlets(string said, string expected) =>
        Assert.Equal(expected, CmdletWords.Of(said));

    [Fact]
    public void Where_one_database_is_restored_its_backup_is_named_by_from() =>
        Assert.Equal("Name one: -From '/b/a b.db'", CmdletWords.Of("Name one: --backup main='/b/a b.db'", oneDatabase: true));

    [Theory]
    [InlineData("rollbackops drill --runbook r.yaml")]
    [InlineData("Free some space in /var/lib/rollbackops and plan again.")]
    [InlineData("git switch main -- and pull")]
    public void What_has_no_cmdlet_stays_a_command(string said) => Assert.StartsWith(said[..15], CmdletWords.Of(said));
}
