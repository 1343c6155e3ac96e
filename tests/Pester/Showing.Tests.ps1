BeforeAll {
    . "$PSScriptRoot/Shop.ps1"
    Import-Module $Module
    $here = $PWD
    Set-Location (New-Shop)
    function Show($Object) { $Object | Out-String -Width 160 }
}

AfterAll { Set-Location $here }

Describe 'What is shown' {
    It 'is a plan as a person reads it' {
        $shown = Show (New-RollbackPlan database)
        $shown | Should -Match 'shop/test: database'
        $shown | Should -Match 'Switch\s+main/exchange'
        $shown | Should -Match 'at least 3 rows of users'
    }

    It 'is its steps, findings and losses' {
        $plan = New-RollbackPlan database
        Show $plan.Steps | Should -Match 'Prepare\s+main/beside\s+Aside'
        Show $plan.Findings | Should -Match 'backup\s+\S+app-2026'
        Show $plan.Losses | Should -Match 'users, 3'
    }

    It 'is a runbook with its parts, strategies and checks' {
        $shown = Show (Get-RollbackRunbook)
        $shown | Should -Match 'shop/test'
        $shown | Should -Match 'main \(sqlite\)'
        $shown | Should -Match 'database \(main\)'
    }

    It 'is a check, a result, and a run, and a plan out of the journal' {
        Show (Test-RollbackHealth) | Should -Match 'True\s+'
        Show (Invoke-Rollback database -Confirm:$false) | Should -Match 'Outcome\s+: Proven'
        Show (Get-RollbackRun) | Should -Match '000001\s+\d{4}-\d\d-\d\d .*database\s+Proven\s+True'
        Show (Get-RollbackRun 1 -Events)[0].Plan | Should -Match 'Switch\s+main/exchange'
    }
}

Describe 'Help' {
    It 'tells of <_> what it does, each of its parameters, and examples' -ForEach (Import-PowerShellDataFile "$PSScriptRoot/../../RollbackOps.psd1").CmdletsToExport {
        $help = Get-Help $_ -Full
        $help.Synopsis | Should -Match '\w+ .+\.$'
        @($help.examples.example).Count | Should -BeGreaterThan 0
        $common = [System.Management.Automation.Cmdlet]::CommonParameters
        $own = (Get-Command $_).Parameters.Keys | Where-Object { $_ -notin $common }
        $help.parameters.parameter.name | Sort-Object | Should -Be ($own | Sort-Object)
        foreach ($parameter in $help.parameters.parameter) { $parameter.description.Text | Should -Not -BeNullOrEmpty }
    }

    It 'has examples whose parameters exist' {
        foreach ($name in (Get-Module RollbackOps).ExportedCmdlets.Keys) {
            foreach ($example in (Get-Help $name -Full).examples.example) {
                $ast = [System.Management.Automation.Language.Parser]::ParseInput($example.code, [ref] $null, [ref] $null)
                foreach ($command in $ast.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true)) {
                    $known = (Get-Command $command.GetCommandName()).Parameters.Keys
                    foreach ($parameter in $command.CommandElements | Where-Object { $_ -is [System.Management.Automation.Language.CommandParameterAst] }) {
                        $parameter.ParameterName | Should -BeIn $known -Because $example.code
                    }
                }
            }
        }
    }

    It 'has a topic about the whole' {
        Get-Help about_RollbackOps | Out-String | Should -Match 'A runbook is a YAML file'
    }
}
