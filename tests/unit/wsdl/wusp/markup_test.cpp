// Escaping of text for XML and HTML.
#include "wsdl/wusp/markup.hpp"

#include <gtest/gtest.h>
#include <pugixml.hpp>

#include <fmt/format.h>

namespace wsus::wusp {
namespace {

TEST(Markup, EntitiesStandForWhatMarkupMeans) {
  EXPECT_EQ(escape_markup(R"(a & b < c > d "e" 'f')"), "a &amp; b &lt; c &gt; d &quot;e&quot; 'f'");
  EXPECT_EQ(escape_markup(""), "");
}

TEST(Markup, AnAttributeReadsBackAsItWas) {
  std::string const text = R"(http://h/?a=1&b="<x>"&amp;)";
  pugi::xml_document document;
  ASSERT_TRUE(document.load_string(fmt::format("<a b=\"{}\"/>", escape_markup(text)).c_str()));
  EXPECT_EQ(document.first_child().attribute("b").value(), text);
}

}  // namespace
}  // namespace wsus::wusp
