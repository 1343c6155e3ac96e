BeforeAll {
    . "$PSScriptRoot/Shop.ps1"
    Import-Module $Module
    $here = $PWD
}

AfterAll { Set-Location $here }

Describe 'A whole rollback of a database' {
    BeforeEach { Set-Location (New-Shop) }

    It 'reads the runbook, with the strategies that follow from it' {
        $runbook = Get-RollbackRunbook
        $runbook.System | Should -Be 'shop'
        $runbook.Parts.Name | Should -Be 'main'
        $runbook.Strategies.Name | Should -Contain 'database'
        $runbook.Checks.Kind | Should -Be @('command', 'sql')
    }

    It 'plans with absolute targets and says what is lost' {
        $plan = New-RollbackPlan -Strategy database
        $plan | Should -BeOfType [RollbackOps.Plan]
        $plan.Losses[0].Rows['users'] | Should -Be 3
        ($plan.Findings | Where-Object Name -eq backup).Value | Should -Be (Resolve-Path backups/app-2026-01-31T04-00-00.db).Path
    }

    It 'shows the plan with -WhatIf and writes nothing' {
        $before = Get-ChildItem -Recurse -Force | Select-Object FullName, Length, LastWriteTimeUtc | Out-String
        Invoke-Beside 'New-RollbackPlan database | Invoke-Rollback -WhatIf' | Should -BeNullOrEmpty
        Invoke-Beside 'Invoke-Rollback database -WhatIf' | Should -BeNullOrEmpty
        Invoke-Beside 'Restore-Database main -WhatIf' | Should -BeNullOrEmpty
        Get-ChildItem -Recurse -Force | Select-Object FullName, Length, LastWriteTimeUtc | Out-String | Should -Be $before
    }

    It 'says with -WhatIf what the plan is' {
        $said = Invoke-Elsewhere 'Invoke-Rollback database -WhatIf' $PWD
        $said | Should -Match 'What if: shop/test: database'
        $said | Should -Match 'main/exchange'
        $said | Should -Match 'What is lost'
    }

    It 'is proven, keeps the old database, and has nothing to do the second time' {
        $result = Invoke-Rollback database -Confirm:$false -Reason 'users are wrong'
        $result.Outcome | Should -Be Proven
        $result.ExitCode | Should -Be 0
        Get-UserCount $PWD | Should -Be 2
        Invoke-Sql $result.Kept[0] 'SELECT count(*) FROM users' | Should -Be 5

        (New-RollbackPlan database).IsEmpty | Should -BeTrue
        # Nothing is asked where nothing would be done.
        (Invoke-Rollback database).Outcome | Should -Be AlreadyInPlace
        (Get-RollbackRun).Count | Should -Be 1
    }

    It 'runs the plan that comes down the pipeline' {
        (New-RollbackPlan database | Invoke-Rollback -Confirm:$false).Outcome | Should -Be Proven
        Get-UserCount $PWD | Should -Be 2
    }

    It 'plans for the runbook that comes down the pipeline' {
        Set-Location backups
        (Get-RollbackRunbook ../rollback.yaml | New-RollbackPlan -Strategy database).Environment | Should -Be test
        Get-RollbackRunbook ../rollback.yaml | Test-RollbackHealth -Quiet | Should -BeTrue
    }

    It 'restores one database by name' {
        $result = Restore-Database -Name main -From backups/app-2026-01-31T04-00-00.db -Confirm:$false
        $result.Outcome | Should -Be Proven
        Get-UserCount $PWD | Should -Be 2
    }

    It 'finds the runbook from elsewhere, and a backup by its file from where it is called' {
        $shop = $PWD.Path
        Set-Location backups
        $plan = New-RollbackPlan -Runbook ../rollback.yaml -Strategy database -Backup @{ main = './app-2026-01-31T04-00-00.db' }
        $plan.Runbook | Should -Be "$shop/rollback.yaml"
        $plan.Request.Backups['main'] | Should -Be "$shop/backups/app-2026-01-31T04-00-00.db"
    }

    It 'remembers its runs' {
        Invoke-Rollback database -Confirm:$false -Reason 'users are wrong' | Out-Null
        $run = Get-RollbackRun
        $run | Should -BeOfType [RollbackOps.RunInfo]
        $run.Run | Should -Be '000001'
        $run.Outcome | Should -Be Proven
        $run.Strategy | Should -Be database
        $run.Reason | Should -Be 'users are wrong'
        $run.IsClosed | Should -BeTrue
        (Get-RollbackRun 1).Run | Should -Be '000001'
        $events = Get-RollbackRun | Get-RollbackRun -Events
        $events[0] | Should -BeOfType [RollbackOps.Events.RunOpened]
        $events[-1] | Should -BeOfType [RollbackOps.Events.RunEnded]
    }

    It 'measures the checks, one object each' {
        $results = Test-RollbackHealth
        $results | Should -BeOfType [RollbackOps.CheckResult]
        $results.Passed | Should -Be @($true, $true)
        Test-RollbackHealth -Quiet | Should -BeTrue
        Remove-Item healthy
        (Test-RollbackHealth).Passed | Should -Be @($false, $true)
        Test-RollbackHealth -Quiet | Should -BeFalse
    }

    It 'completes strategies and databases out of the runbook' {
        (TabExpansion2 'Invoke-Rollback -Strategy d').CompletionMatches.CompletionText | Should -Be database
        (TabExpansion2 'New-RollbackPlan ').CompletionMatches.CompletionText | Should -Contain database
        (TabExpansion2 'Restore-Database -Name ').CompletionMatches.CompletionText | Should -Be main
        (TabExpansion2 'Restore-Database -Runbook nowhere.yaml -Name ').CompletionMatches.CompletionText | Should -Not -Contain main
    }
}

