// The page as a whole: head, summary, list, scenarios, data. Nothing in it is fetched from anywhere.
#include "scenarios/report/html/assets.hpp"
#include "scenarios/report/html/markup.hpp"
#include "scenarios/report/html/scenario_part.hpp"
#include "scenarios/report/reports.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace wsus::lab {
namespace {

using html::escaped;

/// "sha256-...": by this a browser knows the page's own script and style, and runs no other.
std::string source_hash(std::string_view source) {
  std::array<unsigned char, 32> digest{};
  if (EVP_Digest(source.data(), source.size(), digest.data(), nullptr, EVP_sha256(), nullptr) != 1)
    throw std::runtime_error("no SHA-256 for the report's page");
  std::array<unsigned char, 48> text{};  // 44 characters and an end
  auto const size = EVP_EncodeBlock(text.data(), digest.data(), static_cast<int>(digest.size()));
  return "'sha256-" + std::string(text.begin(), text.begin() + size) + "'";
}

std::string head(std::string_view title) {
  return fmt::format("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{}</title>\n"
                     "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                     "<meta name=\"color-scheme\" content=\"light dark\">\n"
                     "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; "
                     "style-src {}; script-src {}; base-uri 'none'; form-action 'none'\">\n"
                     "<link rel=\"icon\" href=\"data:,\">\n<style>{}</style>\n</head>\n",
                     escaped(title), source_hash(html::style()), source_hash(html::script()), html::style());
}

struct Counts {
  std::size_t held = 0;
  std::size_t not_held = 0;
  std::size_t interrupted = 0;
};

Counts counts_of(std::vector<ScenarioOutcome> const& outcomes) {
  Counts counts;
  for (auto const& outcome : outcomes)
    ++(outcome.interrupted ? counts.interrupted : outcome.passed ? counts.held : counts.not_held);
  return counts;
}

std::string facts(RunFacts const& run) {
  std::vector<std::string> texts;
  if (!run.started.empty()) texts.push_back(fmt::format("started {}", run.started));
  texts.push_back(fmt::format("took {:.1f} s", run.seconds));
  if (run.shuffle_seed) texts.push_back(fmt::format("shuffled with seed {}", *run.shuffle_seed));
  if (run.sabotage) texts.emplace_back("sabotage: every fix was swapped with a control's, so nothing should hold");
  if (!run.version.empty()) texts.push_back(fmt::format("wsus-lab {}", run.version));
  return escaped(fmt::format("{}", fmt::join(texts, " · ")));
}

std::string banner(std::vector<ScenarioOutcome> const& outcomes, RunFacts const& run) {
  auto const counts = counts_of(outcomes);
  auto text = fmt::format("<header>\n<h1>WSUS Fault Lab: report of a run</h1>\n<p class=\"sum\"><span class=\"v "
                          "good\">{} held</span> <span class=\"v {}\">{} did not</span>",
                          counts.held, counts.not_held == 0 ? "none" : "bad", counts.not_held);
  if (counts.interrupted > 0) text += fmt::format(" <span class=\"v cut\">{} interrupted</span>", counts.interrupted);
  text += fmt::format("</p>\n<p class=\"t\">{}</p>\n", facts(run));
  if (counts.interrupted > 0)
    text +=
        fmt::format("<p class=\"stop\" role=\"alert\">This run was interrupted: {} of {} did not run to the end.</p>\n",
                    counts.interrupted, outcomes.size());
  return text + "</header>\n";
}

/// Works with the script alone, which shows it.
constexpr std::string_view filter_part = R"(<form class="filter" hidden>
<label>Find <input type="search" id="find" placeholder="name, mode, code" autocomplete="off"></label>
<fieldset><legend>Show</legend>
<label><input type="radio" name="show" value="" checked> all</label>
<label><input type="radio" name="show" value="bad"> did not hold</label>
<label><input type="radio" name="show" value="good"> held</label>
<label><input type="radio" name="show" value="cut"> interrupted</label>
</fieldset>
<button type="button" id="open">Open all</button> <button type="button" id="close">Close all</button>
<output id="shown"></output>
</form>
<noscript><p class="t">Without JavaScript the list, the diagrams, the typed lines and the verdicts are here. What is behind
a call, bodies and logs need it.</p></noscript>
)";

std::string failing_code(ScenarioOutcome const& outcome) {
  auto const found = std::ranges::find_if(outcome.hresults, [](auto hresult) { return hresult != 0; });
  return found == outcome.hresults.end() ? std::string() : fmt::format("0x{:08X}", *found);
}

std::string list_part(std::vector<ScenarioOutcome> const& outcomes, std::vector<unsigned> const& runs) {
  std::string text =
      "<table class=\"list\">\n<caption>Scenarios</caption>\n<thead><tr><th scope=\"col\">Verdict</th><th "
      "scope=\"col\">Scenario</th><th scope=\"col\">Modes</th><th scope=\"col\">Code</th><th scope=\"col\" "
      "class=\"n\">Seconds</th></tr></thead>\n<tbody>\n";
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    auto const& one = outcomes[i];
    text += fmt::format(
        "<tr data-v=\"{0}\"><td><span class=\"v {0}\">{1}</span></td><td><a href=\"#s{2}\">{3}</a> <span "
        "class=\"title\">{4}</span></td><td>{5}</td><td><code>{6}</code></td><td class=\"n\">{7:.2f}"
        "</td></tr>\n",
        html::verdict_class(one), html::verdict_of(one), i + 1, escaped(html::run_name(one, runs[i])),
        escaped(one.title), escaped(fmt::format("{}", fmt::join(one.modes, " "))), failing_code(one), one.seconds);
  }
  return text + "</tbody>\n</table>\n";
}

}  // namespace

std::string to_html(std::vector<ScenarioOutcome> const& outcomes, RunFacts const& run) {
  auto const counts = counts_of(outcomes);
  auto const runs = run_numbers(outcomes);
  html::TextStore bodies;
  auto text = head(fmt::format("{} held, {} did not{}: wsus-lab", counts.held, counts.not_held,
                               counts.interrupted > 0 ? ", INTERRUPTED" : ""));
  text += "<body>\n<a class=\"skip\" href=\"#scenarios\">To the scenarios</a>\n" + banner(outcomes, run) + "<main>\n";
  text += filter_part;
  text += list_part(outcomes, runs) + "<div id=\"scenarios\">\n";
  for (std::size_t i = 0; i < outcomes.size(); ++i) text += html::scenario_part(outcomes[i], runs[i], i + 1, bodies);
  text += fmt::format("</div>\n</main>\n<script type=\"application/json\" id=\"bodies\">{}</script>\n", bodies.json());
  return text + fmt::format("<script>{}</script>\n</body>\n</html>\n", html::script());
}

}  // namespace wsus::lab
