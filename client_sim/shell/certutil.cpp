// certutil [-f] [-user] -addstore STORE FILE | -store [STORE [CERTID]] | -delstore STORE CERTID: the machine's
// certificate stores (FM56). Texts of certutil.exe (assumption: from memory, English Windows).
#include "client_sim/machine/system/certificate_store.hpp"
#include "client_sim/shell/commands.hpp"
#include "client_sim/shell/lab_knows.hpp"
#include "client_sim/trust/read_certificate.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace wsus::client_shell {

namespace {

using machine::Certificate;
using machine::Machine;
using windows::CommandResult;
using windows::equal_caseless;

constexpr std::string_view known = "certutil [-f] [-user] -addstore STORE FILE, certutil [-user] -store STORE "
                                   "[CERTID], certutil [-user] -delstore STORE "
                                   "CERTID; stores Root, CA, TrustedPublisher, AuthRoot, My";

/// An HRESULT as certutil tells it.
struct Error {
  unsigned code;
  std::string_view name;
  std::string_view sentence;
};
constexpr Error file_not_found{0x80070002, "WIN32: 2 ERROR_FILE_NOT_FOUND",
                               "The system cannot find the file specified."};
constexpr Error access_denied{0x80070005, "WIN32: 5 ERROR_ACCESS_DENIED", "Access is denied."};
constexpr Error invalid_data{0x8007000D, "WIN32: 13 ERROR_INVALID_DATA", "The data is invalid."};
constexpr Error invalid_parameter{0x80070057, "WIN32: 87 ERROR_INVALID_PARAMETER", "The parameter is incorrect."};
constexpr Error object_not_found{0x80090011, "-2146893807 NTE_NOT_FOUND", "Object was not found."};

struct Line {
  std::string verb{};  ///< "-addstore"
  std::vector<std::string> words{};
  bool force = false;
  bool user = false;
};

CommandResult failed(std::string_view verb, Error const& error, std::string before = {}) {
  return {static_cast<int>(error.code),
          std::move(before) + fmt::format("CertUtil: {} command FAILED: 0x{:08x} ({})\nCertUtil: {}\n", verb,
                                          error.code, error.name, error.sentence)};
}

CommandResult succeeded(std::string_view verb, std::string text) {
  return {0, std::move(text) + fmt::format("CertUtil: {} command completed successfully.\n", verb)};
}

struct StoreName {
  std::string_view name;
  std::string_view shown;
};
constexpr std::array<StoreName, 5> store_names{{
    {"Root", "Trusted Root Certification Authorities"},
    {"CA", "Intermediate Certification Authorities"},
    {"TrustedPublisher", "Trusted Publishers"},
    {"AuthRoot", "Third-Party Root Certification Authorities"},
    {"My", "Personal"},
}};

StoreName const* find_store(std::string_view name) {
  for (auto const& store : store_names) {
    if (equal_caseless(store.name, name)) return &store;
  }
  return nullptr;
}

/// The stores of the user are others: what a service trusts is in those of the machine.
std::string kept_name(Line const& line, StoreName const& store) {
  return line.user ? fmt::format(R"(CurrentUser\{})", store.name) : std::string(store.name);
}

std::string title(Line const& line, StoreName const& store) {
  return fmt::format("{} \"{}\"\n", line.words[0], store.shown);
}

std::string shown_time(wusp::UtcTime time, std::chrono::minutes offset) {
  return fmt::format("{:%m/%d/%Y %I:%M %p}", std::chrono::floor<std::chrono::seconds>(time + offset));
}

std::string describe(Certificate const& one, std::size_t index, std::chrono::minutes offset) {
  return fmt::format("================ Certificate {} ================\n"
                     "Serial Number: {}\n"
                     "Issuer: {}\n"
                     " NotBefore: {}\n"
                     " NotAfter: {}\n"
                     "Subject: {}\n"
                     "{}"
                     "Cert Hash(sha1): {}\n"
                     "No key provider information\n"
                     "Cannot find the certificate and private key for decryption.\n",
                     index, one.serial, one.issuer, shown_time(one.not_before, offset),
                     shown_time(one.not_after, offset), one.subject,
                     one.is_root() ? "Signature matches Public Key\nRoot Certificate: Subject matches Issuer\n"
                                   : "Non-root Certificate\n",
                     one.thumbprint);
}

CommandResult add(Machine& machine, windows::Session const& session, Line const& line) {
  auto const* const store = line.words.size() == 2 ? find_store(line.words[0]) : nullptr;
  if (store == nullptr) return lab_knows(failed(line.verb, invalid_parameter), known);
  auto text = title(line, *store);
  auto const file = session.files.read(session.resolve(line.words[1]), session.identity);
  if (file.error == windows::FileError::access_denied) return failed(line.verb, access_denied, std::move(text));
  if (file.error) return failed(line.verb, file_not_found, std::move(text));
  auto certificate = trust::read_certificate(file.content);
  if (!certificate) return failed(line.verb, invalid_data, std::move(text));
  if (!line.user && !session.identity.elevated) return failed(line.verb, access_denied, std::move(text));
  bool const to_root = store->name == machine::root_store;
  if (to_root && !certificate->is_root() && !line.force) {
    return failed(line.verb, invalid_parameter,
                  fmt::format("{}Cannot add a non-root certificate to the root store.\n", text));
  }
  if (certificate->is_root()) text += "Signature matches Public Key\n";
  auto const name = certificate->subject;
  bool const added = machine.system_state().certificates.add(kept_name(line, *store), *std::move(certificate));
  text += fmt::format("Certificate \"{}\" {}\n", name, added ? "added to store." : "already in store.");
  return succeeded(line.verb, std::move(text));
}

CommandResult show(Machine const& machine, Line const& line) {
  auto const* const store = !line.words.empty() && line.words.size() <= 2 ? find_store(line.words[0]) : nullptr;
  if (store == nullptr) return lab_knows(failed(line.verb, invalid_parameter), known);
  auto text = title(line, *store);
  auto const& stores = machine.system_state().certificates;
  auto const name = kept_name(line, *store);
  auto const& list = stores.list(name);
  auto const offset = machine.options().utc_offset;
  if (line.words.size() == 2) {
    auto const index = stores.find(name, line.words[1]);
    if (!index) return failed(line.verb, object_not_found, std::move(text));
    return succeeded(line.verb, std::move(text) + describe(list[*index], *index, offset));
  }
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (i > 0) text += '\n';
    text += describe(list[i], i, offset);
  }
  return succeeded(line.verb, std::move(text));
}

