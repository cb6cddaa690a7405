// Merges files and locations: see path_settings.hpp. Source: IIS configuration reference, inheritance and collections.
#include "server/iis/config/path_settings.hpp"

#include "windows/fs/caseless.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace wsus::iis {
namespace {

using windows::equal_caseless;

/// "" and "Site" and "Site/App" and "Site/App/x" of "Site/App/x".
std::vector<std::string_view> levels_of(std::string_view address) {
  std::vector<std::string_view> levels{{}};
  for (auto slash = address.find('/'); slash != std::string_view::npos; slash = address.find('/', slash + 1))
    levels.push_back(address.substr(0, slash));
  if (!address.empty()) levels.push_back(address);
  return levels;
}

std::string below(std::string_view level, std::string_view location) {
  if (level.empty()) return std::string(location);
  if (location.empty()) return std::string(level);
  return std::string(level).append("/").append(location);
}

void remove_entry(CollectionSchema const& schema, std::vector<StatedValues>& entries, StatedValues const& key) {
  entries.erase(std::remove_if(entries.begin(), entries.end(),
                               [&](StatedValues const& one) { return same_key(schema, one, key); }),
                entries.end());
}

/// Puts one level's steps over what the levels above have.
class Merger {
public:
  explicit Merger(SectionSchema const& schema) : schema_(schema) {
    merged_.collections.resize(schema.collections.size());
  }

  std::optional<MisplacedConfiguration> take(StatedSection const& section, ConfigurationLayer const& layer) {
    for (auto const& [name, value] : section.values) merged_.values.insert_or_assign(name, value);
    std::vector<std::size_t> added(schema_.collections.size());  // entries of this level, for collections that prepend
    for (auto const& step : section.steps) {
      auto const& schema = schema_.collections[step.collection];
      auto& entries = merged_.collections[step.collection];
      if (step.kind == CollectionStep::Kind::clear) {
        entries.clear();
        added[step.collection] = 0;
      } else if (step.kind == CollectionStep::Kind::remove) {
        remove_entry(schema, entries, step.values);
      } else if (has(schema, entries, step.values)) {
        return MisplacedConfiguration{.error = duplicate_entry(schema, step.values, step.line), .file = layer.name};
      } else if (schema.prepends) {
        auto const at = std::min(added[step.collection]++, entries.size());
        entries.insert(entries.begin() + static_cast<std::ptrdiff_t>(at), step.values);
      } else {
        entries.push_back(step.values);
      }
    }
    return std::nullopt;
  }

  MergedSection result() { return std::move(merged_); }

private:
  static bool has(CollectionSchema const& schema, std::vector<StatedValues> const& entries, StatedValues const& entry) {
    return std::any_of(entries.begin(), entries.end(),
                       [&](StatedValues const& one) { return same_key(schema, one, entry); });
  }

  SectionSchema const& schema_;
  MergedSection merged_{};
};

/// Whether a canonical list of flags ("Ssl, SslRequireCert") has this one.
bool has_flag(std::string_view list, std::string_view word) {
  while (!list.empty()) {
    auto const comma = list.find(", ");
    if (list.substr(0, comma) == word) return true;
    list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 2);
  }
  return false;
}

/// One section as its typed members.
using Fill = void (*)(PathSettings&, SectionSchema const&, MergedSection const&);

std::string_view value_in(SectionSchema const& schema, MergedSection const& merged, std::string_view name) {
  return value_of(merged.values, schema.attributes, name);
}
bool flag_in(SectionSchema const& schema, MergedSection const& merged, std::string_view name) {
  return value_in(schema, merged, name) == "true";
}
std::string entry_text(SectionSchema const& schema, std::size_t collection, StatedValues const& entry,
                       std::string_view name) {
  return std::string(value_of(entry, schema.collections[collection].attributes, name));
}

void fill_anonymous(PathSettings& to, SectionSchema const& schema, MergedSection const& from) {
  to.anonymous = flag_in(schema, from, "enabled");
  to.anonymous_user = value_in(schema, from, "userName");
}

void fill_windows(PathSettings& to, SectionSchema const& schema, MergedSection const& from) {
  to.windows_authentication = flag_in(schema, from, "enabled");
  for (auto const& entry : from.collections[0]) to.providers.push_back(entry_text(schema, 0, entry, "value"));
}

void fill_basic(PathSettings& to, SectionSchema const& schema, MergedSection const& from) {
  to.basic_authentication = flag_in(schema, from, "enabled");
}

void fill_authorization(PathSettings& to, SectionSchema const& schema, MergedSection const& from) {
  for (auto const& entry : from.collections[0]) {
    to.authorization.push_back({.allow = entry_text(schema, 0, entry, "accessType") == "Allow",
                                .users = entry_text(schema, 0, entry, "users"),
                                .verbs = entry_text(schema, 0, entry, "verbs")});
  }
}

void fill_access(PathSettings& to, SectionSchema const& schema, MergedSection const& from) {
  auto const flags = value_in(schema, from, "sslFlags");
  to.ssl = has_flag(flags, "Ssl") || has_flag(flags, "Ssl128");
  to.ssl_require_certificate = has_flag(flags, "SslRequireCert");
  to.ssl_negotiate_certificate = to.ssl_require_certificate || has_flag(flags, "SslNegotiateCert");
}

