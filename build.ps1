#!/usr/bin/env pwsh
# build.ps1 [build|demo|test|bench]: the same MSBuild targets as build.sh, see build.proj.
param([ValidateSet('build', 'demo', 'test', 'bench')] [string] $Target = 'build')
$ErrorActionPreference = 'Stop'
# No build server is left behind.
$env:DOTNET_NOLOGO = 1
$env:DOTNET_CLI_TELEMETRY_OPTOUT = 1
$env:DOTNET_CLI_USE_MSBUILD_SERVER = 0
$env:MSBUILDDISABLENODEREUSE = 1
$env:UseSharedCompilation = 'false'

$code = 0
function Invoke-Target([string] $Name, [string[]] $Before = @()) {
    if ($script:code -ne 0) { return }
    $line = $Before + @('dotnet', 'msbuild', "$PSScriptRoot/build.proj", "-t:$Name", '-nologo', '-v:minimal', '-tl:off', '-m')
    & $line[0] $line[1..($line.Count - 1)]
    $script:code = $LASTEXITCODE
}

# Elsewhere than on Linux the tests take what is there.
$with = @(if ($IsLinux) { "$PSScriptRoot/tests/environment/with.sh" })
$summary = "$PSScriptRoot/out/tests/summary.txt"

Invoke-Target Build
switch ($Target) {
    'bench' { Invoke-Target Bench $with }
    'demo' { Invoke-Target Demo }
    'test' {
        if ($code -eq 0) {
            Remove-Item $summary -ErrorAction Ignore
            Invoke-Target Test $with
            if (Test-Path $summary) { Get-Content $summary } else { Write-Warning 'The tests did not run to their end.' }
        }
    }
}
exit $code
