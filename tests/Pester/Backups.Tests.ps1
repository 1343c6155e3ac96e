BeforeAll {
    . "$PSScriptRoot/Shop.ps1"
    Import-Module $Module
    $here = $PWD
}

AfterAll { Set-Location $here }

Describe 'Backups of a database' {
    It 'are listed newest first, with their time and where it was read' {
        Set-Location (New-Shop)
        Copy-Item backups/app-2026-01-31T04-00-00.db backups/app-2026-02-28T04-00-00.db
        $listed = Get-DatabaseBackup main
        $listed.Backup | Should -Be 'app-2026-02-28T04-00-00.db', 'app-2026-01-31T04-00-00.db'
        $listed[0] | Should -BeOfType [RollbackOps.BackupInfo]
        $listed[0].TimeSource | Should -Be "the file's name"
        $listed.IsChosen | Should -Be $true, $false
        (Get-DatabaseBackup -Before 2026-02-01).Backup | Should -Be 'app-2026-01-31T04-00-00.db'
        Get-DatabaseBackup | Out-String -Width 120 | Should -Match "chosen\s+[\d,]+\s+never\s+app-2026-02-28T04-00-00.db"
        { Get-DatabaseBackup mian } | Should -Throw -ErrorId 'Usage,*'
        Test-Path state | Should -BeFalse
    }

    It 'are made, proven, listed as proven, and restored through the pipeline' {
        Set-Location (New-Shop)
        $made = Backup-Database main -Reason 'before the release' -Confirm:$false
        $made | Should -BeOfType [RollbackOps.BackupResult]
        $made.Sha256 | Should -Be (Get-FileHash $made.Path -Algorithm SHA256).Hash.ToLowerInvariant()
        $made.Rows['users'] | Should -Be 5

        $proof = Get-DatabaseBackup main | Where-Object Path -eq $made.Path | Test-DatabaseBackup -Confirm:$false
        $proof | Should -BeOfType [RollbackOps.ProofResult]
        $proof.Holds | Should -BeTrue
        (Get-DatabaseBackup main).IsProven | Should -Be $true, $false

        (Get-DatabaseBackup main -Before 2026-02-01 | Restore-Database -Confirm:$false).Outcome | Should -Be Proven
        Get-UserCount $PWD | Should -Be 2
        (Get-DatabaseBackup main | Select-Object -First 1 | Restore-Database -Confirm:$false).Outcome | Should -Be Proven
        Get-UserCount $PWD | Should -Be 5
        (Restore-Database main -Before 2026-02-01 -Again -Confirm:$false).Outcome | Should -Be Proven
        Get-UserCount $PWD | Should -Be 2
    }

    It 'are neither made nor proven with -WhatIf, which says what would be done' {
        $folder = New-Shop
        $said = Invoke-Elsewhere 'Backup-Database main -WhatIf; Test-DatabaseBackup main -WhatIf' $folder
        $said | Should -Match 'would be backed up'
        $said | Should -Match 'would be restored into a scratch database'
        Test-Path "$folder/state" | Should -BeFalse
        @(Get-ChildItem "$folder/backups").Count | Should -Be 1
    }

    It 'that do not hold are errors of their own, and the others are proven all the same' {
        Set-Location (New-Shop)
        Set-Content backups/app-2026-02-28T04-00-00.db 'no database'
        $results = Get-DatabaseBackup main | Test-DatabaseBackup -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable failed
        $results.Holds | Should -Be $false, $true
        $failed.Count | Should -Be 1
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'BackupNotProven,*'
        Get-DatabaseBackup main | Out-String -Width 120 | Should -Match 'FAILED\s+app-2026-02-28'
    }

    It 'that were changed since they were made are refused with both checksums' {
        Set-Location (New-Shop)
        $made = Backup-Database main -Confirm:$false
        Add-Content $made.Path 'x'
        $refused = { Restore-Database main -Confirm:$false } | Should -Throw -ErrorId 'BackupUnusable,*' -PassThru
        $refused.Exception.Message | Should -Match $made.Sha256
        $refused.ErrorDetails.RecommendedAction | Should -Match 'Get-DatabaseBackup'
        Get-UserCount $PWD | Should -Be 5
    }

    It 'stay as many as are asked for' {
        Set-Location (New-Shop)
        (Get-Content rollback.yaml -Raw).Replace('"backups/*.db"', '{ files: "backups/*.db", time: yyyyMMdd-HHmmssfff }') | Set-Content rollback.yaml
        $first = Backup-Database main -Confirm:$false
        $second = Backup-Database main -Keep 1 -Confirm:$false
        $second.Removed | Should -Be $first.Path
        @(Get-ChildItem backups).Count | Should -Be 2
    }
}
