// Answers of the admin API: see answers.hpp.
#include "server/control/answers.hpp"

#include "server/control/texts.hpp"

#include <utility>

namespace wsus::control {

// Names come out of paths, headers and what clients have sent. Bytes that are no UTF-8 stand in JSON strings alone, so
// the text may be mended as a whole.
std::string json_text(boost::json::object const& body) { return as_utf8(boost::json::serialize(body)) + "\n"; }

faults::ResponsePlan text_answer(std::string text, std::string type, unsigned status) {
  faults::ResponsePlan plan;
  plan.status = status;
  plan.headers.push_back({"Content-Type", std::move(type)});
  plan.headers.push_back({"Cache-Control", "no-store"});
  plan.body = std::move(text);
  return plan;
}

faults::ResponsePlan json_answer(boost::json::object const& body, unsigned status) {
  return text_answer(json_text(body), "application/json", status);
}

faults::ResponsePlan created_answer(boost::json::object const& body, std::string location) {
  auto plan = json_answer(body, 201);
  plan.headers.push_back({"Location", std::move(location)});
  return plan;
}

faults::ResponsePlan streamed_answer(std::shared_ptr<faults::BodySource> source, std::string type) {
  auto plan = text_answer({}, std::move(type));
  plan.source = std::move(source);
  return plan;
}

faults::ResponsePlan empty_answer() {
  faults::ResponsePlan plan;
  plan.status = 204;
  plan.headers.push_back({"Cache-Control", "no-store"});
  return plan;
}

}  // namespace wsus::control
