# A small shop for the tests: a database with five users, a backup with two, a check that a file is there, and its runbook.

$Module = Join-Path $PSScriptRoot '../../out/RollbackOps/RollbackOps.psd1'

# The module's own SQLite, out of the context that it keeps for itself.
function Open-Database([string] $File) {
    $context = [System.Runtime.Loader.AssemblyLoadContext]::All | Where-Object Name -eq 'RollbackOps'
    if (-not $context.Assemblies) {
        Get-RollbackRunbook (New-Item 'TestDrive:/loader.yaml' -Force -Value "system: s`ncode: { git: . }").FullName | Out-Null
        $context = [System.Runtime.Loader.AssemblyLoadContext]::All | Where-Object Name -eq 'RollbackOps'
    }
    $type = $context.LoadFromAssemblyName('Microsoft.Data.Sqlite').GetType('Microsoft.Data.Sqlite.SqliteConnection')
    $connection = [Activator]::CreateInstance($type, "Data Source=$File;Pooling=False")
    $connection.Open()
    $connection
}

function Invoke-Sql([string] $File, [string] $Sql) {
    $connection = Open-Database $File
    try {
        $command = $connection.CreateCommand()
        $command.CommandText = $Sql
        $command.ExecuteScalar()
    } finally {
        $connection.Dispose()
    }
}

function New-UserTable([string] $File, [int] $Count) {
    $rows = (1..$Count | ForEach-Object { "('user $_')" }) -join ','
    Invoke-Sql $File "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO users (name) VALUES $rows" | Out-Null
}

# Makes a shop in a new folder and returns the folder. $More is added to the database's line of the runbook.
function New-Shop([string] $More = '', [string] $Checks = '[ { command: [test, -f, healthy] }, { sql: "SELECT count(*) FROM users" } ]') {
    $folder = (New-Item -ItemType Directory "TestDrive:/shop-$([guid]::NewGuid().ToString('n').Substring(0, 8))/backups").Parent.FullName
    New-UserTable "$folder/app.db" 5
    New-UserTable "$folder/backups/app-2026-01-31T04-00-00.db" 2
    New-Item "$folder/healthy" | Out-Null
    Set-Content "$folder/rollback.yaml" @"
system: shop
environment: test
databases:
  main: { sqlite: app.db, backups: "backups/*.db"$(if ($More) { ", $More" }) }
checks: $Checks
health: { within: 2s, in-a-row: 1 }
state: state
"@
    $folder
}

function Get-UserCount([string] $Folder) { Invoke-Sql "$Folder/app.db" 'SELECT count(*) FROM users' }

# Runs a script in a PowerShell of its own, without anyone to ask; the module is imported. Output and errors come back as text.
function Invoke-Elsewhere([string] $Script, [string] $Folder = $PWD) {
    $pwsh = (Get-Process -Id $PID).Path
    Push-Location $Folder
    try {
        & $pwsh -NoLogo -NoProfile -NonInteractive -Command "`$PSStyle.OutputRendering = 'PlainText'; Import-Module '$Module'; $Script" 2>&1 | Out-String
    } finally {
        Pop-Location
    }
}

# A pipeline in a runspace of its own, without a host, in the current folder.
function Start-Beside([string] $Script) {
    $shell = [powershell]::Create()
    $shell.AddScript("Set-Location '$PWD'; Import-Module '$Module'; $Script") | Out-Null
    $shell
}

function Invoke-Beside([string] $Script) {
    $shell = Start-Beside $Script
    try { $shell.Invoke() } finally { $shell.Dispose() }
}
