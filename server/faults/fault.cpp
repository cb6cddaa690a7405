// Which fault takes part in which stage: see fault.hpp.
#include "server/faults/fault.hpp"

#include <concepts>

namespace wsus::faults {
namespace {

template <typename T>
concept AnswersRequests = requires(T const& fault, ExchangeView const& request) {
  { fault.on_request(request) } -> std::same_as<std::optional<ResponsePlan>>;
};

template <typename T>
concept AnswersCalls = requires(T const& fault, CallFacts const& call) {
  { fault.on_call(call) } -> std::same_as<std::optional<InjectedSoapFault>>;
};

template <typename... T>
constexpr bool each_has_a_stage(std::variant<T...> const*) {
  return ((AnswersRequests<T> || AnswersCalls<T>)&&...);
}
static_assert(each_has_a_stage(static_cast<Fault const*>(nullptr)), "a misspelt member function would never be asked");

}  // namespace

std::optional<ResponsePlan> on_request(Fault const& fault, ExchangeView const& request) {
  return std::visit(
      [&]<typename T>(T const& one) -> std::optional<ResponsePlan> {
        if constexpr (AnswersRequests<T>) return one.on_request(request);
        return std::nullopt;
      },
      fault);
}

std::optional<InjectedSoapFault> on_call(Fault const& fault, CallFacts const& call) {
  return std::visit(
      [&]<typename T>(T const& one) -> std::optional<InjectedSoapFault> {
        if constexpr (AnswersCalls<T>) return one.on_call(call);
        return std::nullopt;
      },
      fault);
}

}  // namespace wsus::faults
