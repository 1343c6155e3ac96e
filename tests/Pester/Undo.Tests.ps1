BeforeAll {
    . "$PSScriptRoot/Shop.ps1"
    Import-Module $Module
    $here = $PWD
}

AfterAll { Set-Location $here }

Describe 'A run that is undone on request' {
    BeforeEach {
        Set-Location (New-Shop)
        Invoke-Rollback database -Confirm:$false | Out-Null
    }

    It 'ends as asked, without an error, and the state before is back' {
        $result = Undo-Rollback -Reason 'it was not the data' -Confirm:$false -ErrorAction Stop
        $result | Should -BeOfType [RollbackOps.RunResult]
        $result.Outcome | Should -Be Undone
        $result.WasAsked | Should -BeTrue
        $result.ExitCode | Should -Be 0
        $result.Next | Should -BeLike 'Test-RollbackHealth -Runbook *'
        Get-UserCount $PWD | Should -Be 5
        (Get-RollbackRun).Outcome | Should -Be Undone
    }

    It 'is shown with -WhatIf, which writes nothing' {
        $before = Get-ChildItem -Recurse -Force | Select-Object FullName, Length, LastWriteTimeUtc | Out-String
        $said = Invoke-Elsewhere 'Undo-Rollback -WhatIf; Clear-RollbackRun -Now -WhatIf' $PWD
        $said | Should -Match 'What if: shop/test: undo run 000001, database, PROVEN'
        $said | Should -Match 'main/exchange'
        Get-ChildItem -Recurse -Force | Select-Object FullName, Length, LastWriteTimeUtc | Out-String | Should -Be $before
        Get-UserCount $PWD | Should -Be 2
    }

    It 'is the one that comes down the pipeline' {
        (Get-RollbackRun | Undo-Rollback -Confirm:$false).Run | Should -Be '000001'
        Get-UserCount $PWD | Should -Be 5
    }

    It 'has to be approved where nobody can be asked' {
        $said = Invoke-Elsewhere 'try { Undo-Rollback } catch { $_.FullyQualifiedErrorId; $_.Exception.Message; $_.ErrorDetails.RecommendedAction }' $PWD
        $said | Should -Match 'Declined,.*UndoRollback'
        $said | Should -Match 'Undoing run 000001 of shop/test has to be approved'
        Get-UserCount $PWD | Should -Be 2
    }

    It 'is not undone twice, and a run that does not exist is named: <run>' -ForEach @(
        @{ run = '1'; said = 'has nothing to undo' }
        @{ run = '99'; said = 'There is no run 99' }
        @{ run = '0'; said = 'There is no run 0' }
        @{ run = 'abc'; said = 'There is no run abc' }
    ) {
        Undo-Rollback -Confirm:$false | Out-Null
        $caught = try { Undo-Rollback $run -Confirm:$false } catch { $_ }
        $caught.FullyQualifiedErrorId | Should -BeLike 'Usage,*UndoRollback'
        $caught.Exception.Message | Should -Match $said
        $caught.ErrorDetails.RecommendedAction | Should -Match 'Get-RollbackRun'
    }

    It 'is found by its state folder when the runbook is gone' {
        $state = Resolve-Path state
        Move-Item rollback.yaml elsewhere.yaml
        (Get-RollbackRun -State $state).Run | Should -Be '000001'
        (Get-RollbackRun -State state | Undo-Rollback -Confirm:$false).Outcome | Should -Be Undone
        Get-UserCount $PWD | Should -Be 5
    }
}

Describe 'A person who is asked to undo' -Skip:($IsWindows) {
    It 'sees what would be undone, says <keys>, and <users> users are there' -ForEach @(
        @{ keys = 'y'; users = 5 }
        @{ keys = 'n'; users = 2 }
    ) {
        Set-Location (New-Shop)
        Invoke-Rollback database -Confirm:$false | Out-Null
        "$keys`n" | & (Get-Process -Id $PID).Path -NoLogo -NoProfile -Command "Import-Module '$Module'; Undo-Rollback | Out-Null" 2>&1 | Out-String |
            Should -Match '(?s)main/exchange.*Undo this run\?'
        Get-UserCount $PWD | Should -Be $users
    }
}

