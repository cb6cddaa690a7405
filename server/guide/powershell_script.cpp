// Writing of scripts: see powershell_script.hpp. They keep to what Windows PowerShell 5.1 has.
#include "server/guide/powershell_script.hpp"

#include "server/guide/registry_file.hpp"

#include <fmt/format.h>

namespace wsus::guide {
namespace {

/// What both scripts begin with: where the state is saved, and how a program's failure ends the script.
constexpr std::string_view beginning = R"ps(#Requires -Version 5.1
#Requires -RunAsAdministrator
param([string]$Saved = "$env:ProgramData\wsus-fault-lab\before.reg")
$ErrorActionPreference = 'Stop'
$policy = 'HKLM\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate'
$nothing = "$Saved.nothing"

function Invoke-Checked([string]$Program, [string[]]$Words) {
    & $Program @Words | Out-Null
    if ($LASTEXITCODE -ne 0) { throw "$Program $Words ended with $LASTEXITCODE" }
}
)ps";

constexpr std::string_view save = R"ps(
if ((Test-Path $Saved) -or (Test-Path $nothing)) {
    throw "$Saved is there: this client is pointed at a lab already. Run back.ps1 first."
}
New-Item -ItemType Directory -Force -Path (Split-Path $Saved) | Out-Null
if (Test-Path "Registry::HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate") {
    Invoke-Checked reg.exe @('export', $policy, $Saved, '/y')
} else {
    Set-Content -Path $nothing -Value 'There was no policy of the update agent.'
}
)ps";

constexpr std::string_view restore = R"ps(
if (-not ((Test-Path $Saved) -or (Test-Path $nothing))) {
    throw "$Saved is not there: nothing was saved, so nothing is put back."
}
)ps";

constexpr std::string_view import_saved = R"ps(if (Test-Path $Saved) {
    Invoke-Checked reg.exe @('import', $Saved)
} else {
    # There was no policy: keys that are empty again go, others have got values since and stay.
    foreach ($key in "$policy\AU", $policy) {
        $path = "Registry::$($key -replace '^HKLM', 'HKEY_LOCAL_MACHINE')"
        $item = Get-Item -Path $path -ErrorAction SilentlyContinue
        if ($item -and $item.ValueCount -eq 0 -and $item.SubKeyCount -eq 0) { Remove-Item -Path $path }
    }
}
)ps";

/// Looked for before anything is saved or changed.
constexpr std::string_view need_authority = R"ps(
if (-not (Test-Path (Join-Path $PSScriptRoot 'lab-ca.crt'))) {
    throw "lab-ca.crt must lie beside this script: 'wsus-mock certs' or the mock's log folder has it."
}
)ps";

constexpr std::string_view trust = R"ps(
Invoke-Checked certutil.exe @('-addstore', 'Root', (Join-Path $PSScriptRoot 'lab-ca.crt'))
)ps";

constexpr std::string_view distrust = R"ps(
$file = Join-Path $PSScriptRoot 'lab-ca.crt'
if (Test-Path $file) {
    $authority = New-Object System.Security.Cryptography.X509Certificates.X509Certificate2 $file
    & certutil.exe -delstore Root $authority.SerialNumber | Out-Null
} else {
    Write-Warning 'lab-ca.crt is not beside this script: take the authority out of the Root store by hand.'
}
)ps";

constexpr std::string_view scan = R"ps(
# Windows 10 and later; older agents have wuauclt.
if (Get-Command usoclient.exe -ErrorAction SilentlyContinue) { usoclient.exe StartScan }
else { wuauclt.exe /resetauthorization /detectnow }
)ps";

std::string with_crlf(std::string_view text) {
  std::string result;
  for (char const c : text) {
    if (c == '\n') result += '\r';
    result += c;
  }
  return result;
}

/// "HKLM\..." as reg.exe takes it, in quotes.
std::string short_key(std::string_view key) {
  constexpr std::string_view root = "HKEY_LOCAL_MACHINE";
  return quoted_for_powershell(fmt::format("HKLM{}", key.substr(root.size())));
}

std::string set_values(ClientTarget const& target) {
  std::string text = "\nStop-Service wuauserv -Force\n";
  for (auto const& value : policy_values(target)) {
    auto const* type = value.text.empty() ? "REG_DWORD" : "REG_SZ";
    auto const data = value.text.empty() ? fmt::format("{}", value.number) : value.text;
    text += fmt::format("Invoke-Checked reg.exe @('add', {}, '/v', {}, '/t', '{}', '/d', {}, '/f')\n",
                        short_key(value.key), quoted_for_powershell(value.name), type, quoted_for_powershell(data));
  }
  return text;
}

/// A value that is not there any more is no mistake.
std::string remove_values() {
  std::string text = "Stop-Service wuauserv -Force\n";
  for (auto const& value : policy_values({}))
    text +=
        fmt::format("Remove-ItemProperty -Path {} -Name {} -ErrorAction SilentlyContinue\n",
                    quoted_for_powershell(fmt::format("Registry::{}", value.key)), quoted_for_powershell(value.name));
  return text;
}

}  // namespace

std::string quoted_for_powershell(std::string_view text) {
  std::string quoted = "'";
  for (char const c : text) {
    if (c == '\'') quoted += '\'';
    quoted += c;
  }
  return quoted + '\'';
}

std::string point_script(ClientTarget const& target) {
  auto text =
      fmt::format("# Points this Windows client at {}. back.ps1 puts everything back.\n{}", target.url(), beginning);
  if (target.https) text += need_authority;
  text += save;
  if (target.https) text += trust;
  text += set_values(target);
  text += fmt::format("Start-Service wuauserv\n{}\nWrite-Output {}\n", scan,
                      quoted_for_powershell(fmt::format("This client asks {} now.", target.url())));
  return with_crlf(text);
}

std::string back_script(ClientTarget const& target) {
  auto text = fmt::format("# Puts back what point.ps1 has changed on this Windows client.\n{}{}{}{}", beginning,
                          restore, remove_values(), import_saved);
  if (target.https) text += distrust;
  text += "Start-Service wuauserv\n"
          "Remove-Item -Path $Saved, $nothing -ErrorAction SilentlyContinue\n"
          "Write-Output 'The policy of the update agent is what it was before.'\n";
  return with_crlf(text);
}

}  // namespace wsus::guide
