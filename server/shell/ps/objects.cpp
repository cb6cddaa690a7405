// Objects of the lab's PowerShell: see objects.hpp.
#include "server/shell/ps/objects.hpp"

#include "server/shell/ps/configuration_properties.hpp"
#include "server/shell/ps/update_methods.hpp"
#include "server/shell/wsus/wsus_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace wsus::server_shell::ps {
namespace {

using windows::equal_caseless;

using Names = std::vector<std::string_view>;

Names const server_properties{"Name", "PortNumber", "IsConnectionSecureForApiRemoting"};
Names const server_methods{
    "GetConfiguration",          "GetUpdates", "GetUpdate", "GetComputerTargetGroups", "CreateComputerTargetGroup",
    "ResetAndVerifyContentState"};
Names const configuration_methods{"Save"};

/// Names of the properties of an object; none for plain values.
Names properties_of(Value const& value) {
  if (std::holds_alternative<Server>(value.held)) return server_properties;
  if (std::holds_alternative<Configuration>(value.held)) return configuration_names();
  if (std::holds_alternative<Update>(value.held)) return update_properties();
  if (std::holds_alternative<UpdateRevisionId>(value.held)) return {"UpdateId", "RevisionNumber"};
  if (std::holds_alternative<Group>(value.held)) return {"Name"};
  return {"Count", "Length"};
}

Names methods_of(Value const& value) {
  if (std::holds_alternative<Server>(value.held)) return server_methods;
  if (std::holds_alternative<Configuration>(value.held)) return configuration_methods;
  if (std::holds_alternative<Update>(value.held)) return update_methods();
  return {"ToString"};
}

std::optional<Value> server_property(Context const& context, std::string_view name) {
  if (equal_caseless(name, "Name")) return Value{context.wsus().server_name};
  if (equal_caseless(name, "PortNumber")) return Value{std::int64_t{8530}};
  if (equal_caseless(name, "IsConnectionSecureForApiRemoting")) return Value{false};
  return std::nullopt;
}

std::optional<Value> revision_id_property(Context& context, UpdateRevisionId const& id, std::string_view name) {
  if (equal_caseless(name, "UpdateId")) return Value{id.id};
  auto const look = context.look();
  auto const* const revision = look->find(id.id);
  if (equal_caseless(name, "RevisionNumber") && revision != nullptr)
    return Value{std::int64_t{revision->identity.revision_number}};
  return std::nullopt;
}

std::optional<Value> property(Context& context, Value const& of, std::string_view name) {
  if (std::holds_alternative<Server>(of.held)) return server_property(context, name);
  if (auto const* const draft = std::get_if<Configuration>(&of.held)) return configuration_value(**draft, name);
  if (auto const* const update = std::get_if<Update>(&of.held)) return update_property(context, *update, name);
  if (auto const* const id = std::get_if<UpdateRevisionId>(&of.held)) return revision_id_property(context, *id, name);
  auto const* const group = std::get_if<Group>(&of.held);
  if (group != nullptr && equal_caseless(name, "Name")) return Value{group->name};
  auto const* const text = std::get_if<std::string>(&of.held);
  if (text != nullptr && equal_caseless(name, "Length")) return Value{static_cast<std::int64_t>(text->size())};
  return std::nullopt;
}

Value get_configuration(Context const& context) {
  auto draft = std::make_shared<ConfigurationDraft>();
  draft->settings = *context.wsus().settings();
  draft->server_id = context.wsus().server_id();
  return {std::move(draft)};
}

Value save(Context const& context, ConfigurationDraft const& draft) {
  auto const& wsus = context.wsus();
  if (!context.session.identity.elevated)
    fail(context, "Exception calling \"Save\" with \"0\" argument(s): \"Request for principal permission failed.\"",
         "NotSpecified", "SecurityException");
  save_configuration(wsus, [&](domain::Settings& settings) {
    auto const stamped = settings.config_last_change;
    auto const generation = settings.content_generation;
    settings = draft.settings;
    settings.config_last_change = stamped;
    settings.content_generation = generation;  // not the draft's: content may have moved since
  });
  if (draft.server_id != wsus.server_id() && wsus.set_server_id) wsus.set_server_id(draft.server_id);
  return {};
}

Value groups(Context const& context) {
  List list{Value{Group{std::string(domain::all_computers)}}, Value{Group{std::string(domain::unassigned_computers)}}};
  for (auto const& group : context.wsus().settings()->targeting.groups) list.push_back({Group{group}});
  return {std::move(list)};
}

/// Groups are no part of the configuration that clients are told: LastChange stays.
Value create_group(Context const& context, List const& arguments) {
  auto const name = arguments.empty() ? std::string() : text_of(arguments.front());
  auto settings = *context.wsus().settings();
  if (!context.session.identity.elevated || !domain::add_group(settings.targeting, name)) {
    fail(context,
         fmt::format("Exception calling \"CreateComputerTargetGroup\" with \"{}\" argument(s): \"{}\"",
                     arguments.size(),
                     context.session.identity.elevated
                         ? "A computer target group with that name cannot be created: it is empty or there already."
                         : "Request for principal permission failed."),
         "NotSpecified", "WsusInvalidDataException");
  }
  context.wsus().replace_settings(std::move(settings));
  return {Group{name}};
}

Value get_update(Context& context, List const& arguments) {
  auto const guid = arguments.empty() ? std::nullopt : wusp::parse_guid(text_of(arguments.front()));
  if (!guid || context.look()->find(*guid) == nullptr)
    fail(context,
         "Exception calling \"GetUpdate\" with \"1\" argument(s): \"The specified item could not be found in "
         "the database.\"",
         "NotSpecified", "WsusObjectNotFoundException");
  return {Update{*guid}};
}

Value all_updates(Context& context) {
  List list;
  auto const look = context.look();
  list.reserve(look->all().size());
  for (auto const& id : look->all()) list.push_back({Update{id}});
  return {std::move(list)};
}

std::optional<Value> call_server(Context& context, std::string_view name, List const& arguments) {
  if (equal_caseless(name, "GetConfiguration")) return get_configuration(context);
  if (equal_caseless(name, "GetUpdates")) return all_updates(context);
  if (equal_caseless(name, "GetUpdate")) return get_update(context, arguments);
  if (equal_caseless(name, "GetComputerTargetGroups")) return groups(context);
  if (equal_caseless(name, "CreateComputerTargetGroup")) return create_group(context, arguments);
  if (!equal_caseless(name, "ResetAndVerifyContentState")) return std::nullopt;
  (void)mend_content(context.session, context.wsus());
  return Value{};
}

}  // namespace

