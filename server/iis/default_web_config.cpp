// The web.config of the ClientWebService as WSUS installs it, in outline.
#include "server/iis/web_config.hpp"

namespace wsus::iis {
namespace {

// Only keys that wua-behaviour 9.1 confirms. Sections and comments around them are an assumption: the shape of an
// ASP.NET application of this kind, not the vendor's text.
constexpr std::string_view text = R"(<?xml version="1.0" encoding="utf-8"?>
<configuration>
  <appSettings>
    <!-- The most installed prerequisites (InstalledNonLeafUpdateIDs) that a client may pass to SyncUpdates. -->
    <add key="maxInstalledPrerequisites" value="400"/>
    <!-- The most cached updates (OtherCachedUpdateIDs) that a client may pass to SyncUpdates. -->
    <add key="maxCachedUpdates" value="22000"/>
  </appSettings>
  <system.web>
    <!-- maxRequestLength: the longest request body, in KB. -->
    <httpRuntime maxRequestLength="4096"/>
    <compilation debug="false"/>
    <customErrors mode="RemoteOnly"/>
    <authentication mode="None"/>
    <sessionState mode="Off"/>
    <globalization requestEncoding="utf-8" responseEncoding="utf-8"/>
    <webServices>
      <protocols>
        <add name="HttpSoap"/>
        <remove name="HttpPost"/>
        <remove name="HttpGet"/>
      </protocols>
    </webServices>
  </system.web>
  <system.webServer>
    <directoryBrowse enabled="false"/>
  </system.webServer>
</configuration>
)";

}  // namespace

std::string default_web_config() {
  std::string file;
  file.reserve(text.size() + 64);
  for (char const c : text) {
    if (c == '\n') file += '\r';  // a file of Windows: CRLF, which notepad of every version shows right
    file += c;
  }
  return file;
}

}  // namespace wsus::iis
