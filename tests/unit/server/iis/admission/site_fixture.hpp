// A server as installed, its configuration as appcmd would change it, and requests to it.
#pragma once

#include "server/iis/config/configuration_edit.hpp"
#include "server/iis/config/default_application_host.hpp"
#include "server/iis/internet_services.hpp"
#include "server/iis/server_files.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace wsus::iis::test {

struct SiteFixture : testing::Test {
  windows::FileSystem files{};
  InternetServices internet{files};
  RequestFacts facts{.method = "POST",
                     .path = "/ClientWebService/client.asmx",
                     .host = "wsus.lab.example:8530",
                     .client_address = "10.0.0.5"};

  SiteFixture() {
    files.write_as_system(application_host_config, default_application_host({.https_port = 8531}));
    files.make_directory(content_folder);
  }

  std::string host_text() const { return files.read_as_system(application_host_config).value_or(""); }

  /// An edit that must work.
  void commit(EditedFile const& edited) {
    if (auto const* const error = std::get_if<ConfigurationError>(&edited)) FAIL() << error->what;
    files.write_as_system(application_host_config, std::get<std::string>(edited));
  }
  void set(std::string_view section, std::string location, StatedValues const& values) {
    commit(set_attributes(host_text(), {.location = std::move(location), .section = find_section(section)}, values));
  }
  void add(std::string_view section, std::string location, std::size_t collection, StatedValues const& entry) {
    commit(
        add_entry(host_text(), {.location = std::move(location), .section = find_section(section)}, collection, entry));
  }
  void remove(std::string_view section, std::size_t collection, StatedValues const& key) {
    commit(remove_entry(host_text(), {.location = {}, .section = find_section(section)}, collection, key));
  }

  Reception receive() { return internet.receive(facts, {}, std::chrono::milliseconds(0), is_there); }

  /// "403.4 5", "302 http://...", "in /Content/x.cab", "reset", with the phrase of HTTPERR behind: what became of it.
  std::string outcome() {
    auto const reception = receive();
    if (auto const* const admitted = std::get_if<Admitted>(&reception.admission)) return "in " + admitted->address;
    if (auto const* const redirected = std::get_if<Redirected>(&reception.admission))
      return std::to_string(redirected->to.status) + " " + redirected->to.location;
    auto const& denied = std::get<Denied>(reception.admission);
    if (denied.resets) return "reset";
    auto const& page = denied.page;
    auto const status =
        std::to_string(page.status) + "." + std::to_string(page.sub_status) + " " + std::to_string(page.win32_status);
    return denied.reason.empty() ? status : status + " " + std::string(denied.reason);
  }
  std::string outcome(std::string_view method, std::string_view path) {
    facts.method = method;
    facts.path = path;
    return outcome();
  }

  std::function<bool(std::string_view)> is_there{};
};

}  // namespace wsus::iis::test
