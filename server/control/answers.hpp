// Answers of the admin API.
#pragma once

#include "server/faults/response_plan.hpp"

#include <boost/json.hpp>

#include <memory>
#include <string>

namespace wsus::control {

/// A JSON object as the text of a body: with a newline at its end, and UTF-8 whatever bytes its texts were made of.
[[nodiscard]] std::string json_text(boost::json::object const& body);

/// A JSON object; never to be cached.
[[nodiscard]] faults::ResponsePlan json_answer(boost::json::object const& body, unsigned status = 200);

/// 201 with the place of what was made: a path.
[[nodiscard]] faults::ResponsePlan created_answer(boost::json::object const& body, std::string location);

/// Any text; never to be cached. `type`: its media type.
[[nodiscard]] faults::ResponsePlan text_answer(std::string text, std::string type, unsigned status = 200);

/// A body that comes over time; never to be cached.
[[nodiscard]] faults::ResponsePlan streamed_answer(std::shared_ptr<faults::BodySource> source, std::string type);

/// 204.
[[nodiscard]] faults::ResponsePlan empty_answer();

}  // namespace wsus::control
