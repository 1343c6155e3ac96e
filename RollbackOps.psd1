@{
    ModuleVersion        = '0.3.0'
    GUID                 = '5d2a5f0e-0c53-4d5c-9e83-6b7f4f2a9f3c'
    Description          = 'Runs production rollbacks: planned, journaled, proven, resumable.'
    PowerShellVersion    = '7.6'
    CompatiblePSEditions = @('Core')
    NestedModules        = @('module/bin/RollbackOps.PowerShell.dll')
    FormatsToProcess     = @('module/RollbackOps.format.ps1xml')
    FunctionsToExport    = @()
    CmdletsToExport      = @(
        'Backup-Database'
        'Checkpoint-Deployment'
        'Clear-RollbackRun'
        'Disable-SafeMode'
        'Enable-SafeMode'
        'Get-DatabaseBackup'
        'Get-RollbackPoint'
        'Get-RollbackRun'
        'Get-RollbackRunbook'
        'Invoke-Rollback'
        'New-RollbackPlan'
        'Remove-RollbackPoint'
        'Restore-Database'
        'Resume-Rollback'
        'Test-DatabaseBackup'
        'Test-RollbackHealth'
        'Undo-Rollback'
    )
    AliasesToExport      = @()
    VariablesToExport    = @()
    PrivateData          = @{
        PSData = @{
            Tags = @('rollback', 'recovery', 'operations', 'PSEdition_Core', 'Linux', 'MacOS', 'Windows')
        }
    }
}
