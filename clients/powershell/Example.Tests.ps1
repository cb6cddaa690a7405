# A Pester 5 test against a mock WSUS server. $env:WSUS_PORTS_FILE names the ports file that wsus-mock wrote.
BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'WsusFaultLab.psm1') -Force
    Connect-WsusMock -PortsFile $env:WSUS_PORTS_FILE
}

Describe 'A client of WSUS' {
    BeforeEach { $null = Reset-WsusMock @{ faults = 'added'; computers = $true } }
    AfterEach { Assert-WsusExpectation }

    It 'tries again when the server is busy' {
        Add-WsusFault @{
            name       = 'busy'
            soap_fault = @{ error_code = 'ServerBusy' }
            when       = @{ operation = 'SyncUpdates' }
            times      = @{ first = 1 }
        }
        Set-WsusExpectation @{ counts = @(@{ match = @{ error_code = 'ServerBusy' }; times = 1 }) }
        # Point the client at the server and let it scan: wsus-mock guide says how.
        @(Get-WsusFault)[0].injected | Should -Be 1
    }
}
