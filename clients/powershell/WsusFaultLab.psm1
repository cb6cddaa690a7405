# Control a mock WSUS server from PowerShell: one function a call of the admin API, for Pester and for people.
#
#   Import-Module ./WsusFaultLab.psm1
#   Connect-WsusMock -PortsFile ports.json
#   Add-WsusFault @{ soap_fault = @{ error_code = 'ServerBusy' }; when = @{ operation = 'SyncUpdates' } }
#
# What can be asked is docs/ADMIN-API.md; the verbs are those of the Python and Node clients. Each function's "Request:" is
# an example of what it sends, METHOD PATH BODY; the project's tests send them to a real server.
Set-StrictMode -Version 2

$script:Address = $null
$script:Headers = @{}

function Connect-WsusMock {
    <#
    .SYNOPSIS
    Says which server the other functions call: the ports file that wsus-mock wrote, or an address with its token.
    #>
    [CmdletBinding(DefaultParameterSetName = 'File')]
    param(
        [Parameter(Mandatory, ParameterSetName = 'File')] [string] $PortsFile,
        [Parameter(Mandatory, ParameterSetName = 'Address')] [string] $Address,
        [Parameter(ParameterSetName = 'Address')] [string] $Token
    )
    if ($PortsFile) {
        $ports = Get-Content -Raw -LiteralPath $PortsFile | ConvertFrom-Json
        $Address = "http://127.0.0.1:$($ports.admin)"
        $Token = $ports.token
    }
    $script:Address = $Address.TrimEnd('/')
    $script:Headers = @{}
    if ($Token) { $script:Headers = @{ Authorization = "Bearer $Token" } }
}

function Invoke-WsusAdmin {
    <#
    .SYNOPSIS
    One call of the admin API. Invoke-RestMethod throws for statuses from 400 on; ErrorDetails has the server's sentence.
    #>
    param(
        [Parameter(Mandatory)] [string] $Method,
        [Parameter(Mandatory)] [string] $Path,
        [object] $Body
    )
    if (-not $script:Address) { throw 'No server is connected; call Connect-WsusMock first.' }
    $call = @{ Method = $Method; Uri = $script:Address + $Path; Headers = $script:Headers }
    if ($null -ne $Body) {
        $call.Body = [Text.Encoding]::UTF8.GetBytes((ConvertTo-Json -InputObject $Body -Depth 20 -Compress))
        $call.ContentType = 'application/json'
    }
    Invoke-RestMethod @call
}

function ConvertTo-WsusQuery([hashtable] $Filter) {
    if (-not $Filter -or $Filter.Count -eq 0) { return '' }
    $pairs = $Filter.GetEnumerator() | ForEach-Object {
        # $true is 'True' as a string, and 'true' for the server.
        $text = if ($_.Value -is [bool]) { ([string] $_.Value).ToLowerInvariant() } else { [string] $_.Value }
        "$($_.Key)=$([Uri]::EscapeDataString($text))"
    }
    '?' + ($pairs -join '&')
}

function Get-WsusJournal {
    <#
    .SYNOPSIS
    Every exchange that the filter lets through, oldest first: @{ operation = 'SyncUpdates'; status = 500 }.
    .NOTES
    Request: GET /api/v1/journal?limit=1000
    #>
    param([hashtable] $Filter = @{})
    $query = @{ limit = 1000 } + $Filter
    do {
        $page = Invoke-WsusAdmin GET "/api/v1/journal$(ConvertTo-WsusQuery $query)"
        $page.entries
        $query.after = $page.next
    } while ($null -ne $page.next)
}

function Test-WsusReady {
    <#
    .SYNOPSIS
    Whether a scan would be let in.
    .NOTES
    Request: GET /api/v1/ready
    #>
    try {
        $null = Invoke-WsusAdmin GET '/api/v1/ready'
        $true
    } catch {
        # A server that is not there has given no response; strict mode takes no property of nothing.
        $response = if ($_.Exception.PSObject.Properties['Response']) { $_.Exception.Response } else { $null }
        if ($null -eq $response -or [int] $response.StatusCode -ne 503) { throw }
        $false
    }
}

