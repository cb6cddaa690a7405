// The description of the API for programs: the parts in openapi/ as one document.
#include "server/control/openapi/openapi.hpp"
#include "server/control/answers.hpp"
#include "server/control/resources/resources.hpp"

#include <utility>

namespace wsus::control {

Routes openapi_routes() {
  auto const handle = [document = openapi_document()](AdminCall& call) {
    call.nothing_else();
    return json_answer(document);
  };
  return {{"GET", "/api/v1/openapi.json", handle}};
}

}  // namespace wsus::control
