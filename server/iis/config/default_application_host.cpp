// applicationHost.config as installed: see default_application_host.hpp. Sections, attributes and defaults: IIS
// configuration reference; WsusPool's limits: WSUS maintenance guide; what stands in which order: assumption.
#include "server/iis/config/default_application_host.hpp"

#include <fmt/format.h>

#include <array>

namespace wsus::iis {
namespace {

constexpr std::array<InstalledFolder, 10> folders{{
    {"/", R"(C:\Program Files\Update Services\WebServices\Root)", true},
    {"/ApiRemoting30", R"(C:\Program Files\Update Services\WebServices\ApiRemoting30)", true},
    {"/ClientWebService", R"(C:\Program Files\Update Services\WebServices\ClientWebService)", true},
    {"/DssAuthWebService", R"(C:\Program Files\Update Services\WebServices\DssAuthWebService)", true},
    {"/ReportingWebService", R"(C:\Program Files\Update Services\WebServices\ReportingWebService)", true},
    {"/ServerSyncWebService", R"(C:\Program Files\Update Services\WebServices\ServerSyncWebService)", true},
    {"/SimpleAuthWebService", R"(C:\Program Files\Update Services\WebServices\SimpleAuthWebService)", true},
    {"/Content", R"(C:\WSUS\WsusContent)", false},
    {"/Inventory", R"(C:\Program Files\Update Services\WebServices\Inventory)", false},
    {"/SelfUpdate", R"(C:\Program Files\Update Services\SelfUpdate)", false},
}};

/// Extensions that WSUS's content has, and a few that people look at. .esd, .msu, .wim: WSUS documentation (UUP).
constexpr std::array<std::array<std::string_view, 2>, 22> mime_types{{
    {".asc", "text/plain"},
    {".bin", "application/octet-stream"},
    {".cab", "application/octet-stream"},
    {".css", "text/css"},
    {".dat", "application/octet-stream"},
    {".dll", "application/x-msdownload"},
    {".esd", "application/vnd.ms-cab-compressed"},
    {".exe", "application/octet-stream"},
    {".gif", "image/gif"},
    {".htm", "text/html"},
    {".html", "text/html"},
    {".js", "application/javascript"},
    {".jpg", "image/jpeg"},
    {".msi", "application/octet-stream"},
    {".msp", "application/octet-stream"},
    {".msu", "application/octet-stream"},
    {".png", "image/png"},
    {".psf", "application/octet-stream"},
    {".txt", "text/plain"},
    {".wim", "application/x-ms-wim"},
    {".xml", "text/xml"},
    {".zip", "application/x-zip-compressed"},
}};

constexpr std::string_view head = R"(<?xml version="1.0" encoding="UTF-8"?>
<configuration>
    <system.applicationHost>
        <applicationPools>
            <add name="DefaultAppPool" />
            <add name="WsusPool" managedRuntimeVersion="v4.0" queueLength="1000">
                <processModel identityType="NetworkService" />
                <recycling logEventOnRecycle="Time, Requests, Memory, PrivateMemory">
                    <periodicRestart privateMemory="1843200" />
                </recycling>
            </add>
            <applicationPoolDefaults managedRuntimeVersion="v4.0">
                <processModel identityType="ApplicationPoolIdentity" />
            </applicationPoolDefaults>
        </applicationPools>
        <sites>
)";

constexpr std::string_view authentication = R"(        </sites>
    </system.applicationHost>
    <system.webServer>
        <handlers accessPolicy="Read, Script">
            <add name="WebServiceHandlerFactory-Integrated-4.0" path="*.asmx" verb="GET,HEAD,POST,DEBUG" type="System.Web.Script.Services.ScriptHandlerFactory" preCondition="integratedMode,runtimeVersionv4.0" />
            <add name="svc-Integrated-4.0" path="*.svc" verb="*" type="System.ServiceModel.Activation.ServiceHttpHandlerFactory" preCondition="integratedMode,runtimeVersionv4.0" />
            <add name="SimpleHandlerFactory-Integrated-4.0" path="*.ashx" verb="GET,HEAD,POST,DEBUG" type="System.Web.UI.SimpleHandlerFactory" preCondition="integratedMode,runtimeVersionv4.0" />
            <add name="TRACEVerbHandler" path="*" verb="TRACE" modules="ProtocolSupportModule" requireAccess="None" />
            <add name="OPTIONSVerbHandler" path="*" verb="OPTIONS" modules="ProtocolSupportModule" requireAccess="None" />
            <add name="StaticFile" path="*" verb="*" modules="StaticFileModule,DefaultDocumentModule,DirectoryListingModule" resourceType="Either" requireAccess="Read" />
        </handlers>
        <security>
            <access sslFlags="None" />
            <authentication>
                <anonymousAuthentication enabled="true" userName="IUSR" />
                <basicAuthentication enabled="false" />
                <windowsAuthentication enabled="false">
                    <providers>
                        <add value="Negotiate" />
                        <add value="NTLM" />
                    </providers>
                </windowsAuthentication>
            </authentication>
            <authorization>
                <add accessType="Allow" users="*" />
            </authorization>
            <ipSecurity allowUnlisted="true" />
            <requestFiltering>
                <fileExtensions allowUnlisted="true">
                    <add fileExtension=".asax" allowed="false" />
                    <add fileExtension=".ascx" allowed="false" />
                    <add fileExtension=".config" allowed="false" />
                    <add fileExtension=".cs" allowed="false" />
                    <add fileExtension=".mdf" allowed="false" />
                    <add fileExtension=".ldf" allowed="false" />
                    <add fileExtension=".resx" allowed="false" />
                </fileExtensions>
                <hiddenSegments>
                    <add segment="web.config" />
                    <add segment="bin" />
                    <add segment="App_code" />
                    <add segment="App_GlobalResources" />
                    <add segment="App_LocalResources" />
                    <add segment="App_WebReferences" />
                    <add segment="App_Data" />
                    <add segment="App_Browsers" />
                </hiddenSegments>
            </requestFiltering>
        </security>
        <staticContent>
)";

