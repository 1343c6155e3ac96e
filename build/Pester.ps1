# Runs the Pester suites and writes their counts in the form of xunit's results, which Tests.targets adds up.
param([Parameter(Mandatory)] [string] $Suites, [Parameter(Mandatory)] [string] $Result)
$ErrorActionPreference = 'Stop'
Import-Module Pester -MinimumVersion 5.0

$configuration = New-PesterConfiguration
$configuration.Run.Path = $Suites
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'Normal'
$configuration.Output.RenderMode = 'Plaintext'
$run = Invoke-Pester -Configuration $configuration

$xml = [System.Xml.XmlWriter]::Create($Result)
$xml.WriteStartElement('assembly')
foreach ($test in $run.Tests) {
    $xml.WriteStartElement('test')
    $xml.WriteAttributeString('name', $test.ExpandedPath)
    $xml.WriteAttributeString('result', @{ Passed = 'Pass'; Skipped = 'Skip'; NotRun = 'NotRun' }[$test.Result] ?? 'Fail')
    if ($test.Result -eq 'Skipped') {
        $xml.WriteElementString('reason', "$($test.ExpandedPath) $($test.ErrorRecord.Exception.Message ?? 'is skipped')")
    }
    $xml.WriteEndElement()
}
$xml.WriteStartElement('errors')
foreach ($broken in @($run.FailedContainers) + @($run.FailedBlocks)) {
    $xml.WriteStartElement('error')
    $xml.WriteAttributeString('type', "$broken")
    $xml.WriteEndElement()
}
$xml.Dispose()
