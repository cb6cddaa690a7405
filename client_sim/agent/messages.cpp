// Which operation a call is.
#include "client_sim/agent/messages.hpp"

namespace wsus::agent {
namespace {

using wusp::Service;

struct Name {
  CallName operator()(GetConfigCall const&) const { return {Service::client, "GetConfig"}; }
  CallName operator()(GetAuthorizationCookieCall const&) const {
    return {Service::simple_auth, "GetAuthorizationCookie"};
  }
  CallName operator()(GetCookieCall const&) const { return {Service::client, "GetCookie"}; }
  CallName operator()(RegisterComputerCall const&) const { return {Service::client, "RegisterComputer"}; }
  CallName operator()(StartCategoryScanCall const&) const { return {Service::client, "StartCategoryScan"}; }
  CallName operator()(SyncUpdatesCall const&) const { return {Service::client, "SyncUpdates"}; }
  CallName operator()(RefreshCacheCall const&) const { return {Service::client, "RefreshCache"}; }
  CallName operator()(GetExtendedUpdateInfoCall const&) const { return {Service::client, "GetExtendedUpdateInfo"}; }
  CallName operator()(GetFileLocationsCall const&) const { return {Service::client, "GetFileLocations"}; }
  CallName operator()(ReportEventBatchCall const&) const { return {Service::reporting, "ReportEventBatch"}; }
};

}  // namespace

CallName name_of(Call const& call) { return std::visit(Name{}, call); }

}  // namespace wsus::agent
