// The page of a result.
#include "client_sim/agent/hresult.hpp"
#include "client_sim/fleet/limits.hpp"
#include "client_sim/fleet/pictures.hpp"

#include <array>
#include <fmt/format.h>

namespace wsus::fleet {
namespace {

constexpr std::string_view style =
    "body{font:15px/1.5 system-ui,sans-serif;margin:2em auto;max-width:62em;padding:0 1em;color:#222;background:#fff}"
    "h1{font-size:1.6em}h2{font-size:1.2em;margin-top:2em}table{border-collapse:collapse}"
    "th,td{padding:.2em .9em .2em 0;text-align:left;border-bottom:1px solid #ddd;font-variant-numeric:tabular-nums}"
    "td.n,th.n{text-align:right}img{max-width:100%}.bad{color:#b00020}.note{color:#666}";

std::string escaped(std::string_view text) {
  std::string result;
  for (char const c : text) {
    switch (c) {
    case '&': result += "&amp;"; break;
    case '<': result += "&lt;"; break;
    case '>': result += "&gt;"; break;
    case '"': result += "&quot;"; break;
    case '\'': result += "&#39;"; break;
    default: result += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
    }
  }
  return result;
}

/// For the picture in its page: nothing of it is taken for a part of the page.
std::string base64(std::string_view bytes) {
  constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    unsigned group = 0;
    for (std::size_t k = 0; k < 3; ++k)
      group = group << 8U | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0U);
    for (std::size_t k = 0; k < 4; ++k) text += i + k < bytes.size() + 1 ? letters[group >> (18U - 6U * k) & 63U] : '=';
  }
  return text;
}

std::string cell(std::string_view text, bool number = false) {
  return fmt::format("<td{}>{}</td>", number ? " class=n" : "", escaped(text));
}
std::string number(std::uint64_t value) { return cell(std::to_string(value), true); }
std::string time(std::uint64_t microseconds) { return cell(latency_text(microseconds), true); }

std::string pictures_part(std::vector<DrawnPicture> const& pictures) {
  std::string html;
  for (auto const& picture : pictures) {
    html += fmt::format("<h2>{}</h2>\n<p class=note>{}</p>\n", escaped(picture.title), escaped(picture.description));
    if (picture.svg.empty()) {
      html += fmt::format("<p>Not drawn: {}</p>\n", escaped(picture.problem));
    } else {
      html += fmt::format("<img alt=\"{}\" src=\"data:image/svg+xml;base64,{}\">\n", escaped(picture.title),
                          base64(picture.svg));
    }
  }
  return html;
}

std::string scans_part(FleetResult const& result) {
  auto const& tally = result.tally;
  auto html =
      fmt::format("<h2>Scans</h2>\n<p>{} scans, {:.1f} a second.</p>\n<table>", tally.scans(), scans_a_second(result));
  for (std::size_t i = 0; i < scan_ends; ++i)
    html += "<tr>" + cell(to_string(static_cast<ScanEnd>(i))) + number(tally.ends[i]) + "</tr>\n";
  for (auto const& [hresult, count] : tally.by_hresult) {
    if (hresult == 0) continue;
    html += fmt::format("<tr class=bad>{}{}</tr>\n",
                        cell(fmt::format("{} {}", agent::to_hex(hresult), agent::symbol_of(hresult))), number(count));
  }
  return html + "</table>\n";
}

std::string latency_part(Tally const& tally) {
  std::string html = "<h2>Latency of scans</h2>\n<table><tr><th><th class=n>50 %<th class=n>90 %<th class=n>99 %"
                     "<th class=n>99.9 %<th class=n>most</tr>\n";
  auto const row = [&html](std::string_view name, Histogram const& histogram) {
    html += "<tr>" + cell(name);
    for (double const percent : {50.0, 90.0, 99.0, 99.9, 100.0}) html += time(histogram.percentile(percent));
    html += "</tr>\n";
  };
  row("from when it was to begin", tally.latency);
  row("from its beginning", tally.service);
  row("waited for its beginning", tally.waited);
  return html + "</table>\n";
}

std::string calls_part(Tally const& tally) {
  std::string html = "<h2>Calls</h2>\n<table><tr><th><th class=n>calls<th class=n>50 %<th class=n>99 %<th class=n>most"
                     "<th class=n>faults<th class=n>other statuses<th class=n>no answer<th class=n>malformed</tr>\n";
  for (auto const& [name, calls] : tally.calls)
    html += "<tr>" + cell(name) + number(calls.calls) + time(calls.latency.percentile(50)) +
            time(calls.latency.percentile(99)) + time(calls.latency.max()) + number(calls.fault_count()) +
            number(calls.http_statuses) + number(calls.transport_errors) + number(calls.malformed) + "</tr>\n";
  return html + "</table>\n";
}

std::string settings_part(FleetResult const& result) {
  constexpr double microseconds = 1e6;
  std::string html = "<h2>The fleet</h2>\n<table>";
  for (auto const& fact : result.settings) html += "<tr>" + cell(fact.name) + cell(fact.value) + "</tr>\n";
  for (auto const& part : result.parts)
    html += fmt::format("<tr>{}{}</tr>\n", cell(fmt::format("shard {}/{}", part.shard.number, part.shard.count)),
                        cell(fmt::format("{} agents, {:.1f} s, {:.1f} s of processor time, {} at most{}", part.agents,
                                         static_cast<double>(part.wall_us) / microseconds,
                                         static_cast<double>(part.cpu_us) / microseconds, bytes_text(part.peak_memory),
                                         part.interrupted ? ", interrupted" : "")));
  return html + "</table>\n";
}

}  // namespace

std::string to_html(FleetResult const& result, std::vector<DrawnPicture> const& pictures) {
  return fmt::format("<!DOCTYPE html>\n<html lang=en><meta charset=utf-8>\n<title>Fleet</title>\n<style>{}</style>\n"
                     "<h1>Fleet</h1>\n<p class=note>{}</p>\n{}{}{}{}{}</html>\n",
                     style, escaped(result.program), scans_part(result), pictures_part(pictures),
                     latency_part(result.tally), calls_part(result.tally), settings_part(result));
}

}  // namespace wsus::fleet