CommandResult remove(Machine& machine, bool elevated, Line const& line) {
  auto const* const store = line.words.size() == 2 ? find_store(line.words[0]) : nullptr;
  if (store == nullptr) return lab_knows(failed(line.verb, invalid_parameter), known);
  auto text = title(line, *store);
  if (!line.user && !elevated) return failed(line.verb, access_denied, std::move(text));
  auto& stores = machine.system_state().certificates;
  auto const name = kept_name(line, *store);
  auto const index = stores.find(name, line.words[1]);
  if (!index) return failed(line.verb, object_not_found, std::move(text));
  stores.remove(name, *index);
  return succeeded(line.verb, std::move(text) + fmt::format("Deleting Certificate {}\n", *index));
}

bool is_option(std::string_view word, std::string_view name) {
  bool const dashed = word.starts_with('-') || word.starts_with('/');
  return dashed && equal_caseless(word.substr(1), name);
}

Line parse(std::vector<std::string> const& words) {
  Line line;
  for (auto const& word : words) {
    bool const dashed = word.size() > 1 && (word.starts_with('-') || word.starts_with('/'));
    if (is_option(word, "f")) {
      line.force = true;
    } else if (is_option(word, "user")) {
      line.user = true;
    } else if (dashed && line.verb.empty()) {
      line.verb = fmt::format("-{}", windows::to_lower(std::string_view(word).substr(1)));
    } else {
      line.words.push_back(word);
    }
  }
  return line;
}

CommandResult run(Machine& machine, windows::Session const& session, std::vector<std::string> const& words) {
  auto const line = parse(words);
  if (line.verb == "-addstore") return add(machine, session, line);
  if (line.verb == "-store") return show(machine, line);
  if (line.verb == "-delstore") return remove(machine, session.identity.elevated, line);
  if (line.verb.empty() || line.verb == "-?") {
    return lab_knows({0, "Usage:\n  CertUtil [Options] -store | -addstore | -delstore ...\n"}, known);
  }
  return lab_knows({static_cast<int>(invalid_parameter.code), fmt::format("CertUtil: Unknown arg: {}\n", line.verb)},
                   known);
}

}  // namespace

windows::Command certutil(Machine& machine) {
  return {.name = "certutil",
          .summary = "certutil [-f] -addstore|-store|-delstore STORE ...",
          .run = [&machine](windows::Session& session, windows::Arguments const& arguments) {
            return run(machine, session, arguments.words);
          }};
}

}  // namespace wsus::client_shell
