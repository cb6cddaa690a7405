// Edits of sections: see configuration_edit.hpp.
#include "server/iis/config/configuration_edit.hpp"

#include "server/iis/config/edit_check.hpp"
#include "server/iis/config/xml_editor.hpp"
#include "windows/fs/caseless.hpp"

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>

namespace wsus::iis {
namespace {

/// The element that a section's path leads to, below the root or its <location>; made when `make` is set.
class SectionFinder {
public:
  SectionFinder(XmlEditor& editor, SectionPlace const& place, bool make)
      : editor_(editor), place_(place), make_(make) {}

  [[nodiscard]] pugi::xml_node find() const {
    auto node = level();
    auto path = place_.section->path;
    while (node && !path.empty()) {
      auto const slash = path.find('/');
      node = step(node, path.substr(0, slash));
      path.remove_prefix(slash == std::string_view::npos ? path.size() : slash + 1);
    }
    return node;
  }

  [[nodiscard]] pugi::xml_node holder(pugi::xml_node section, CollectionSchema const& collection) const {
    return !section || collection.parent.empty() ? section : step(section, collection.parent);
  }

  [[nodiscard]] pugi::xml_node step(pugi::xml_node node, std::string_view name) const {
    return make_ ? editor_.child(node, name) : node.child(std::string(name).c_str());
  }

private:
  [[nodiscard]] pugi::xml_node level() const {
    auto const root = editor_.root();
    if (place_.location.empty()) return root;
    for (auto const location : root.children("location")) {
      std::string_view path = location.attribute("path").value();
      while (path.ends_with('/')) path.remove_suffix(1);
      if (windows::equal_caseless(path, place_.location)) return location;
    }
    if (!make_) return {};
    auto const made = editor_.append(root, "location");
    XmlEditor::set(made, "path", place_.location);
    return made;
  }

  XmlEditor& editor_;
  SectionPlace const& place_;
  bool const make_;
};

StatedValues values_of(pugi::xml_node entry) {
  StatedValues values;
  for (auto const attribute : entry.attributes()) values.emplace(attribute.name(), attribute.value());
  return values;
}

pugi::xml_node entry_of(pugi::xml_node holder, CollectionSchema const& schema, std::string_view element,
                        StatedValues const& key) {
  std::string const name(element);  // the range keeps a pointer to it
  for (auto const entry : holder.children(name.c_str())) {
    if (same_key(schema, values_of(entry), key)) return entry;
  }
  return {};
}

/// In the order of the schema, so that the key comes first.
void write_entry(pugi::xml_node entry, std::span<AttributeSchema const> schema, StatedValues const& values) {
  for (auto const& attribute : schema) {
    auto const found = values.find(attribute.name);
    if (found != values.end()) XmlEditor::set(entry, attribute.name, found->second);
  }
}

}  // namespace

EditedFile set_attributes(std::string_view text, SectionPlace const& place, StatedValues const& values) {
  return checked_edit(text, place.kind, [&](XmlEditor& editor) -> EditMistake {
    SectionFinder const finder(editor, place, true);
    auto const section = finder.find();
    for (auto const& [name, value] : values) {
      auto node = section;
      std::string_view rest = name;
      for (auto point = rest.find('.'); point != std::string_view::npos; point = rest.find('.')) {
        node = finder.step(node, rest.substr(0, point));
        rest.remove_prefix(point + 1);
      }
      XmlEditor::set(node, rest, value);
    }
    return std::nullopt;
  });
}

EditedFile add_entry(std::string_view text, SectionPlace const& place, std::size_t collection,
                     StatedValues const& entry) {
  return checked_edit(text, place.kind, [&](XmlEditor& editor) -> EditMistake {
    auto const& schema = place.section->collections[collection];
    SectionFinder const finder(editor, place, true);
    auto const holder = finder.holder(finder.find(), schema);
    write_entry(editor.append(holder, schema.element), schema.attributes, entry);
    return std::nullopt;
  });
}

EditedFile remove_entry(std::string_view text, SectionPlace const& place, std::size_t collection,
                        StatedValues const& key) {
  return checked_edit(text, place.kind, [&](XmlEditor& editor) -> EditMistake {
    auto const& schema = place.section->collections[collection];
    SectionFinder const here(editor, place, false);
    if (auto const entry = entry_of(here.holder(here.find(), schema), schema, schema.element, key)) {
      XmlEditor::remove(entry);
      return std::nullopt;
    }
    SectionFinder const made(editor, place, true);
    write_entry(editor.append(made.holder(made.find(), schema), "remove"), schema.attributes, key);
    return std::nullopt;
  });
}

EditedFile set_entry(std::string_view text, SectionPlace const& place, std::size_t collection, StatedValues const& key,
                     StatedValues const& values) {
  return checked_edit(text, place.kind, [&](XmlEditor& editor) -> EditMistake {
    auto const& schema = place.section->collections[collection];
    SectionFinder const here(editor, place, false);
    auto const entry = entry_of(here.holder(here.find(), schema), schema, schema.element, key);
    if (entry) write_entry(entry, schema.attributes, values);
    return std::nullopt;
  });
}

EditedFile clear_section(std::string_view text, SectionPlace const& place) {
  return checked_edit(text, place.kind, [&](XmlEditor& editor) -> EditMistake {
    SectionFinder const here(editor, place, false);
    if (auto const section = here.find()) XmlEditor::remove(section);
    return std::nullopt;
  });
}

}  // namespace wsus::iis
