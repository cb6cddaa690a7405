// Edits of pools, sites, applications and directories: see configuration_edit.hpp.
#include "server/iis/config/edit_check.hpp"
#include "windows/fs/caseless.hpp"

#include <fmt/format.h>

#include <utility>

namespace wsus::iis {
namespace {

pugi::xml_node child_with(pugi::xml_node parent, char const* element, char const* attribute, std::string_view value) {
  for (auto const node : parent.children(element)) {
    if (windows::equal_caseless(node.attribute(attribute).value(), value)) return node;
  }
  return {};
}

pugi::xml_node application_host(XmlEditor& editor) { return editor.child(editor.root(), "system.applicationHost"); }

pugi::xml_node pool_node(XmlEditor& editor, std::string_view pool) {
  return child_with(application_host(editor).child("applicationPools"), "add", "name", pool);
}

pugi::xml_node site_node(XmlEditor& editor, std::string_view site) {
  return child_with(application_host(editor).child("sites"), "site", "name", site);
}

pugi::xml_node application_node(XmlEditor& editor, std::string_view site, std::string_view application) {
  return child_with(site_node(editor, site), "application", "path", application);
}

EditMistake not_there(std::string_view what, std::string_view name) {
  return ConfigurationError{.what = fmt::format("There is no {} '{}'", what, name), .line = 0};
}

void write_dotted(XmlEditor& editor, pugi::xml_node node, StatedValues const& values) {
  for (auto const& [name, value] : values) {
    auto target = node;
    std::string_view rest = name;
    for (auto point = rest.find('.'); point != std::string_view::npos; point = rest.find('.')) {
      target = editor.child(target, rest.substr(0, point));
      rest.remove_prefix(point + 1);
    }
    XmlEditor::set(target, rest, value);
  }
}

void append_directory(XmlEditor& editor, pugi::xml_node application, VirtualDirectory const& directory) {
  auto const node = editor.append(application, "virtualDirectory");
  XmlEditor::set(node, "path", directory.path);
  XmlEditor::set(node, "physicalPath", directory.physical_path);
}

EditedFile edit_host(std::string_view text, std::function<EditMistake(XmlEditor&)> const& edit) {
  return checked_edit(text, ConfigurationFileKind::application_host, edit);
}

}  // namespace

EditedFile checked_edit(std::string_view text, ConfigurationFileKind kind,
                        std::function<EditMistake(XmlEditor&)> const& edit) {
  if (!text.empty()) {
    auto const before = parse_configuration_file(text, kind);
    if (auto const* mistake = std::get_if<ConfigurationError>(&before)) return *mistake;
  }
  XmlEditor editor(text);
  if (auto mistake = edit(editor)) return std::move(*mistake);
  auto after = editor.text();
  auto const parsed = parse_configuration_file(after, kind);
  if (auto const* mistake = std::get_if<ConfigurationError>(&parsed)) return *mistake;
  return after;
}

EditedFile set_pool(std::string_view text, std::string_view pool, StatedValues const& values) {
  return edit_host(text, [&](XmlEditor& editor) -> EditMistake {
    auto const node = pool_node(editor, pool);
    if (!node) return not_there("application pool", pool);
    write_dotted(editor, node, values);
    return std::nullopt;
  });
}

EditedFile set_site(std::string_view text, std::string_view site, StatedValues const& values) {
  return edit_host(text, [&](XmlEditor& editor) -> EditMistake {
    auto const node = site_node(editor, site);
    if (!node) return not_there("site", site);
    write_dotted(editor, node, values);
    return std::nullopt;
  });
}

EditedFile set_bindings(std::string_view text, std::string_view site, std::vector<Binding> const& bindings) {
  return edit_host(text, [&](XmlEditor& editor) -> EditMistake {
    auto const node = site_node(editor, site);
    if (!node) return not_there("site", site);
    auto const list = editor.child(node, "bindings");
    while (auto const old = list.child("binding")) XmlEditor::remove(old);
    for (auto const& binding : bindings) {
      auto const one = editor.append(list, "binding");
      XmlEditor::set(one, "protocol", binding.protocol);
      XmlEditor::set(one, "bindingInformation", fmt::format("{}:{}:{}", binding.address, binding.port, binding.host));
    }
    return std::nullopt;
  });
}

EditedFile set_application_pool(std::string_view text, std::string_view site, std::string_view application,
                                std::string_view pool) {
  return edit_host(text, [&](XmlEditor& editor) -> EditMistake {
    auto const node = application_node(editor, site, application);
    if (!node) return not_there("application", application);
    XmlEditor::set(node, "applicationPool", pool);
    return std::nullopt;
  });
}

EditedFile add_application(std::string_view text, std::string_view site, SiteApplication const& application) {
  return edit_host(text, [&](XmlEditor& editor) -> EditMistake {
    auto const parent = site_node(editor, site);
    if (!parent) return not_there("site", site);
    auto const node = editor.append(parent, "application");
    XmlEditor::set(node, "path", application.path);
    XmlEditor::set(node, "applicationPool", application.pool);
    for (auto const& directory : application.directories) append_directory(editor, node, directory);
    return std::nullopt;
  });
}

EditedFile remove_application(std::string_view text, std::string_view site, std::string_view application) {
  return edit_host(text, [&](XmlEditor& editor) -> EditMistake {
    auto const node = application_node(editor, site, application);
    if (!node) return not_there("application", application);
    XmlEditor::remove(node);
    return std::nullopt;
  });
}

EditedFile add_directory(std::string_view text, std::string_view site, std::string_view application,
                         VirtualDirectory const& directory) {
  return edit_host(text, [&](XmlEditor& editor) -> EditMistake {
    auto const parent = application_node(editor, site, application);
    if (!parent) return not_there("application", application);
    append_directory(editor, parent, directory);
    return std::nullopt;
  });
}

EditedFile set_directory(std::string_view text, std::string_view site, std::string_view application,
                         VirtualDirectory const& directory) {
  return edit_host(text, [&](XmlEditor& editor) -> EditMistake {
    auto const node =
        child_with(application_node(editor, site, application), "virtualDirectory", "path", directory.path);
    if (!node) return not_there("virtual directory", directory.path);
    XmlEditor::set(node, "physicalPath", directory.physical_path);
    return std::nullopt;
  });
}

EditedFile remove_directory(std::string_view text, std::string_view site, std::string_view application,
                            std::string_view directory) {
  return edit_host(text, [&](XmlEditor& editor) -> EditMistake {
    auto const node = child_with(application_node(editor, site, application), "virtualDirectory", "path", directory);
    if (!node) return not_there("virtual directory", directory);
    XmlEditor::remove(node);
    return std::nullopt;
  });
}

}  // namespace wsus::iis
