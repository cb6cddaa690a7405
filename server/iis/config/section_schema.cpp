// The table of sections: see section_schema.hpp.
#include "server/iis/config/section_schema.hpp"

#include "windows/fs/caseless.hpp"

#include <algorithm>
#include <array>

namespace wsus::iis {
namespace {

using windows::equal_caseless;
using enum ValueType;

constexpr std::array<AttributeSchema, 4> anonymous{{{.name = "enabled", .type = boolean, .value = "true"},
                                                    {.name = "userName", .value = "IUSR"},
                                                    {.name = "password"},
                                                    {.name = "logonMethod", .value = "ClearText"}}};
constexpr std::array<AttributeSchema, 5> windows_authentication{
    {{.name = "enabled", .type = boolean, .value = "false"},
     {.name = "authPersistSingleRequest", .type = boolean, .value = "false"},
     {.name = "authPersistNonNTLM", .type = boolean, .value = "true"},
     {.name = "useKernelMode", .type = boolean, .value = "true"},
     {.name = "extendedProtection.tokenChecking", .value = "None"}}};
constexpr std::array<std::string_view, 1> value_key{"value"};
constexpr std::array<AttributeSchema, 1> provider{{{.name = "value"}}};
constexpr std::array<CollectionSchema, 1> providers{
    {{.parent = "providers", .element = "add", .keys = value_key, .attributes = provider}}};
constexpr std::array<AttributeSchema, 3> basic{
    {{.name = "enabled", .type = boolean, .value = "false"}, {.name = "realm"}, {.name = "defaultLogonDomain"}}};

constexpr std::array<std::string_view, 6> ssl_words{"None",           "Ssl",        "SslNegotiateCert",
                                                    "SslRequireCert", "SslMapCert", "Ssl128"};
constexpr std::array<AttributeSchema, 1> access{
    {{.name = "sslFlags", .type = flags, .value = "None", .words = ssl_words}}};

constexpr std::array<std::string_view, 2> access_types{"Allow", "Deny"};
constexpr std::array<std::string_view, 3> authorization_keys{"users", "roles", "verbs"};
constexpr std::array<AttributeSchema, 4> authorization_rule{
    {{.name = "accessType", .type = word, .value = "Allow", .words = access_types},
     {.name = "users"},
     {.name = "roles"},
     {.name = "verbs"}}};
constexpr std::array<CollectionSchema, 1> authorization_rules{
    {{.element = "add", .keys = authorization_keys, .attributes = authorization_rule}}};

constexpr std::array<std::string_view, 4> deny_actions{"AbortRequest", "Unauthorized", "Forbidden", "NotFound"};
constexpr std::array<AttributeSchema, 4> ip_security{
    {{.name = "enableReverseDns", .type = boolean, .value = "false"},
     {.name = "allowUnlisted", .type = boolean, .value = "true"},
     {.name = "enableProxyMode", .type = boolean, .value = "false"},
     {.name = "denyAction", .type = word, .value = "Forbidden", .words = deny_actions}}};
constexpr std::array<std::string_view, 3> address_keys{"ipAddress", "subnetMask", "domainName"};
constexpr std::array<AttributeSchema, 4> address_rule{{{.name = "ipAddress"},
                                                       {.name = "subnetMask", .value = "255.255.255.255"},
                                                       {.name = "domainName"},
                                                       {.name = "allowed", .type = boolean, .value = "false"}}};
constexpr std::array<CollectionSchema, 1> address_rules{
    {{.element = "add", .keys = address_keys, .attributes = address_rule}}};

constexpr std::array<AttributeSchema, 6> request_filtering{
    {{.name = "allowDoubleEscaping", .type = boolean, .value = "false"},
     {.name = "allowHighBitCharacters", .type = boolean, .value = "true"},
     {.name = "requestLimits.maxAllowedContentLength", .type = number, .value = "30000000"},
     {.name = "requestLimits.maxUrl", .type = number, .value = "4096"},
     {.name = "requestLimits.maxQueryString", .type = number, .value = "2048"},
     {.name = "fileExtensions.allowUnlisted", .type = boolean, .value = "true"}}};
constexpr std::array<std::string_view, 1> extension_key{"fileExtension"};
constexpr std::array<AttributeSchema, 2> extension_rule{
    {{.name = "fileExtension"}, {.name = "allowed", .type = boolean, .value = "true"}}};
constexpr std::array<std::string_view, 1> segment_key{"segment"};
constexpr std::array<AttributeSchema, 1> segment{{{.name = "segment"}}};
constexpr std::array<std::string_view, 1> verb_key{"verb"};
constexpr std::array<AttributeSchema, 2> verb_rule{
    {{.name = "verb"}, {.name = "allowed", .type = boolean, .value = "true"}}};
constexpr std::array<CollectionSchema, 3> filters{
    {{.parent = "fileExtensions", .element = "add", .keys = extension_key, .attributes = extension_rule},
     {.parent = "hiddenSegments", .element = "add", .keys = segment_key, .attributes = segment},
     {.parent = "verbs", .element = "add", .keys = verb_key, .attributes = verb_rule}}};

constexpr std::array<AttributeSchema, 2> static_content{
    {{.name = "enableDocFooter", .type = boolean, .value = "false"}, {.name = "clientCache.cacheControlMode"}}};
constexpr std::array<AttributeSchema, 2> mime_map{{{.name = "fileExtension"}, {.name = "mimeType"}}};
constexpr std::array<CollectionSchema, 1> mime_maps{
    {{.element = "mimeMap", .keys = extension_key, .attributes = mime_map}}};

constexpr std::array<std::string_view, 6> policy_words{"None", "Read", "Write", "Execute", "Source", "Script"};
constexpr std::array<AttributeSchema, 1> handlers{
    {{.name = "accessPolicy", .type = flags, .value = "Read", .words = policy_words}}};
constexpr std::array<std::string_view, 1> name_key{"name"};
constexpr std::array<AttributeSchema, 9> handler{{{.name = "name"},
                                                  {.name = "path"},
                                                  {.name = "verb"},
                                                  {.name = "type"},
                                                  {.name = "modules", .value = "ManagedPipelineHandler"},
                                                  {.name = "scriptProcessor"},
                                                  {.name = "resourceType", .value = "Unspecified"},
                                                  {.name = "requireAccess", .value = "Script"},
                                                  {.name = "preCondition"}}};
constexpr std::array<CollectionSchema, 1> handler_list{
    {{.element = "add", .keys = name_key, .attributes = handler, .prepends = true}}};

// PermRedirect came with IIS 10.
constexpr std::array<std::string_view, 4> redirect_words{"Permanent", "Found", "Temporary", "PermRedirect"};
constexpr std::array<AttributeSchema, 5> redirect{
    {{.name = "enabled", .type = boolean, .value = "false"},
     {.name = "destination"},
     {.name = "exactDestination", .type = boolean, .value = "false"},
     {.name = "childOnly", .type = boolean, .value = "false"},
     {.name = "httpResponseStatus", .type = word, .value = "Found", .words = redirect_words}}};
constexpr std::array<std::string_view, 1> wildcard_key{"wildcard"};
constexpr std::array<AttributeSchema, 2> wildcard{{{.name = "wildcard"}, {.name = "destination"}}};
constexpr std::array<CollectionSchema, 1> wildcards{
    {{.element = "add",
      .keys = wildcard_key,
      .attributes = wildcard,
      .not_in_lab = "The lab's IIS has no wildcard redirects: <add> of httpRedirect"}}};

constexpr std::array<AttributeSchema, 1> validation{
    {{.name = "validateIntegratedModeConfiguration", .type = boolean, .value = "true"}}};

constexpr std::array<AttributeSchema, 3> identity{
    {{.name = "impersonate", .type = boolean, .value = "false"}, {.name = "userName"}, {.name = "password"}}};

// Locked: as applicationHost.config is installed; handlers are unlocked there for everything below.
constexpr std::array<SectionSchema, 12> table{
    {{.path = "system.webServer/security/authentication/anonymousAuthentication",
      .attributes = anonymous,
      .locked = true},
     {.path = "system.webServer/security/authentication/windowsAuthentication",
      .attributes = windows_authentication,
      .collections = providers,
      .locked = true},
     {.path = "system.webServer/security/authentication/basicAuthentication", .attributes = basic, .locked = true},
     {.path = "system.webServer/security/authorization", .collections = authorization_rules},
     {.path = "system.webServer/security/access", .attributes = access, .locked = true},
     {.path = "system.webServer/security/ipSecurity",
      .attributes = ip_security,
      .collections = address_rules,
      .locked = true},
     {.path = "system.webServer/security/requestFiltering", .attributes = request_filtering, .collections = filters},
     {.path = "system.webServer/staticContent", .attributes = static_content, .collections = mime_maps},
     {.path = "system.webServer/handlers", .attributes = handlers, .collections = handler_list},
     {.path = "system.webServer/httpRedirect", .attributes = redirect, .collections = wildcards},
     {.path = "system.webServer/validation", .attributes = validation},
     {.path = "system.web/identity", .attributes = identity}}};

/// Below system.webServer; a group stands for all that is in it.
constexpr std::array<std::string_view, 29> without_effect{
    "asp",
    "applicationInitialization",
    "aspNetCore",
    "caching",
    "cgi",
    "defaultDocument",
    "directoryBrowse",
    "fastCgi",
    "globalModules",
    "httpCompression",
    "httpErrors",
    "httpLogging",
    "httpPlatform",
    "httpProtocol",
    "httpTracing",
    "isapiFilters",
    "management",
    "modules",
    "odbcLogging",
    "rewrite",
    "serverRuntime",
    "serverSideInclude",
    "tracing",
    "urlCompression",
    "webSocket",
    "security/applicationDependencies",
    "security/dynamicIpSecurity",
    "security/isapiCgiRestriction",
    "security/authentication/digestAuthentication",
};

constexpr std::string_view web_server = "system.webServer/";

}  // namespace

std::span<SectionSchema const> sections() { return table; }

SectionSchema const* find_section(std::string_view name) {
  for (auto const& section : table) {
    if (equal_caseless(section.path, name) || equal_caseless(section.name(), name)) return &section;
  }
  return nullptr;
}

bool is_section_without_effect(std::string_view path) {
  if (!path.starts_with(web_server)) return false;
  path.remove_prefix(web_server.size());
  return path.ends_with("lientCertificateMappingAuthentication") ||
         std::find(without_effect.begin(), without_effect.end(), path) != without_effect.end();
}

AttributeSchema const* find_attribute(std::span<AttributeSchema const> attributes, std::string_view name) {
  for (auto const& attribute : attributes) {
    if (equal_caseless(attribute.name, name)) return &attribute;
  }
  return nullptr;
}

std::vector<std::string_view> section_names() {
  std::vector<std::string_view> names;
  names.reserve(table.size());
  for (auto const& section : table) names.push_back(section.name());
  return names;
}

}  // namespace wsus::iis