Value get_member(Context& context, Value const& of, std::string_view name) {
  bool const counts = equal_caseless(name, "Count") || equal_caseless(name, "Length");
  if (std::holds_alternative<Null>(of.held)) return counts ? Value{std::int64_t{0}} : Value{};
  if (auto const* const list = std::get_if<List>(&of.held)) {
    if (counts) return {static_cast<std::int64_t>(list->size())};
    List members;
    members.reserve(list->size());
    for (auto const& item : *list) members.push_back(get_member(context, item, name));
    return {std::move(members)};
  }
  if (auto value = property(context, of, name)) return *std::move(value);
  if (counts) return {std::int64_t{1}};  // PowerShell: of everything that is no list
  fail(context, fmt::format("The property '{}' cannot be found on this object. Verify that the property exists.", name),
       "InvalidOperation", "PropertyNotFoundStrict", known_names(name, properties_of(of)));
}

void set_member(Context& context, Value const& of, std::string_view name, Value const& value) {
  auto const* const draft = std::get_if<Configuration>(&of.held);
  std::string_view wanted;
  auto const outcome =
      draft == nullptr ? SetOutcome::no_such_property : set_configuration(**draft, name, value, wanted);
  if (outcome == SetOutcome::done) return;
  if (outcome == SetOutcome::wrong_value) {
    fail(context, fmt::format("Exception setting \"{}\": \"Cannot convert value \"{}\".\"", name, text_of(value)),
         "NotSpecified", "ExceptionWhenSetting", fmt::format("{} takes {}", name, wanted));
  }
  if (outcome == SetOutcome::read_only || property(context, of, name))
    fail(context, fmt::format("'{}' is a ReadOnly property.", name), "InvalidOperation", "PropertyAssignmentException");
  fail(context,
       fmt::format("The property '{}' cannot be found on this object. Verify that the property exists and can be set.",
                   name),
       "InvalidOperation", "PropertyNotFound", known_names(name, properties_of(of)));
}

