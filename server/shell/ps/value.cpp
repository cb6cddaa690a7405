// Values of a pipeline: see value.hpp.
#include "server/shell/ps/value.hpp"

namespace wsus::server_shell::ps {
namespace {

struct TypeName {
  std::string_view operator()(Null const&) const { return "null"; }
  std::string_view operator()(bool) const { return "System.Boolean"; }
  std::string_view operator()(std::int64_t) const { return "System.Int32"; }
  std::string_view operator()(std::string const&) const { return "System.String"; }
  std::string_view operator()(wusp::Guid const&) const { return "System.Guid"; }
  std::string_view operator()(Server const&) const { return "Microsoft.UpdateServices.Internal.BaseApi.UpdateServer"; }
  std::string_view operator()(Configuration const&) const {
    return "Microsoft.UpdateServices.Internal.BaseApi.UpdateServerConfiguration";
  }
  std::string_view operator()(Update const&) const { return "Microsoft.UpdateServices.Commands.WsusUpdate"; }
  std::string_view operator()(UpdateRevisionId const&) const {
    return "Microsoft.UpdateServices.Administration.UpdateRevisionId";
  }
  std::string_view operator()(Group const&) const {
    return "Microsoft.UpdateServices.Internal.BaseApi.ComputerTargetGroup";
  }
  std::string_view operator()(Printed const&) const { return "System.String"; }
  std::string_view operator()(List const&) const { return "System.Object[]"; }
};

struct Text {
  std::string operator()(Null const&) const { return {}; }
  std::string operator()(bool value) const { return value ? "True" : "False"; }
  std::string operator()(std::int64_t value) const { return std::to_string(value); }
  std::string operator()(std::string const& value) const { return value; }
  std::string operator()(wusp::Guid const& value) const { return wusp::to_string(value); }
  std::string operator()(Server const&) const { return {}; }
  std::string operator()(Configuration const&) const { return {}; }
  std::string operator()(Update const& value) const { return wusp::to_string(value.id); }
  std::string operator()(UpdateRevisionId const& value) const { return wusp::to_string(value.id); }
  std::string operator()(Group const& value) const { return value.name; }
  std::string operator()(Printed const& value) const { return value.text; }
  std::string operator()(List const& values) const {
    std::string text;
    for (auto const& value : values) {
      if (!text.empty()) text += ' ';
      text += text_of(value);
    }
    return text;
  }
};

}  // namespace

std::string_view type_name(Value const& value) { return std::visit(TypeName{}, value.held); }

std::string text_of(Value const& value) { return std::visit(Text{}, value.held); }

bool is_true(Value const& value) {
  if (std::holds_alternative<Null>(value.held)) return false;
  if (auto const* const flag = std::get_if<bool>(&value.held)) return *flag;
  if (auto const* const number = std::get_if<std::int64_t>(&value.held)) return *number != 0;
  if (auto const* const text = std::get_if<std::string>(&value.held)) return !text->empty();
  if (auto const* const list = std::get_if<List>(&value.held))
    return list->size() > 1 || (list->size() == 1 && is_true(list->front()));
  return true;
}

List items_of(Value const& value) {
  if (std::holds_alternative<Null>(value.held)) return {};
  if (auto const* const list = std::get_if<List>(&value.held)) return *list;
  return {value};
}

}  // namespace wsus::server_shell::ps
