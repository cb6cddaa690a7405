// The page of a run, read as text: what is in it, what is in it once, and that nothing of a run is markup.
#include "scenarios/report/html/diagram.hpp"
#include "scenarios/report/html/markup.hpp"
#include "scenarios/report/html/page_data.hpp"
#include "scenarios/report/html/sequence.hpp"
#include "scenarios/report/readable.hpp"
#include "scenarios/report/reports.hpp"
#include "tests/unit/scenarios/report/sample_outcomes.hpp"
#include "tests/unit/scenarios/report/sample_timeline.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <pugixml.hpp>

#include <regex>

namespace wsus::lab {
namespace {

using test::bad_outcome;
using test::good_outcome;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

constexpr auto* server = "wsus.lab.example";

std::size_t count_of(std::string_view text, std::string_view what) {
  std::size_t count = 0;
  for (auto at = text.find(what); at != std::string_view::npos; at = text.find(what, at + 1)) ++count;
  return count;
}

ScenarioOutcome recorded_outcome() {
  auto outcome = good_outcome();
  outcome.timeline = test::sample_timeline();
  return outcome;
}

/// What the page has as JSON under this id.
boost::json::value data_of(std::string const& page, std::string const& id) {
  auto const head = "id=\"" + id + "\">";
  auto const begin = page.find(head);
  if (begin == std::string::npos) throw std::runtime_error("no data " + id);
  auto const from = begin + head.size();
  return boost::json::parse(page.substr(from, page.find("</script>", from) - from));
}

TEST(Readable, ValidTextStaysAndBytesOfNoCharacterAreReplaced) {
  EXPECT_EQ(valid_utf8("a\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80\x01"), "a\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80\x01");
  for (auto const* wrong : {"\xFF", "\x80", "\xC3", "\xC0\xAF", "\xED\xA0\x80", "\xF5\x80\x80\x80", "\xEF\xBF\xBE"})
    EXPECT_THAT(valid_utf8(wrong), testing::StartsWith("\xEF\xBF\xBD")) << wrong;
  EXPECT_EQ(valid_utf8("a\xC3(b"), "a\xEF\xBF\xBD(b");
}

TEST(Readable, ControlCharactersGetTheirPictures) {
  EXPECT_EQ(visible("a\x01\x1B[0m\x7F"), "a\xE2\x90\x81\xE2\x90\x9B[0m\xE2\x90\xA1");
  EXPECT_EQ(visible(std::string_view("\0", 1)), "\xE2\x90\x80");
  EXPECT_EQ(visible("tab\tline\r\nnext\rbare"), "tab\tline\nnext\xE2\x90\x8D"
                                                "bare");
  EXPECT_EQ(visible("\xE2\x80\xAE"
                    "fdp"),
            "\xEF\xBF\xBD"
            "fdp")
      << "text that turns its direction";
}

TEST(Markup, NothingThatMeansSomethingIsLeft) {
  EXPECT_EQ(html::escaped("<a href=\"x\">'&'</a>\x01"),
            "&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;\xE2\x90\x81");
  EXPECT_EQ(html::in_script(R"(["</script><!--<ScRipt>&<s:Body>"])"),
            R"(["\u003c/script>\u003c!--\u003cScRipt>&<s:Body>"])");
}

TEST(TextStore, KeepsEachTextOnce) {
  html::TextStore store;
  EXPECT_EQ(store.add("one"), 0u);
  EXPECT_EQ(store.add("two"), 1u);
  EXPECT_EQ(store.add("one"), 0u);
  EXPECT_EQ(store.json(), R"(["one","two"])");
}

TEST(Sequence, HasMachinesHostsAndTheServerInThisOrder) {
  auto const sequence =
      html::sequence_of(test::phase_of("reproduce", {test::good_call("GetConfig"), test::lost_call()}), server);
  ASSERT_EQ(sequence.participants.size(), 3u);
  EXPECT_EQ(sequence.participants[0].name, "PC01");
  EXPECT_EQ(sequence.participants[1].name, "proxy.lab.example");
  EXPECT_EQ(sequence.participants[2].name, server);
  ASSERT_EQ(sequence.rows.size(), 2u);
  EXPECT_THAT(sequence.rows[0].path, ElementsAre(0, 2));
  EXPECT_FALSE(sequence.rows[0].bad);
  EXPECT_THAT(sequence.rows[1].path, ElementsAre(0, 1, 2));
  EXPECT_TRUE(sequence.rows[1].lost);
  EXPECT_EQ(sequence.rows[1].end, "no answer (12002)");
}

TEST(Sequence, TellsOfFaultsTypedLinesAndEnds) {
  auto const sequence = html::sequence_of(test::sample_timeline().front(), server);
  std::vector<std::string> labels;
  for (auto const& row : sequence.rows) labels.push_back(row.label + " | " + row.end);
  EXPECT_THAT(labels, ElementsAre("> usoclient StartScan | ", "GetConfig | 200", "SyncUpdates | 500 InvalidParameters",
                                  "0x80244007 WU_E_PT_SOAPCLIENT_SOAPFAULT | "));
}

TEST(Sequence, FoldsMoreThanThreeCallsThatAreAlike) {
  std::vector<RecordedEvent> events(5, test::good_call("SyncUpdates"));
  events.push_back(test::refused_call());
  auto const five = html::sequence_of(test::phase_of("verify", events), server);
  ASSERT_EQ(five.rows.size(), 2u);
  EXPECT_EQ(five.rows[0].count, 5u);
  EXPECT_EQ(five.rows[1].event, 5u);
  events.erase(events.begin(), events.begin() + 2);
  EXPECT_EQ(html::sequence_of(test::phase_of("verify", events), server).rows.size(), 4u);
}

TEST(Sequence, AWayThatALoopOfRedirectsWentIsOneRow) {
  auto event = test::lost_call();
  auto& call = std::get<CallEvent>(event.what);
  call.hops.assign(11, {.url = "http://wsus.lab.example:8530/x", .status = 302});
  auto const sequence = html::sequence_of(test::phase_of("reproduce", {event}), server);
  EXPECT_EQ(sequence.rows[0].label, "GetConfig, 11 requests");
}

TEST(Diagram, IsWellFormedWithTitleDescriptionAndLinks) {
  auto const sequence = html::sequence_of(test::sample_timeline().front(), server);
  auto const svg =
      html::diagram(sequence, "s1-p1", "Calls", [](std::size_t event) { return "#e" + std::to_string(event); });
  pugi::xml_document document;
  ASSERT_TRUE(document.load_string(svg.c_str())) << svg;
  EXPECT_STREQ(document.select_node("//title").node().text().get(), "Calls");
  EXPECT_THAT(document.select_node("//desc").node().text().get(),
              HasSubstr("SyncUpdates from PC01: 500 InvalidParameters."));
  EXPECT_STREQ(document.select_node("//a[@class='call bad']").node().attribute("href").value(), "#e2");
  EXPECT_EQ(document.select_nodes("//path[@class='life']").size(), 2u);
}

/// Places of all texts of a class in a diagram of one row.
std::vector<int> places_of_labels(html::Sequence const& sequence) {
  auto const svg = html::diagram(sequence, "x", "Calls", [](std::size_t) { return "#"; });
  pugi::xml_document document;
  if (!document.load_string(svg.c_str())) throw std::runtime_error(svg);
  std::vector<int> places{document.child("svg").attribute("width").as_int()};
  for (auto const& label : document.select_nodes("//text[@class='op' or @class='end']"))
    places.push_back(label.node().attribute("x").as_int());
  return places;
}

TEST(Diagram, ACallWithOneEndIsToldWithinTheDrawing) {
  auto of_the_server = test::good_call("GetConfig");
  std::get<CallEvent>(of_the_server.what).machine.clear();
  std::get<CallEvent>(of_the_server.what).hops.clear();
  auto broken_off = test::good_call("GetConfig");
  std::get<CallEvent>(broken_off.what).hops.clear();
  std::get<CallEvent>(broken_off.what).server.clear();
  for (auto const& event : {of_the_server, broken_off}) {
    auto places = places_of_labels(html::sequence_of(test::phase_of("reproduce", {event}), server));
    auto const width = places.front();
    ASSERT_EQ(places.size(), 3u);
    for (auto const place : places) EXPECT_TRUE(place >= 150 && (place == width || place <= width - 150)) << place;
  }
}

TEST(Diagram, ItsLinksAreNotHiddenFromScreenReaders) {
  auto const svg = html::diagram(html::sequence_of(test::sample_timeline().front(), server), "x", "Calls",
                                 [](std::size_t) { return "#"; });
  EXPECT_THAT(svg, AllOf(HasSubstr("role=\"group\" aria-labelledby=\"x-t\" aria-describedby=\"x-d\""),
                         Not(HasSubstr("role=\"img\""))))
      << "what is in an image is nothing but a picture to them";
}

TEST(Sequence, AnyNumberOfRowsIsCutIntoPiecesOfAPage) {
  std::vector<RecordedEvent> events;
  for (int i = 0; i < 40; ++i) events.push_back(test::good_call("Operation" + std::to_string(i)));
  auto const whole = html::sequence_of(test::phase_of("verify", events), server);
  auto const pieces = html::in_pieces(whole, 18);
  ASSERT_EQ(pieces.size(), 3u);
  std::vector<std::string> labels;
  for (auto const& piece : pieces) {
    EXPECT_EQ(piece.participants.size(), whole.participants.size());
    EXPECT_GE(piece.rows.size(), 13u);
    EXPECT_LE(piece.rows.size(), 14u);
    for (auto const& row : piece.rows) labels.push_back(row.label);
  }
  ASSERT_EQ(labels.size(), 40u);
  EXPECT_EQ(labels.front(), "Operation0");
  EXPECT_EQ(labels.back(), "Operation39");
  EXPECT_EQ(html::in_pieces(html::sequence_of(test::sample_timeline().front(), server)).size(), 1u);
  EXPECT_EQ(html::in_pieces({}).size(), 1u);
}

TEST(Sequence, AHostIsTheSameInAnyLetterCase) {
  auto event = test::good_call("GetConfig");
  std::get<CallEvent>(event.what).hops[0].url = "http://WSUS.Lab.Example:8530/x";
  EXPECT_EQ(html::sequence_of(test::phase_of("reproduce", {event}), server).participants.size(), 2u);
}

TEST(Diagram, HostileTextIsText) {
  auto event = test::good_call(test::hostile_text);
  auto const sequence = html::sequence_of(test::phase_of("reproduce", {event}), server);
  auto const svg = html::diagram(sequence, "x", test::hostile_text, [](std::size_t) { return "#"; });
  pugi::xml_document document;
  ASSERT_TRUE(document.load_string(svg.c_str())) << svg;
  EXPECT_FALSE(document.select_node("//script"));
  EXPECT_FALSE(document.select_node("//img"));
}

TEST(HtmlReport, ListsScenariosWithVerdicts) {
  auto const page = to_html({recorded_outcome(), bad_outcome(), test::interrupted_outcome()}, {.seconds = 12.3});
  EXPECT_THAT(
      page,
      AllOf(
          HasSubstr("<title>1 held, 1 did not, INTERRUPTED: wsus-lab</title>"),
          HasSubstr("<tr data-v=\"good\"><td><span class=\"v good\">held</span></td><td><a href=\"#s1\">too-many</a>"),
          HasSubstr("<tr data-v=\"bad\">"), HasSubstr("<tr data-v=\"cut\">"),
          HasSubstr("This run was interrupted: 1 of 3 did not run to the end."), HasSubstr("took 12.3 s")));
  EXPECT_THAT(to_html({recorded_outcome()}), Not(HasSubstr("class=\"stop\"")));
}

TEST(HtmlReport, ShowsDiagramFixProblemsAndControlsWithoutTheScript) {
  auto outcome = recorded_outcome();
  outcome.problems = bad_outcome().problems;
  auto page = to_html({outcome});
  page = std::regex_replace(page, std::regex("<script type=[^\\n]*</script>"), "");
  EXPECT_THAT(page, AllOf(HasSubstr("<span class=\"cmd\">wsus&gt; takeown /f web.config</span>"),
                          HasSubstr("<svg class=\"seq\""), HasSubstr("500 InvalidParameters"),
                          HasSubstr(std::string("fault ") + test::sample_fault_id),
                          HasSubstr("scan ended <span class=\"bad\">0x80244007 WU_E_PT_SOAPCLIENT_SOAPFAULT</span>"),
                          HasSubstr("wrong.yaml:20: /verify/1: PC01: expected 0x00000000 &quot;S_OK&quot;"),
                          HasSubstr("✓ held</span> a restart does not cure")));
}

TEST(HtmlReport, EveryLinkOfTheDiagramLeadsToAnEventOfThePage) {
  auto const page = to_html({recorded_outcome(), recorded_outcome()});
  std::regex const link("href=\"#([^\"]+)\"");
  std::size_t links = 0;
  for (auto at = std::sregex_iterator(page.begin(), page.end(), link); at != std::sregex_iterator(); ++at, ++links)
    EXPECT_EQ(count_of(page, "id=\"" + (*at)[1].str() + "\""), 1u) << (*at)[1];
  EXPECT_GE(links, 2u + 6u);
}

TEST(HtmlReport, KeepsBodiesOnceAndBothLogsWithTheFaultsId) {
  auto const page = to_html({recorded_outcome(), recorded_outcome()});
  EXPECT_EQ(data_of(page, "bodies").as_array().size(), 3u) << "GetConfig, SyncUpdates, one answer";
  auto const data = data_of(page, "d2");
  auto const& refused = data.at("calls").at("3");
  EXPECT_EQ(data_of(page, "bodies").at(static_cast<std::size_t>(refused.at("request").as_int64())).as_string(),
            "<s:Envelope><SyncUpdates/></s:Envelope>");
  auto const& logs = data.at("logs").at(0);
  EXPECT_EQ(logs.at("ids").at(0), test::sample_fault_id);
  auto const& row = logs.at("rows").at(0);
  EXPECT_EQ(row.at(1), "SyncUpdates → 500 InvalidParameters");
  EXPECT_EQ(row.at(2).at(0).at(0), "PC01: Windows Update log");
  EXPECT_THAT(std::string(row.at(2).at(0).at(1).as_string()), HasSubstr(test::sample_fault_id));
  EXPECT_EQ(row.at(3).at(0).at(0), "SoftwareDistribution.log");
  EXPECT_EQ(row.at(3).at(1).at(0), "IIS log");
  EXPECT_TRUE(data.at("logs").at(1).at("ids").as_array().empty());
}

TEST(HtmlReport, HostileTextNeverBecomesMarkup) {
  auto outcome = bad_outcome();
  outcome.timeline = {test::phase_of(test::hostile_text, {test::typed("PC01", test::hostile_text, test::hostile_text),
                                                          test::good_call(test::hostile_text), test::refused_call(),
                                                          test::scan_end(1, test::hostile_text)})};
  auto& refused = outcome.timeline[0].events[2];
  std::get<CallEvent>(refused.what).response.text = test::hostile_text;
  refused.logs[0].text = test::hostile_text;
  outcome.name = outcome.title = outcome.about = outcome.file = outcome.evidence = test::hostile_text;
  outcome.modes = {test::hostile_text};
  outcome.controls[0].name = test::hostile_text;
  outcome.problems = {{test::hostile_text}};
  auto const page = to_html({outcome}, {.version = test::hostile_text, .started = test::hostile_text});
  auto const healthy = to_html({recorded_outcome()});
  EXPECT_EQ(count_of(page, "<script"), count_of(healthy, "<script"));
  EXPECT_EQ(count_of(page, "</script"), count_of(healthy, "</script"));
  auto const markup = std::regex_replace(page, std::regex("<script type=[^\n]*</script>"), "");
  EXPECT_THAT(markup, Not(HasSubstr("<img")));
  EXPECT_THAT(page, AllOf(Not(HasSubstr("<!--")), Not(HasSubstr("\x01")), Not(HasSubstr("\xFF"))));
  EXPECT_EQ(data_of(page, "d1").at("logs").at(0).at("rows").at(0).at(2).at(0).at(1).as_string(),
            visible(test::hostile_text));
}

TEST(HtmlReport, FetchesNothingAndRunsNothingButItsOwnScript) {
  auto const page = to_html({recorded_outcome()});
  std::regex const source("<(?:script|link|img|iframe|object)[^>]*(?:src|href)=\"(?!data:)");
  EXPECT_FALSE(std::regex_search(page, source));
  EXPECT_THAT(page, AllOf(Not(HasSubstr("@import")), Not(HasSubstr("url(")), Not(HasSubstr(" style=\"")),
                          Not(HasSubstr(" onclick"))));
  EXPECT_TRUE(std::regex_search(
      page,
      std::regex("default-src 'none'; img-src data:; style-src 'sha256-[^']{44}'; script-src 'sha256-[^']{44}';")));
}

TEST(HtmlReport, ALongPhaseHasADiagramForEachPrintedPage) {
  auto outcome = good_outcome();
  std::vector<RecordedEvent> events;
  for (std::size_t i = 0; i < 2 * html::rows_of_a_page; ++i)
    events.push_back(test::good_call("Operation" + std::to_string(i)));
  outcome.timeline = {test::phase_of("verify", events)};
  auto const page = to_html({outcome});
  EXPECT_EQ(count_of(page, "<figure>"), 2u);
  EXPECT_THAT(page, HasSubstr("Calls of the phase verify, part 2 of 2"));
  EXPECT_EQ(count_of(page, "href=\"#s1-e36\""), 1u);
  EXPECT_THAT(to_html({recorded_outcome()}), Not(HasSubstr(", part 1 of")));
}

TEST(HtmlReport, TellsNoTimeThatNobodyMeasured) {
  auto outcome = good_outcome();
  auto event = test::good_call("GET");
  event.took = 0;
  outcome.timeline = {test::phase_of("verify", {event})};
  EXPECT_THAT(to_html({outcome}), AllOf(HasSubstr("<span class=\"t\">PC01</span>"), Not(HasSubstr("0.0 ms"))));
  EXPECT_THAT(to_html({recorded_outcome()}), HasSubstr("<span class=\"t\">PC01 2.1 ms</span>"));
}

TEST(HtmlReport, APhaseThatWasCutOffDidNotFail) {
  auto outcome = test::interrupted_outcome();
  outcome.timeline = {test::phase_of("reproduce", {test::good_call("GetConfig")})};
  outcome.timeline[0].complete = outcome.timeline[0].held = false;
  EXPECT_THAT(to_html({outcome}), HasSubstr("<h3>reproduce <span class=\"v cut\">not run to its end</span>"));
}

TEST(HtmlReport, SaysThatTheCallsOfALaterRunWereNotKept) {
  EXPECT_THAT(to_html({good_outcome()}), HasSubstr("The calls of this run were not kept"));
  auto broken = bad_outcome();
  broken.broken = true;
  EXPECT_THAT(to_html({broken}), Not(HasSubstr("were not kept"))) << "there were none";
  EXPECT_THAT(to_html({recorded_outcome()}), Not(HasSubstr("were not kept")));
}

}  // namespace
}  // namespace wsus::lab