Value call_method(Context& context, Value const& of, std::string_view name, List const& arguments) {
  if (std::holds_alternative<Null>(of.held))
    fail(context, "You cannot call a method on a null-valued expression.", "InvalidOperation", "InvokeMethodOnNull");
  std::optional<Value> result;
  if (std::holds_alternative<Server>(of.held)) result = call_server(context, name, arguments);
  if (auto const* const draft = std::get_if<Configuration>(&of.held); draft != nullptr && equal_caseless(name, "Save"))
    result = save(context, **draft);
  if (auto const* const update = std::get_if<Update>(&of.held)) result = call_update(context, *update, name, arguments);
  if (equal_caseless(name, "ToString")) result = Value{text_of(of)};
  if (result) return *std::move(result);
  fail(context,
       fmt::format("Method invocation failed because [{}] does not contain a method named '{}'.", type_name(of), name),
       "InvalidOperation", "MethodNotFound", known_names(name, methods_of(of)));
}

Value call_static(Context& context, std::string_view type, std::string_view name, List const& arguments) {
  bool const is_guid = equal_caseless(type, "guid") || equal_caseless(type, "System.Guid");
  if (is_guid && equal_caseless(name, "NewGuid") && arguments.empty()) return {context.wsus().new_guid()};
  bool const is_proxy = equal_caseless(type, "Microsoft.UpdateServices.Administration.AdminProxy");
  if (is_proxy && equal_caseless(name, "GetUpdateServer")) return {Server{}};
  bool const is_assembly =
      equal_caseless(type, "reflection.assembly") || equal_caseless(type, "System.Reflection.Assembly");
  if (is_assembly && equal_caseless(name, "LoadWithPartialName")) return {};
  if (!is_guid && !is_proxy && !is_assembly) {
    fail(context, fmt::format("Unable to find type [{}].", type), "InvalidOperation", "TypeNotFound",
         known_names(type,
                     {"System.Guid", "Microsoft.UpdateServices.Administration.AdminProxy", "reflection.assembly"}));
  }
  fail(context, fmt::format("Method invocation failed because [{}] does not contain a method named '{}'.", type, name),
       "InvalidOperation", "MethodNotFound", known_names(name, {"NewGuid", "GetUpdateServer", "LoadWithPartialName"}));
}

Value cast(Context& context, std::string_view type, Value const& value) {
  auto const text = text_of(value);
  if (equal_caseless(type, "void")) return {};
  if (equal_caseless(type, "string")) return {text};
  if (equal_caseless(type, "bool")) return {is_true(value)};
  if (equal_caseless(type, "guid") || equal_caseless(type, "System.Guid")) {
    if (auto const guid = wusp::parse_guid(text)) return {*guid};
    fail(context, fmt::format("Cannot convert value \"{}\" to type \"System.Guid\".", text), "InvalidArgument",
         "InvalidCastParseTargetInvocation");
  }
  if (equal_caseless(type, "int") || equal_caseless(type, "long")) {
    if (std::holds_alternative<std::int64_t>(value.held)) return value;
    fail(context, fmt::format("Cannot convert value \"{}\" to type \"System.Int32\".", text), "InvalidArgument",
         "InvalidCastFromStringToInteger");
  }
  fail(context, fmt::format("Unable to find type [{}].", type), "InvalidOperation", "TypeNotFound",
       known_names(type, {"guid", "int", "string", "bool", "void"}));
}

namespace {

std::string rows_of(Context& context, Value const& value) {
  std::size_t width = 0;
  auto const names = properties_of(value);
  for (auto const name : names) width = std::max(width, name.size());
  std::string text = "\n";
  for (auto const name : names)
    text += fmt::format("{:<{}} : {}\n", name, width, text_of(get_member(context, value, name)));
  return text + "\n";
}

}  // namespace

std::string printed(Context& context, List const& values) {
  std::string text;
  std::vector<Update> updates;
  for (auto const& value : values) {
    if (auto const* const update = std::get_if<Update>(&value.held)) {
      updates.push_back(*update);
    } else if (auto const* const said = std::get_if<Printed>(&value.held)) {
      text += said->text;
    } else if (std::holds_alternative<Server>(value.held)) {
      text += fmt::format("\nName : {}\n\n", context.wsus().server_name);
    } else if (std::holds_alternative<Configuration>(value.held) ||
               std::holds_alternative<UpdateRevisionId>(value.held)) {
      text += rows_of(context, value);
    } else if (!std::holds_alternative<Null>(value.held)) {
      text += fmt::format("{}\n", text_of(value));
    }
  }
  return updates.empty() ? text : text + update_table(context, updates);
}

}  // namespace wsus::server_shell::ps