constexpr std::string_view tail = R"(        </staticContent>
    </system.webServer>
)";

/// Windows authentication is what administrators and downstream servers use (assumption: for these applications).
constexpr std::array<std::string_view, 2> with_windows{"ApiRemoting30", "DssAuthWebService"};

std::string site_text(ApplicationHostOptions const& options) {
  auto text = fmt::format("            <site name=\"{}\" id=\"1\" serverAutoStart=\"true\">\n", wsus_site);
  text += "                <application path=\"/\" applicationPool=\"WsusPool\">\n";
  for (auto const& folder : folders) {
    if (folder.is_application && folder.path != "/") continue;
    text += fmt::format("                    <virtualDirectory path=\"{}\" physicalPath=\"{}\" />\n", folder.path,
                        folder.physical_path);
  }
  text += "                </application>\n";
  for (auto const& folder : folders) {
    if (!folder.is_application || folder.path == "/") continue;
    text += fmt::format("                <application path=\"{}\" applicationPool=\"WsusPool\">\n"
                        "                    <virtualDirectory path=\"/\" physicalPath=\"{}\" />\n"
                        "                </application>\n",
                        folder.path, folder.physical_path);
  }
  text += fmt::format("                <bindings>\n"
                      "                    <binding protocol=\"http\" bindingInformation=\"*:{}:\" />\n",
                      options.http_port);
  if (options.https_port) {
    text += fmt::format("                    <binding protocol=\"https\" bindingInformation=\"*:{}:\" />\n",
                        *options.https_port);
  }
  return text + "                </bindings>\n            </site>\n";
}

std::string locations_text(ApplicationHostOptions const& options) {
  std::string text;
  for (auto const& folder : folders) {
    if (!folder.is_application || folder.path == "/") continue;
    auto const name = folder.path.substr(1);
    std::string security;
    for (auto const& wanted : options.ssl_applications) {
      if (wanted == name) security += "                <access sslFlags=\"Ssl\" />\n";
    }
    for (auto const one : with_windows) {
      if (one == name)
        security += "                <authentication>\n"
                    "                    <windowsAuthentication enabled=\"true\" />\n"
                    "                </authentication>\n";
    }
    if (security.empty()) continue;
    text += fmt::format("    <location path=\"{}/{}\">\n        <system.webServer>\n            <security>\n{}"
                        "            </security>\n        </system.webServer>\n    </location>\n",
                        wsus_site, name, security);
  }
  return text;
}

std::string with_crlf(std::string_view text) {
  std::string file;
  file.reserve(text.size() + 256);
  for (char const c : text) {
    if (c == '\n') file += '\r';
    file += c;
  }
  return file;
}

}  // namespace

std::span<InstalledFolder const> installed_folders() { return folders; }

std::string default_application_host(ApplicationHostOptions const& options) {
  std::string text(head);
  text += site_text(options);
  text += authentication;
  for (auto const& [extension, type] : mime_types)
    text += fmt::format("            <mimeMap fileExtension=\"{}\" mimeType=\"{}\" />\n", extension, type);
  text += tail;
  text += locations_text(options);
  return with_crlf(text + "</configuration>\n");
}

}  // namespace wsus::iis
