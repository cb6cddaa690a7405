// Rules that look into the machine's registry: Key, Subkey, RegType32, and Value.
#include "client_sim/metadata/rules.hpp"
#include "windows/fs/caseless.hpp"

#include <fmt/format.h>

#include <array>
#include <optional>
#include <utility>

namespace wsus::metadata {
namespace {

using windows::equal_caseless;

/// HKLM\SOFTWARE\x as a 32-bit program sees it on a 64-bit machine: HKLM\SOFTWARE\WOW6432Node\x.
std::string view_32(std::string path) {
  constexpr std::string_view software = R"(HKLM\SOFTWARE)";
  constexpr std::string_view node = R"(\WOW6432Node)";
  std::string_view const all = path;
  if (!equal_caseless(all.substr(0, software.size()), software)) return path;
  auto const below = all.substr(software.size());
  if (!below.empty() && below.front() != '\\') return path;  // HKLM\SOFTWARE2
  if (equal_caseless(below.substr(0, node.size()), node)) return path;
  path.insert(software.size(), node);
  return path;
}

/// "HKLM\SOFTWARE\x"; empty when the rule names no key of a registry.
std::optional<std::string> key_of(pugi::xml_node rule, RuleContext const& context) {
  std::string_view const root = rule.attribute("Key").value();
  std::string_view subkey = rule.attribute("Subkey").value();
  if (subkey.starts_with('\\')) subkey.remove_prefix(1);
  bool const in_loop = equal_caseless(root, "HKEY_LOOP_TARGET");
  if (in_loop && context.loop_key.empty()) return std::nullopt;
  std::string path(in_loop ? std::string_view(context.loop_key) : root);
  if (!subkey.empty()) path.append("\\").append(subkey);
  auto normal = machine::Registry::normalise(path);
  if (!normal || in_loop || !rule.attribute("RegType32").as_bool()) return normal;
  if (context.machine.facts().processor_architecture == 0) return normal;  // x86 has one view
  return view_32(*std::move(normal));
}

std::string place_of(std::string_view key, std::string_view value) {
  return fmt::format("{}\\{}", key, value.empty() ? "(Default)" : value);
}

/// What a rule finds at its Key, Subkey and Value.
struct FoundValue {
  std::string place{};
  std::optional<machine::RegistryValue> value{};
};

std::optional<FoundValue> find_value(pugi::xml_node rule, RuleContext const& context) {
  auto const key = key_of(rule, context);
  if (!key) return std::nullopt;
  std::string_view const name = rule.attribute("Value").value();
  return FoundValue{place_of(*key, name), context.machine.registry().get(*key, name)};
}

Truth is_missing(RuleContext const& context, std::string_view place) {
  return context.found(Truth::no, [&] { return fmt::format("{} is not there", place); });
}

/// A value of another type than the rule reads is not what the rule asks for (assumption I).
Truth has_other_type(RuleContext const& context, FoundValue const& found) {
  return context.found(Truth::no, [&] { return fmt::format("{} is of type {}", found.place, found.value->type); });
}

std::string text_of(machine::RegistryValue const& value) {
  return value.type == "REG_DWORD" ? fmt::format("{}", value.dword) : fmt::format("\"{}\"", value.text);
}

auto describe(FoundValue const& found) {
  return [&found] { return fmt::format("{} is {}", found.place, text_of(*found.value)); };
}

Truth reg_key_exists(pugi::xml_node rule, RuleContext const& context) {
  auto const key = key_of(rule, context);
  if (!key) return context.malformed(rule, "Key");
  auto const& registry = context.machine.registry();
  bool const exists = registry.find_key(*key) != nullptr || registry.has_subkeys(*key);
  return context.found(exists, [&] { return fmt::format("{} is {}", *key, exists ? "there" : "not there"); });
}

Truth reg_value_exists(pugi::xml_node rule, RuleContext const& context) {
  auto const found = find_value(rule, context);
  if (!found) return context.malformed(rule, "Key");
  if (!found->value) return is_missing(context, found->place);
  auto const type = rule.attribute("Type");
  if (type && !equal_caseless(type.value(), found->value->type)) return has_other_type(context, *found);
  return context.found(Truth::yes, describe(*found));
}

Truth reg_dword(pugi::xml_node rule, RuleContext const& context) {
  auto const found = find_value(rule, context);
  if (!found) return context.malformed(rule, "Key");
  auto const wanted = number_of(rule.attribute("Data"));
  if (!wanted) return context.malformed(rule, "Data");
  if (!found->value) return is_missing(context, found->place);
  if (found->value->type != "REG_DWORD") return has_other_type(context, *found);
  return context.compared(rule, std::int64_t{found->value->dword} <=> *wanted, describe(*found));
}

Truth compare_text(pugi::xml_node rule, RuleContext const& context, std::string_view comparison) {
  auto const found = find_value(rule, context);
  if (!found) return context.malformed(rule, "Key");
  auto const wanted = rule.attribute("Data");
  if (!wanted) return context.malformed(rule, "Data");
  if (!found->value) return is_missing(context, found->place);
  if (found->value->type == "REG_DWORD") return has_other_type(context, *found);
  auto const holds = satisfies(found->value->text, wanted.value(), comparison);
  if (!holds) return context.malformed(rule, "Comparison");
  return context.found(*holds, describe(*found));
}

/// RegExpandSz compares the text as it is stored: whether the agent expands it is not known (assumption M).
Truth reg_sz(pugi::xml_node rule, RuleContext const& context) {
  return compare_text(rule, context, comparison_of(rule));
}

Truth reg_sz_to_version(pugi::xml_node rule, RuleContext const& context) {
  auto const found = find_value(rule, context);
  if (!found) return context.malformed(rule, "Key");
  auto const wanted = version_of(rule.attribute("Data").value());
  if (!wanted) return context.malformed(rule, "Data");
  if (!found->value) return is_missing(context, found->place);
  if (found->value->type == "REG_DWORD") return has_other_type(context, *found);
  auto const version = version_of(found->value->text);
  if (!version)
    return context.found(Truth::unknown, [&] { return fmt::format("{}, which is no version", describe(*found)()); });
  return context.compared(rule, *version <=> *wanted, describe(*found));
}

/// Legacy rules: text, or a number written as text (assumption I).
Truth wuv4_value(pugi::xml_node rule, RuleContext const& context) {
  auto const found = find_value(rule, context);
  if (!found || !found->value || found->value->type != "REG_DWORD") return compare_text(rule, context, "EqualTo");
  auto const wanted = number_of(rule.attribute("Data"));
  if (!wanted) return context.malformed(rule, "Data");
  return context.found(*wanted == found->value->dword, describe(*found));
}

Truth wuv4_substring(pugi::xml_node rule, RuleContext const& context) {
  return compare_text(rule, context, "Contains");
}

/// Every RegKeyLoop in another one multiplies the work by the number of subkeys; deeper ones are unknown (lab's own).
constexpr int max_loops = 2;

struct LoopCount {
  std::size_t yes = 0;
  std::size_t unknown = 0;
  std::size_t all = 0;
  std::string first{};  ///< the first subkey that it holds for
};

LoopCount run_loop(pugi::xml_node rule, RuleContext const& context, std::string const& key) {
  RuleContext inner{context.machine, context.update_id, context.metadata, {}, nullptr, context.loops + 1};
  LoopCount count;
  for (auto& subkey : context.machine.registry().subkeys(key)) {
    inner.loop_key = std::move(subkey);
    auto const value = all_of(rule, inner);
    ++count.all;
    if (value == Truth::unknown) ++count.unknown;
    if (value == Truth::yes && ++count.yes == 1) count.first = inner.loop_key;
  }
  return count;
}

/// Any, All, None (M: second-hand, the SDK page was not read).
std::optional<Truth> loop_value(std::string_view true_if, LoopCount const& count) {
  auto const any = count.yes > 0 ? Truth::yes : (count.unknown > 0 ? Truth::unknown : Truth::no);
  if (true_if == "Any") return any;
  if (true_if == "None") return negation_of(any);
  if (true_if != "All") return std::nullopt;
  if (count.all == 0) return Truth::no;  // assumption I: All asks for at least one
  if (count.yes == count.all) return Truth::yes;
  return count.yes + count.unknown == count.all ? Truth::unknown : Truth::no;
}

/// Evaluates its rule for every subkey; HKEY_LOOP_TARGET in it is the subkey's turn. A key that is not there has none.
Truth reg_key_loop(pugi::xml_node rule, RuleContext const& context) {
  auto const key = key_of(rule, context);
  if (!key) return context.malformed(rule, "Key");
  if (context.loops == max_loops)
    return context.found(Truth::unknown, [] { return std::string("there are too many loops around this one"); });
  auto const count = run_loop(rule, context, *key);
  auto const value = loop_value(rule.attribute("TrueIf").value(), count);
  if (!value) return context.malformed(rule, "TrueIf");
  return context.found(*value, [&] {
    auto text = fmt::format("its rule holds for {} of {} subkeys of {}", count.yes, count.all, *key);
    if (count.unknown > 0) text += fmt::format(", is unknown for {}", count.unknown);
    if (!count.first.empty()) text += fmt::format("; the first is {}", count.first);
    return text;
  });
}

constexpr auto rows = std::to_array<RuleRow>({
    {"b.RegKeyExists", reg_key_exists},
    {"b.RegValueExists", reg_value_exists},
    {"b.RegDword", reg_dword},
    {"b.RegSz", reg_sz},
    {"b.RegExpandSz", reg_sz},
    {"b.RegSzToVersion", reg_sz_to_version},
    {"b.RegKeyLoop", reg_key_loop},
    {"b.WUv4RegKeyValue", wuv4_value},
    {"b.WUv4RegKeySubstring", wuv4_substring},
});

}  // namespace

NamedText registry_text(pugi::xml_node rule, RuleContext const& context) {
  auto found = find_value(rule, context);
  if (!found) return {};
  NamedText result{.place = std::move(found->place)};
  if (found->value && found->value->type != "REG_DWORD") result.text = std::move(found->value->text);
  return result;
}

std::span<RuleRow const> registry_rules() { return rows; }

}  // namespace wsus::metadata
