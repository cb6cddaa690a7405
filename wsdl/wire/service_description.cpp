// The WSDL of a service with the address it was asked at: see service_description.hpp.
#include "wsdl/wire/service_description.hpp"

#include "wsdl/wire/wsdl_texts.hpp"
#include "wsdl/wusp/markup.hpp"

namespace wsus::wire {

std::string service_description(wusp::Service service, std::string_view address) {
  auto const text = wsdl_text(wusp::info(service).name);
  constexpr std::string_view mark = "<soap:address location=\"";
  auto const begin = text.find(mark) + mark.size();
  std::string description(text.substr(0, begin));
  description += wusp::escape_markup(address);
  description += text.substr(text.find('"', begin));
  return description;
}

}  // namespace wsus::wire