Describe 'A run that is waiting' {
    BeforeEach {
        Set-Location (New-Shop -Checks '{ before-open: [ { command: [test, -f, healthy] } ], after-open: [ { name: real-user, ask: "Has a real user logged in?" } ] }')
        $caught = try { Invoke-Beside 'Invoke-Rollback database -Confirm:$false' } catch { $_ }
        $caught | Should -Not -BeNullOrEmpty
        (Get-RollbackRun).Outcome | Should -Be Waiting
    }

    It 'keeps another from beginning, which names all ways on' {
        $caught = try { New-RollbackPlan database } catch { $_ }
        $caught.FullyQualifiedErrorId | Should -BeLike 'RunUnfinished,*'
        foreach ($way in 'Resume-Rollback -Runbook', 'Undo-Rollback -Runbook', '-Over 000001') {
            $caught.ErrorDetails.RecommendedAction | Should -BeLike "*$way*"
        }
    }

    It 'is superseded by one that is told to' {
        New-UserTable "$PWD/backups/app-2026-02-01T04-00-00.db" 3
        (New-RollbackPlan database -Over 1).Request.Over | Should -Be '1'
        (Invoke-Rollback database -Over 1 -Answer @{ 'real-user' = $true } -Confirm:$false).Outcome | Should -Be Proven
        $old = Get-RollbackRun 1
        $old.IsClosed | Should -BeTrue
        $old.SupersededBy | Should -Be '000002'
        $old.Next | Should -Be 'Run 000002 took its place; what this one left: Clear-RollbackRun -Run 000001'
    }

    It 'is resumed with an answer by the name in the runbook; one for nothing is refused' {
        $caught = try { Resume-Rollback -Answer @{ bogus = $true } } catch { $_ }
        $caught.FullyQualifiedErrorId | Should -BeLike 'Usage,*'
        $caught.ErrorDetails.RecommendedAction | Should -BeLike '*gates/after-open-1*'
        (Resume-Rollback -Answer @{ 'real-user' = $true }).Outcome | Should -Be Proven
    }
}

Describe 'What a run keeps' {
    It 'is not given up before it is due, and the run can still be undone' {
        Set-Location (New-Shop)
        $run = Invoke-Rollback database -Confirm:$false
        $run.KeptUntil | Should -BeGreaterThan ([datetimeoffset]::UtcNow.AddDays(6))
        $result = Clear-RollbackRun -Confirm:$false
        $result | Should -BeOfType [RollbackOps.SettleResult]
        $result.Settled.Count | Should -Be 0
        $result.ExitCode | Should -Be 0
        $result | Out-String | Should -Match 'Nothing was given up'
        (Undo-Rollback -Confirm:$false).Outcome | Should -Be Undone
        { Clear-RollbackRun 99 } | Should -Throw -ErrorId 'Usage,*'
    }
}

Describe 'What a run keeps, when it is given up' {
    BeforeEach {
        Set-Location (New-Shop)
        $kept = (Invoke-Rollback database -Confirm:$false).Kept[0]
    }

    It 'is shown with its size, is gone, and the run can''t be undone any more' {
        Invoke-Elsewhere 'Clear-RollbackRun -Now -WhatIf' $PWD | Should -Match 'Run 000001 can''t be undone afterwards'
        Test-Path $kept | Should -BeTrue
        $result = Clear-RollbackRun 1 -Confirm:$false
        $result.Settled.Count | Should -BeGreaterThan 0
        $result.Bytes | Should -BeGreaterThan 4096
        Test-Path $kept | Should -BeFalse
        $result | Out-String | Should -Match 'given up, .* KiB freed'
        $result.Settled | Out-String -Width 160 | Should -Match '000001\s+\d{4}-\d\d-\d\d \S+\s+[\d,.]+\s'
        { Undo-Rollback 1 -Confirm:$false } | Should -Throw
        Get-UserCount $PWD | Should -Be 2
    }

    It 'is kept on where it is not due, and that is said' {
        $result = Clear-RollbackRun -Confirm:$false
        $result.NotDue.Count | Should -BeGreaterThan 0
        $result | Out-String | Should -Match '(?s)Nothing was given up.*due on.*Clear-RollbackRun -Now'
        Test-Path $kept | Should -BeTrue
    }
}

Describe 'The runs there were' {
    BeforeAll {
        Set-Location (New-Shop)
        Invoke-Rollback database -Confirm:$false | Out-Null
        Undo-Rollback -Confirm:$false | Out-Null
        Invoke-Rollback database -Confirm:$false | Out-Null
    }

    It 'show the events of the newest without asking which' {
        $events = Invoke-Beside 'Get-RollbackRun -Events'
        $events[0].Run | Should -Be '000002'
        (Get-RollbackRun 1 -Events)[-1].Result.Outcome | Should -Be Undone
    }

    It 'complete where a run is named' {
        foreach ($command in 'Undo-Rollback ', 'Undo-Rollback -Run ', 'Clear-RollbackRun -Run ', 'Get-RollbackRun -Run ', 'Invoke-Rollback -Over ') {
            (TabExpansion2 $command).CompletionMatches.CompletionText | Should -Be @('000002', '000001') -Because $command
        }
        (TabExpansion2 'Undo-Rollback -Run 000001').CompletionMatches.ToolTip | Should -Match '^database, UNDONE, begun '
        (TabExpansion2 'Undo-Rollback -Runbook nowhere.yaml -Run ').CompletionMatches.CompletionText | Should -Not -Contain '000001'
    }
}
