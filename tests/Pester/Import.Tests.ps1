BeforeAll {
    . "$PSScriptRoot/Shop.ps1"
    Import-Module $Module
}

Describe 'Importing' {
    It 'exports the cmdlets that the manifest names, and nothing else' {
        $manifest = Import-PowerShellDataFile $Module
        (Get-Module RollbackOps).ExportedCommands.Keys | Sort-Object | Should -Be ($manifest.CmdletsToExport | Sort-Object)
    }

    It 'has a valid manifest' {
        (Test-ModuleManifest $Module).Version | Should -Be ([version] (Import-PowerShellDataFile $Module).ModuleVersion)
    }

    # The runtime may load the engine early, into the context of its own, where its compiler looks ahead; what others bring too, it never does.
    It 'loads nothing of others before it is needed' {
        $loaded = Invoke-Elsewhere '[AppDomain]::CurrentDomain.GetAssemblies() | ForEach-Object { $_.GetName().Name }'
        $loaded | Should -Match 'RollbackOps\.PowerShell'
        $loaded | Should -Not -Match 'YamlDotNet|Sqlite|Npgsql|System\.CommandLine'
    }

    It 'knows its types right away, and again after it is imported once more' {
        Invoke-Elsewhere "[RollbackOps.Plan].FullName; Import-Module '$Module' -Force; [RollbackOps.RunResult].FullName" |
            Should -Match '(?s)^RollbackOps\.Plan\s+RollbackOps\.RunResult\s*$'
    }

    It 'writes nothing' {
        $folder = (New-Item -ItemType Directory 'TestDrive:/import').FullName
        Invoke-Elsewhere '"imported"' $folder | Should -Match '^imported\s*$'
        Get-ChildItem $folder -Force | Should -BeNullOrEmpty
    }

    It 'works from the clone as it does staged' {
        $clone = (Resolve-Path "$PSScriptRoot/../../RollbackOps.psd1").Path
        $said = & (Get-Process -Id $PID).Path -NoLogo -NoProfile -NonInteractive -Command "
            Import-Module '$clone'; Set-Location '$(New-Shop)'; (New-RollbackPlan database).System; (Get-Help Invoke-Rollback).Synopsis" | Out-String
        $said | Should -Match '(?s)^shop\s+Runs a rollback'
    }

    It 'is fast' {
        # Measured from within: the time that PowerShell itself takes to start is not ours.
        $text = Invoke-Elsewhere "Remove-Module RollbackOps; (Measure-Command { Import-Module '$Module' -Force }).TotalMilliseconds.ToString('0')"
        [int] $text.Trim() | Should -BeLessThan 500
    }

    It 'lets cmdlets and engine work in several runspaces at once' {
        $folder = New-Shop
        $names = 1..4 | ForEach-Object -Parallel {
            Import-Module $using:Module
            (Get-RollbackRunbook "$using:folder/rollback.yaml").System
        }
        $names | Should -Be @('shop', 'shop', 'shop', 'shop')
    }
}

Describe 'Beside another module that brings another version of YamlDotNet' {
    BeforeAll {
        $folder = New-Shop
        $other = (New-Item -ItemType Directory 'TestDrive:/Other').FullName
        $dll = "$other/YamlDotNet.dll"
        $name = [System.Reflection.AssemblyName] 'YamlDotNet, Version=5.0.0.0'
        $assembly = [System.Reflection.Emit.PersistedAssemblyBuilder]::new($name, [object].Assembly)
        $type = $assembly.DefineDynamicModule('YamlDotNet').DefineType('YamlDotNet.Old', 'Public')
        $body = $type.DefineMethod('Name', 'Public, Static', [string], [type[]] @()).GetILGenerator()
        $body.Emit([System.Reflection.Emit.OpCodes]::Ldstr, 'the other one')
        $body.Emit([System.Reflection.Emit.OpCodes]::Ret)
        $type.CreateType() | Out-Null
        $assembly.Save($dll)
        $use = "Add-Type -Path '$dll'; [YamlDotNet.Old]::Name()"
        $ours = '(Get-RollbackRunbook).System; (New-RollbackPlan database).Steps.Count -gt 0'
        $both = '[AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq ''YamlDotNet'' } | Measure-Object | ForEach-Object Count'
    }

    It 'works when the other one came first' {
        Invoke-Elsewhere "$use; $ours; $both" $folder | Should -Match '(?s)^the other one\s+shop\s+True\s+2\s*$'
    }

    It 'works when the other one comes later' {
        Invoke-Elsewhere "$ours; $use; $both" $folder | Should -Match '(?s)^shop\s+True\s+the other one\s+2\s*$'
    }

    It 'keeps its own versions to itself' {
        Invoke-Elsewhere "`$null = & { $ours }; try { [YamlDotNet.RepresentationModel.YamlStream] } catch { 'unknown' }" $folder |
            Should -Match '^unknown\s*$'
    }
}