void fill_addresses(PathSettings& to, SectionSchema const& schema, MergedSection const& from) {
  to.allow_unlisted_addresses = flag_in(schema, from, "allowUnlisted");
  to.deny_action = value_in(schema, from, "denyAction");
  for (auto const& entry : from.collections[0]) {
    to.addresses.push_back({.address = entry_text(schema, 0, entry, "ipAddress"),
                            .mask = entry_text(schema, 0, entry, "subnetMask"),
                            .allowed = entry_text(schema, 0, entry, "allowed") == "true"});
  }
}

void fill_filtering(PathSettings& to, SectionSchema const& schema, MergedSection const& from) {
  to.max_content_length = number_of(value_in(schema, from, "requestLimits.maxAllowedContentLength"));
  to.max_url = number_of(value_in(schema, from, "requestLimits.maxUrl"));
  to.max_query = number_of(value_in(schema, from, "requestLimits.maxQueryString"));
  to.allow_double_escaping = flag_in(schema, from, "allowDoubleEscaping");
  to.allow_unlisted_extensions = flag_in(schema, from, "fileExtensions.allowUnlisted");
  for (auto const& entry : from.collections[0])
    to.extensions.emplace(entry_text(schema, 0, entry, "fileExtension"),
                          entry_text(schema, 0, entry, "allowed") == "true");
  for (auto const& entry : from.collections[1]) to.hidden_segments.push_back(entry_text(schema, 1, entry, "segment"));
  for (auto const& entry : from.collections[2])
    to.verbs.emplace(entry_text(schema, 2, entry, "verb"), entry_text(schema, 2, entry, "allowed") == "true");
}

void fill_mime(PathSettings& to, SectionSchema const& schema, MergedSection const& from) {
  for (auto const& entry : from.collections[0])
    to.mime.emplace(entry_text(schema, 0, entry, "fileExtension"), entry_text(schema, 0, entry, "mimeType"));
}

void fill_handlers(PathSettings& to, SectionSchema const& schema, MergedSection const& from) {
  auto const policy = value_in(schema, from, "accessPolicy");
  to.may_read = has_flag(policy, "Read");
  to.may_script = has_flag(policy, "Script");
  for (auto const& entry : from.collections[0]) {
    to.handlers.push_back({.name = entry_text(schema, 0, entry, "name"),
                           .path = entry_text(schema, 0, entry, "path"),
                           .verbs = entry_text(schema, 0, entry, "verb"),
                           .modules = entry_text(schema, 0, entry, "modules"),
                           .requires_access = entry_text(schema, 0, entry, "requireAccess")});
  }
}

void fill_redirect(PathSettings& to, SectionSchema const& schema, MergedSection const& from) {
  constexpr std::array<std::pair<std::string_view, unsigned>, 4> statuses{
      {{"Permanent", 301}, {"Found", 302}, {"Temporary", 307}, {"PermRedirect", 308}}};
  to.redirect.enabled = flag_in(schema, from, "enabled");
  to.redirect.destination = value_in(schema, from, "destination");
  to.redirect.exact_destination = flag_in(schema, from, "exactDestination");
  to.redirect.child_only = flag_in(schema, from, "childOnly");
  auto const status = value_in(schema, from, "httpResponseStatus");
  for (auto const& row : statuses) {
    if (row.first == status) to.redirect.status = row.second;
  }
}

void fill_validation(PathSettings& to, SectionSchema const& schema, MergedSection const& from) {
  to.validate_integrated = flag_in(schema, from, "validateIntegratedModeConfiguration");
}

void fill_identity(PathSettings& to, SectionSchema const& schema, MergedSection const& from) {
  to.impersonate = flag_in(schema, from, "impersonate");
}

struct Row {
  std::string_view section;
  Fill fill;
};
constexpr std::array<Row, 12> rows{{{"anonymousAuthentication", fill_anonymous},
                                    {"windowsAuthentication", fill_windows},
                                    {"basicAuthentication", fill_basic},
                                    {"authorization", fill_authorization},
                                    {"access", fill_access},
                                    {"ipSecurity", fill_addresses},
                                    {"requestFiltering", fill_filtering},
                                    {"staticContent", fill_mime},
                                    {"handlers", fill_handlers},
                                    {"httpRedirect", fill_redirect},
                                    {"validation", fill_validation},
                                    {"identity", fill_identity}}};

}  // namespace

std::variant<MergedSection, MisplacedConfiguration>
merge_section(std::vector<ConfigurationLayer> const& layers, std::string_view address, SectionSchema const& schema) {
  Merger merger(schema);
  for (auto const level : levels_of(address)) {
    for (auto const& layer : layers) {
      for (auto const& section : layer.file->sections) {
        if (section.schema != &schema || !equal_caseless(below(layer.level, section.location), level)) continue;
        if (auto mistake = merger.take(section, layer)) return std::move(*mistake);
      }
    }
  }
  return merger.result();
}

std::variant<PathSettings, MisplacedConfiguration> settings_at(std::vector<ConfigurationLayer> const& layers,
                                                               std::string_view address) {
  PathSettings settings;
  for (auto const& row : rows) {
    auto const& schema = *find_section(row.section);
    auto merged = merge_section(layers, address, schema);
    if (auto* mistake = std::get_if<MisplacedConfiguration>(&merged)) return std::move(*mistake);
    row.fill(settings, schema, std::get<MergedSection>(merged));
  }
  return settings;
}

}  // namespace wsus::iis