function Assert-WsusExpectation {
    <#
    .SYNOPSIS
    Throws with every failure unless the expectations held: the last line of a Pester test.
    .NOTES
    Request: GET /api/v1/expectations/verdict
    #>
    $verdict = Get-WsusVerdict
    if ($verdict.held) { return }
    $lines = @($verdict.failures | ForEach-Object { "  $($_.text)" }) + @($verdict.pending | ForEach-Object { "  not yet: $_" })
    throw "the expectations did not hold`n$($lines -join "`n")"
}

function Get-WsusHealth {
    <#
    .SYNOPSIS
    How the server is.
    .NOTES
    Request: GET /api/v1/health
    #>
    Invoke-WsusAdmin GET '/api/v1/health'
}

function Get-WsusServer {
    <#
    .SYNOPSIS
    What the server is: addresses, identity, limits, clock.
    .NOTES
    Request: GET /api/v1/server
    #>
    Invoke-WsusAdmin GET '/api/v1/server'
}

function Get-WsusComputer {
    <#
    .SYNOPSIS
    Every computer that the server knows.
    .NOTES
    Request: GET /api/v1/computers
    #>
    (Invoke-WsusAdmin GET '/api/v1/computers').computers
}

function Remove-WsusComputer {
    <#
    .SYNOPSIS
    Deletes a computer: it starts anew.
    .NOTES
    Request: DELETE /api/v1/computers/e1da06a3-5601-43c9-bac3-52d5db701494
    #>
    param([Parameter(Mandatory)] [string] $ClientId)
    Invoke-WsusAdmin DELETE "/api/v1/computers/$([Uri]::EscapeDataString($ClientId))"
}

function Get-WsusComputerEvent {
    <#
    .SYNOPSIS
    What a computer has reported, oldest first.
    .NOTES
    Request: GET /api/v1/computers/e1da06a3-5601-43c9-bac3-52d5db701494/events
    #>
    param([Parameter(Mandatory)] [string] $ClientId)
    (Invoke-WsusAdmin GET "/api/v1/computers/$([Uri]::EscapeDataString($ClientId))/events").events
}

function Get-WsusComputerStatus {
    <#
    .SYNOPSIS
    The state of each update on a computer.
    .NOTES
    Request: GET /api/v1/computers/e1da06a3-5601-43c9-bac3-52d5db701494/status
    #>
    param([Parameter(Mandatory)] [string] $ClientId)
    (Invoke-WsusAdmin GET "/api/v1/computers/$([Uri]::EscapeDataString($ClientId))/status").updates
}

function Get-WsusCatalogue {
    <#
    .SYNOPSIS
    How many revisions there are, by kind and approval.
    .NOTES
    Request: GET /api/v1/catalogue
    #>
    Invoke-WsusAdmin GET '/api/v1/catalogue'
}

function Invoke-WsusDeclineSuperseded {
    <#
    .SYNOPSIS
    Declines superseded updates.
    .NOTES
    Request: POST /api/v1/catalogue/decline-superseded {"dry_run": true}
    #>
    param([hashtable] $Options = @{})
    Invoke-WsusAdmin POST '/api/v1/catalogue/decline-superseded' $Options
}

function Get-WsusPool {
    <#
    .SYNOPSIS
    The application pools.
    .NOTES
    Request: GET /api/v1/pools
    #>
    (Invoke-WsusAdmin GET '/api/v1/pools').pools
}

function Stop-WsusPool {
    <#
    .SYNOPSIS
    Stops an application pool.
    .NOTES
    Request: POST /api/v1/pools/WsusPool/stop
    #>
    param([string] $Name = 'WsusPool')
    Invoke-WsusAdmin POST "/api/v1/pools/$([Uri]::EscapeDataString($Name))/stop"
}

function Start-WsusPool {
    <#
    .SYNOPSIS
    Starts an application pool.
    .NOTES
    Request: POST /api/v1/pools/WsusPool/start
    #>
    param([string] $Name = 'WsusPool')
    Invoke-WsusAdmin POST "/api/v1/pools/$([Uri]::EscapeDataString($Name))/start"
}

function Restart-WsusPool {
    <#
    .SYNOPSIS
    Recycles an application pool.
    .NOTES
    Request: POST /api/v1/pools/WsusPool/recycle
    #>
    param([string] $Name = 'WsusPool')
    Invoke-WsusAdmin POST "/api/v1/pools/$([Uri]::EscapeDataString($Name))/recycle"
}

function Invoke-WsusIisReset {
    <#
    .SYNOPSIS
    iisreset, as typed at the server.
    .NOTES
    Request: POST /api/v1/iisreset
    #>
    Invoke-WsusAdmin POST '/api/v1/iisreset'
}

function Get-WsusLog {
    <#
    .SYNOPSIS
    The names and sizes of the server's logs.
    .NOTES
    Request: GET /api/v1/logs
    #>
    (Invoke-WsusAdmin GET '/api/v1/logs').logs
}

function Get-WsusLogText {
    <#
    .SYNOPSIS
    The text of a log.
    .NOTES
    Request: GET /api/v1/logs/SoftwareDistribution.log
    #>
    param([Parameter(Mandatory)] [string] $Name)
    Invoke-WsusAdmin GET "/api/v1/logs/$([Uri]::EscapeDataString($Name))"
}

function Step-WsusClock {
    <#
    .SYNOPSIS
    Moves the server's clock: '2 h'.
    .NOTES
    Request: POST /api/v1/clock {"advance": "2 h"}
    #>
    param([Parameter(Mandatory)] [string] $Advance)
    Invoke-WsusAdmin POST '/api/v1/clock' @{ advance = $Advance }
}

function Add-WsusFault {
    <#
    .SYNOPSIS
    Adds a fault rule (docs/FAULTS.md).
    .NOTES
    Request: POST /api/v1/faults {"name": "busy", "soap_fault": {"error_code": "ServerBusy"}, "when": {"operation": "SyncUpdates"}}
    #>
    param([Parameter(Mandatory)] [hashtable] $Rule)
    Invoke-WsusAdmin POST '/api/v1/faults' $Rule
}

function Get-WsusFault {
    <#
    .SYNOPSIS
    Every fault rule, and what it has done.
    .NOTES
    Request: GET /api/v1/faults
    #>
    (Invoke-WsusAdmin GET '/api/v1/faults').rules
}

function Set-WsusFault {
    <#
    .SYNOPSIS
    Replaces a fault rule in its place.
    .NOTES
    Request: PUT /api/v1/faults/busy {"soap_fault": {"error_code": "ServerBusy"}, "when": {"operation": "GetCookie"}}
    #>
    param([Parameter(Mandatory)] [string] $Name, [Parameter(Mandatory)] [hashtable] $Rule)
    Invoke-WsusAdmin PUT "/api/v1/faults/$([Uri]::EscapeDataString($Name))" $Rule
}

function Enable-WsusFault {
    <#
    .SYNOPSIS
    Enables a fault rule.
    .NOTES
    Request: POST /api/v1/faults/busy/enable
    #>
    param([Parameter(Mandatory)] [string] $Name)
    Invoke-WsusAdmin POST "/api/v1/faults/$([Uri]::EscapeDataString($Name))/enable"
}

function Disable-WsusFault {
    <#
    .SYNOPSIS
    Disables a fault rule.
    .NOTES
    Request: POST /api/v1/faults/busy/disable
    #>
    param([Parameter(Mandatory)] [string] $Name)
    Invoke-WsusAdmin POST "/api/v1/faults/$([Uri]::EscapeDataString($Name))/disable"
}

function Remove-WsusFault {
    <#
    .SYNOPSIS
    Removes a fault rule.
    .NOTES
    Request: DELETE /api/v1/faults/busy
    #>
    param([Parameter(Mandatory)] [string] $Name)
    Invoke-WsusAdmin DELETE "/api/v1/faults/$([Uri]::EscapeDataString($Name))"
}

function Clear-WsusFault {
    <#
    .SYNOPSIS
    Removes all fault rules.
    .NOTES
    Request: DELETE /api/v1/faults
    #>
    Invoke-WsusAdmin DELETE '/api/v1/faults'
}

function Test-WsusFault {
    <#
    .SYNOPSIS
    Why rules do not happen to an exchange, nearest first.
    .NOTES
    Request: POST /api/v1/faults/why {"operation": "SyncUpdates"}
    #>
    param([Parameter(Mandatory)] [hashtable] $Exchange)
    (Invoke-WsusAdmin POST '/api/v1/faults/why' $Exchange).rules
}

function Clear-WsusJournal {
    <#
    .SYNOPSIS
    Forgets all exchanges.
    .NOTES
    Request: DELETE /api/v1/journal
    #>
    Invoke-WsusAdmin DELETE '/api/v1/journal'
}

function Get-WsusExchange {
    <#
    .SYNOPSIS
    One exchange with its bodies.
    .NOTES
    Request: GET /api/v1/journal/1
    #>
    param([Parameter(Mandatory)] [int] $Sequence)
    Invoke-WsusAdmin GET "/api/v1/journal/$Sequence"
}

function Set-WsusJournal {
    <#
    .SYNOPSIS
    How much of each body the journal keeps: @{ body_bytes = 65536 }.
    .NOTES
    Request: PUT /api/v1/journal/settings {"body_bytes": 65536}
    #>
    param([Parameter(Mandatory)] [hashtable] $Settings)
    Invoke-WsusAdmin PUT '/api/v1/journal/settings' $Settings
}

function Get-WsusCounter {
    <#
    .SYNOPSIS
    The counters of the journal.
    .NOTES
    Request: GET /api/v1/counters
    #>
    (Invoke-WsusAdmin GET '/api/v1/counters').counters
}

function Set-WsusExpectation {
    <#
    .SYNOPSIS
    Strict expectations, from now on (docs/ADMIN-API.md).
    .NOTES
    Request: PUT /api/v1/expectations {"calls": [{"operation": "GetConfig"}]}
    #>
    param([Parameter(Mandatory)] [hashtable] $Expectations)
    Invoke-WsusAdmin PUT '/api/v1/expectations' $Expectations
}

function Get-WsusVerdict {
    <#
    .SYNOPSIS
    Whether the expectations held.
    .NOTES
    Request: GET /api/v1/expectations/verdict
    #>
    Invoke-WsusAdmin GET '/api/v1/expectations/verdict'
}

function Reset-WsusMock {
    <#
    .SYNOPSIS
    Between tests: journal, counters, expectations, counts of rules.
    .NOTES
    Request: POST /api/v1/reset {"faults": "added"}
    #>
    param([hashtable] $Options = @{})
    Invoke-WsusAdmin POST '/api/v1/reset' $Options
}

function Get-WsusMetric {
    <#
    .SYNOPSIS
    Metrics for Prometheus.
    .NOTES
    Request: GET /metrics
    #>
    Invoke-WsusAdmin GET '/metrics'
}

Export-ModuleMember -Function *-Wsus*