Describe 'A run that does not end proven' {
    It 'gives the result first, and then one error with id, category, target and what to type next' {
        Set-Location (New-Shop 'expect: { users: ">= 100" }')
        $results = [System.Collections.Generic.List[object]]::new()
        $caught = try { Invoke-Rollback database -Confirm:$false | ForEach-Object { $results.Add($_) } } catch { $_ }
        $results.Count | Should -Be 1
        $results[0].Outcome | Should -Be Refused
        $caught.FullyQualifiedErrorId | Should -BeLike 'RunRefused,*InvokeRollback'
        $caught.CategoryInfo.Category | Should -Be InvalidOperation
        $caught.TargetObject.ExitCode | Should -Be 2
        $caught.ErrorDetails.RecommendedAction | Should -Be $results[0].Next
        Get-UserCount $PWD | Should -Be 5
    }

    It 'brings the state before back when the proof fails, and says so' {
        # Holds before the run, not after: the check looks at the live file.
        Set-Location (New-Shop -Checks '[ { command: [sh, -c, "test $(wc -c < app.db) -gt 20000"] } ]')
        Invoke-Sql "$PWD/app.db" 'CREATE TABLE ballast AS SELECT randomblob(50000) AS b' | Out-Null
        $caught = try { Invoke-Rollback database -Confirm:$false | Out-Null } catch { $_ }
        $caught.FullyQualifiedErrorId | Should -BeLike 'RunUndone,*'
        $caught.TargetObject.ExitCode | Should -Be 3
        Get-UserCount $PWD | Should -Be 5
    }

    It 'ends a script with the code that the help says' {
        $folder = New-Shop 'expect: { users: ">= 100" }'
        Invoke-Elsewhere 'try { Invoke-Rollback database -Confirm:$false } catch { exit ($_.TargetObject.ExitCode ?? 1) }' $folder | Out-Null
        $LASTEXITCODE | Should -Be 2
        Invoke-Elsewhere 'try { Invoke-Rollback nonsense -Confirm:$false } catch { exit ($_.TargetObject.ExitCode ?? 1) }' $folder | Out-Null
        $LASTEXITCODE | Should -Be 1
    }
}

Describe 'What keeps a run from beginning' {
    BeforeEach { Set-Location (New-Shop) }

    It 'is an error of its own for a strategy that does not exist' {
        $caught = try { Invoke-Rollback nonsense } catch { $_ }
        $caught.FullyQualifiedErrorId | Should -BeLike 'Usage,*InvokeRollback'
        $caught.CategoryInfo.Category | Should -Be InvalidArgument
        $caught.TargetObject | Should -Be "$PWD/rollback.yaml"
        $caught.ErrorDetails.RecommendedAction | Should -Match 'database'
    }

    It 'is a missing or broken runbook, named' {
        { Get-RollbackRunbook nowhere.yaml } | Should -Throw -ErrorId 'Usage,*'
        Set-Content broken.yaml "system: shop`ndatabase: {}"
        { Get-RollbackRunbook broken.yaml } | Should -Throw -ErrorId 'RunbookInvalid,*'
    }

    It 'is a missing backup, with the parameter that names one' {
        Remove-Item backups/*
        $caught = try { New-RollbackPlan database } catch { $_ }
        $caught.FullyQualifiedErrorId | Should -BeLike 'TargetMissing,*'
        $caught.ErrorDetails.RecommendedAction | Should -Match '-Backup @\{ ''main'' = '
        $caught = try { Restore-Database main } catch { $_ }
        $caught.ErrorDetails.RecommendedAction | Should -Match '-From '
    }

    It 'is a plan that is stale' {
        $plan = New-RollbackPlan database
        Add-Content rollback.yaml '# changed'
        { $plan | Invoke-Rollback -Confirm:$false } | Should -Throw -ErrorId 'PlanStale,*'
        Test-Path state/shop.test/runs/*.jsonl | Should -BeFalse
    }

    It 'is a plan that went through a job' {
        $picture = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((New-RollbackPlan database)))
        { Invoke-Rollback -Plan $picture -Confirm:$false } | Should -Throw '*went through a job*'
        { $picture | Invoke-Rollback -Confirm:$false -ErrorAction Stop } | Should -Throw '*went through a job*'
        Get-UserCount $PWD | Should -Be 5
    }

    It 'is no plan at all: the runbook is not run instead' {
        { $null | Invoke-Rollback -Confirm:$false -ErrorAction Stop } | Should -Throw
        @() | Invoke-Rollback -Confirm:$false | Should -BeNullOrEmpty
        Get-UserCount $PWD | Should -Be 5
    }

    It 'is that nobody can be asked' {
        $said = Invoke-Elsewhere 'try { Invoke-Rollback database } catch { $_.FullyQualifiedErrorId; $_.Exception.Message; $_.ErrorDetails.RecommendedAction }' $PWD
        $said | Should -Match 'Declined,.*InvokeRollback'
        $said | Should -Match 'nobody can be asked'
        $said | Should -Match '-Confirm:\$false'
        Get-UserCount $PWD | Should -Be 5
    }

    It 'is an answer that is neither yes nor no' {
        { Invoke-Rollback database -Confirm:$false -Answer @{ gate = 'perhaps' } } | Should -Throw -ErrorId 'Usage,*'
        Get-UserCount $PWD | Should -Be 5
    }
}
