BeforeAll {
    . "$PSScriptRoot/Shop.ps1"
    Import-Module $Module
    $here = $PWD

    # A migration that waits until it is let go on, and tells that it was reached.
    $slow = 'forward: [sh, -c, "touch reached; while [ ! -f go ]; do sleep 0.1; done"]'

    function Wait-For([scriptblock] $Condition, [string] $What) {
        $deadline = [datetime]::UtcNow.AddSeconds(60)
        while (-not (& $Condition)) {
            if ([datetime]::UtcNow -gt $deadline) { throw "$What did not come within a minute." }
            [System.Threading.Thread]::Sleep(50)
        }
    }
}

AfterAll { Set-Location $here }

Describe 'A run does not depend on who reads it' {
    It 'ends proven when the reader leaves in the middle' -Tag 'Safety:20' {
        Set-Location (New-Shop)
        $first = Invoke-Rollback database -Confirm:$false -InformationAction Continue 6>&1 | Select-Object -First 1
        $first.MessageData | Should -BeOfType [RollbackOps.Events.RunOpened]
        (Get-RollbackRun).Outcome | Should -Be Proven
        Get-UserCount $PWD | Should -Be 2
    }

    It 'ends proven when the result is the last that is read' {
        Set-Location (New-Shop)
        $result = New-RollbackPlan database | Invoke-Rollback -Confirm:$false | Select-Object -First 1
        $result.Outcome | Should -Be Proven
        (Get-RollbackRun).Outcome | Should -Be Proven
    }

    It 'ends proven when a reader downstream fails' {
        Set-Location (New-Shop)
        { Invoke-Rollback database -Confirm:$false -InformationAction Continue 6>&1 | ForEach-Object { throw 'the reader broke' } } |
            Should -Throw '*the reader broke*'
        (Get-RollbackRun).Outcome | Should -Be Proven
    }

    It 'writes nothing to the output but the result, and each event once to the information stream' {
        Set-Location (New-Shop)
        $result = Invoke-Rollback database -Confirm:$false -InformationVariable told
        @($result).Count | Should -Be 1
        $events = Get-RollbackRun 1 -Events
        $told.Count | Should -Be $events.Count
        $told.Tags | Select-Object -Unique | Should -Be RollbackOps
    }

    It 'shows progress at most four times a second, and takes it away at the end' {
        Set-Location (New-Shop)
        $shell = Start-Beside 'Invoke-Rollback database -Confirm:$false'
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $shell.Invoke() | Out-Null
        $seconds = $watch.Elapsed.TotalSeconds
        $records = @($shell.Streams.Progress | Where-Object ActivityId -eq 7655)
        $records[-1].RecordType | Should -Be Completed
        @($records | Where-Object RecordType -eq Processing).Count | Should -BeLessOrEqual ([math]::Ceiling($seconds * 4) + 1)
        @($records | Where-Object RecordType -eq Processing).Count | Should -BeGreaterThan 0
        $shell.Dispose()
    }
}

