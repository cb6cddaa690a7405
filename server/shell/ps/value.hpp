// Values that pass through a pipeline. Internal to this room.
#pragma once

#include "server/domain/settings.hpp"
#include "wsdl/wusp/guid.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace wsus::server_shell::ps {

struct Null {
  bool operator==(Null const&) const = default;
};
/// What Get-WsusServer gives.
struct Server {
  bool operator==(Server const&) const = default;
};
/// A configuration that was taken from the server: what is set here counts when Save() is called.
struct ConfigurationDraft {
  domain::Settings settings{};
  wusp::Guid server_id{};
};
using Configuration = std::shared_ptr<ConfigurationDraft>;
/// An update by its id; everything else is looked up when it is asked for.
struct Update {
  wusp::Guid id{};
  bool operator==(Update const&) const = default;
};
/// An IUpdate's Id: UpdateId and RevisionNumber.
struct UpdateRevisionId {
  wusp::Guid id{};
  bool operator==(UpdateRevisionId const&) const = default;
};
struct Group {
  std::string name{};
  bool operator==(Group const&) const = default;
};
/// What a command has printed as text.
struct Printed {
  std::string text{};
  bool operator==(Printed const&) const = default;
};
struct Value;
using List = std::vector<Value>;

struct Value {
  std::variant<Null, bool, std::int64_t, std::string, wusp::Guid, Server, Configuration, Update, UpdateRevisionId,
               Group, Printed, List>
      held{};
};

/// "System.Int32", "Microsoft.UpdateServices.Commands.WsusUpdate": as messages name the type.
[[nodiscard]] std::string_view type_name(Value const& value);

/// As a text between others; empty for objects that have no short text.
[[nodiscard]] std::string text_of(Value const& value);

/// $true and what counts as it: not null, not 0, not "", a list with two or with one that counts.
[[nodiscard]] bool is_true(Value const& value);

/// One level of lists taken apart; null is nothing.
[[nodiscard]] List items_of(Value const& value);

}  // namespace wsus::server_shell::ps