Describe 'A run that is stopped' {
    It 'is interrupted by Ctrl+C, waits for its step, and is resumed to proven' {
        Set-Location (New-Shop $slow)
        $shell = Start-Beside 'Invoke-Rollback database -Confirm:$false'
        try {
            $under = $shell.BeginInvoke()
            Wait-For { Test-Path reached } 'The migration'
            $stopping = $shell.BeginStop($null, $null)
            New-Item go | Out-Null
            Wait-For { $stopping.IsCompleted -and $under.IsCompleted } 'The end of the stopped pipeline'
        } finally {
            New-Item go -Force | Out-Null
            $shell.Dispose()
        }
        $run = Get-RollbackRun
        $run.Outcome | Should -Be Interrupted
        $run.IsClosed | Should -BeFalse
        $run.Next | Should -Be "Resume-Rollback -Runbook $PWD/rollback.yaml"
        Get-UserCount $PWD | Should -Be 5

        { Invoke-Rollback database -Confirm:$false } | Should -Throw -ErrorId 'RunUnfinished,*'
        Invoke-Beside 'Resume-Rollback -WhatIf' | Should -BeNullOrEmpty
        (Get-RollbackRun).Outcome | Should -Be Interrupted
        (Resume-Rollback).Outcome | Should -Be Proven
        Get-UserCount $PWD | Should -Be 2
        { Resume-Rollback } | Should -Throw -ErrorId 'Usage,*'
    }

    It '<does> by <signal>' -Skip:($IsWindows) -ForEach @(
        @{ signal = 'TERM'; does = 'is interrupted before PowerShell ends'; outcome = 'Interrupted' }
        @{ signal = 'HUP'; does = 'is not, and ends proven,'; outcome = 'Proven' }
    ) {
        Set-Location (New-Shop $slow)
        $pwsh = Start-Process (Get-Process -Id $PID).Path -PassThru -RedirectStandardOutput out.txt -RedirectStandardError err.txt -ArgumentList @(
            '-NoLogo', '-NoProfile', '-NonInteractive', '-Command', "Import-Module '$Module'; Invoke-Rollback database -Confirm:`$false")
        try {
            Wait-For { Test-Path reached } 'The migration'
            /bin/kill "-$signal" $pwsh.Id
            New-Item go | Out-Null
            $pwsh.WaitForExit(60000) | Should -BeTrue
        } finally {
            if (-not $pwsh.HasExited) { $pwsh.Kill($true) }
        }
        (Get-RollbackRun).Outcome | Should -Be $outcome
        if ($outcome -eq 'Interrupted') { (Resume-Rollback).Outcome | Should -Be Proven }
    }
}

Describe 'A run that asks' {
    It 'waits where nobody can be asked, and is resumed with the answer' {
        $folder = New-Shop -Checks '{ before-open: [ { command: [test, -f, healthy] } ], after-open: [ { name: real-user, ask: "Has a real user logged in?" } ] }'
        $said = Invoke-Elsewhere 'try { Invoke-Rollback database -Confirm:$false | Out-Null } catch { $_.FullyQualifiedErrorId; $_.ErrorDetails.RecommendedAction; exit $_.TargetObject.ExitCode }' $folder
        $LASTEXITCODE | Should -Be 5
        $said | Should -Match 'RunWaiting,'
        $said -match "Resume-Rollback -Runbook \S+ -Answer @\{ '(?<gate>[^']+)' = \`$true \}" | Should -BeTrue -Because $said
        $gate = $Matches.gate
        Set-Location $folder
        (Resume-Rollback -Answer @{ $gate = $true }).Outcome | Should -Be Proven
    }
}

Describe 'A person who is asked' -Skip:($IsWindows) {
    BeforeAll {
        # As at a terminal, but that the keys come from a pipe.
        function Invoke-Asked([string] $Keys, [string] $Script) {
            "$Keys`n" | & (Get-Process -Id $PID).Path -NoLogo -NoProfile -Command "Import-Module '$Module'; $Script" 2>&1 | Out-String
        }
    }

    It 'sees the plan before saying yes' {
        Set-Location (New-Shop)
        Invoke-Asked 'y' 'Invoke-Rollback database | Out-Null' | Should -Match '(?s)main/exchange.*Run this plan\?'
        Get-UserCount $PWD | Should -Be 2
    }

    It 'says no, and nothing was written' {
        Set-Location (New-Shop)
        Invoke-Asked 'n' 'Invoke-Rollback database' | Should -Match 'Run this plan\?'
        Get-UserCount $PWD | Should -Be 5
        Test-Path state | Should -BeFalse
    }

    It 'answers a question in the middle of a run' {
        Set-Location (New-Shop -Checks '{ after-open: [ { name: real-user, ask: "Has a real user logged in?" } ] }')
        Invoke-Asked 'y' '(Invoke-Rollback database -Confirm:$false).Outcome' | Should -Match '(?s)Has a real user logged in\?.*Proven'
    }
}
