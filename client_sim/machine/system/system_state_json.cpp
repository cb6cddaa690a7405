// SystemState as JSON.
#include "client_sim/machine/state_json.hpp"
#include "client_sim/machine/update_json.hpp"

#include <utility>

namespace wsus::machine {
namespace {

namespace json = boost::json;

json::array write_policy(PolicyList const& list) {
  json::array result;
  for (auto const& value : list) {
    result.push_back(
        json::object{{"key", value.key}, {"name", value.name}, {"value", write_registry_value(value.value)}});
  }
  return result;
}

PolicyList read_policy(JsonReader const& from) {
  PolicyList list;
  for (auto const& item : from.items()) {
    item.expect_members({"key", "name", "value"});
    PolicyValue value{item.at("key").text(), item.at("name").text(), read_registry_value(item.at("value"))};
    if (!Registry::normalise(value.key)) item.at("key").refuse("the path of a registry key");
    list.push_back(std::move(value));
  }
  return list;
}

json::array write_objects(std::vector<PolicyObject> const& objects) {
  json::array result;
  for (auto const& object : objects) {
    result.push_back(json::object{{"name", object.name}, {"values", write_policy(object.values)}});
  }
  return result;
}

std::vector<PolicyObject> read_objects(JsonReader const& from) {
  std::vector<PolicyObject> objects;
  for (auto const& item : from.items()) {
    item.expect_members({"name", "values"});
    objects.push_back({item.at("name").text(), read_policy(item.at("values"))});
  }
  return objects;
}

json::object write_certificate(Certificate const& certificate) {
  return {{"subject", certificate.subject},
          {"issuer", certificate.issuer},
          {"serial", certificate.serial},
          {"thumbprint", certificate.thumbprint},
          {"not_before", wusp::to_xsd_date_time(certificate.not_before)},
          {"not_after", wusp::to_xsd_date_time(certificate.not_after)},
          {"pem", certificate.pem}};
}

Certificate read_certificate(JsonReader const& from) {
  from.expect_members({"subject", "issuer", "serial", "thumbprint", "not_before", "not_after", "pem"});
  return {.subject = from.at("subject").text(),
          .issuer = from.at("issuer").text(),
          .serial = from.at("serial").text(),
          .thumbprint = from.at("thumbprint").text(),
          .not_before = read_time(from.at("not_before")),
          .not_after = read_time(from.at("not_after")),
          .pem = from.at("pem").text()};
}

json::object write_certificates(CertificateStores const& stores) {
  json::object result;
  for (auto const& [name, certificates] : stores.all()) {
    json::array list;
    for (auto const& certificate : certificates) list.push_back(write_certificate(certificate));
    result[name] = std::move(list);
  }
  return result;
}

CertificateStores read_certificates(JsonReader const& from) {
  CertificateStores stores;
  for (auto const& [name, list] : from.members()) {
    for (auto const& item : list.items()) {
      if (!stores.add(name, read_certificate(item))) item.refuse("a certificate that is listed once");
    }
  }
  return stores;
}

json::object write_rule(FirewallRule const& rule) {
  return {{"name", rule.name},
          {"enabled", rule.enabled},
          {"inbound", rule.inbound},
          {"blocks", rule.blocks},
          {"protocol", rule.protocol},
          {"remote_address", rule.remote_address},
          {"remote_port", rule.remote_port}};
}

FirewallRule read_rule(JsonReader const& from) {
  from.expect_members({"name", "enabled", "inbound", "blocks", "protocol", "remote_address", "remote_port"});
  FirewallRule rule{.name = from.at("name").text(),
                    .enabled = from.at("enabled").boolean(),
                    .inbound = from.at("inbound").boolean(),
                    .blocks = from.at("blocks").boolean(),
                    .protocol = from.at("protocol").text(),
                    .remote_address = from.at("remote_address").text(),
                    .remote_port = from.at("remote_port").text()};
  if (!is_port_list(rule.remote_port)) from.at("remote_port").refuse("\"any\" or ports such as 8530-8531");
  return rule;
}

}  // namespace

json::object write_system_state(SystemState const& state) {
  json::array firewall;
  for (auto const& rule : state.firewall) firewall.push_back(write_rule(rule));
  return {{"clock_offset", state.clock_offset.count()},
          {"local_policy", write_policy(state.policy.local)},
          {"domain_objects", write_objects(state.policy.objects)},
          {"applied_policy", write_policy(state.policy.applied)},
          {"certificates", write_certificates(state.certificates)},
          {"firewall", std::move(firewall)},
          {"wmi_consistent", state.wmi_consistent}};
}

SystemState read_system_state(JsonReader const& from) {
  from.expect_members({"clock_offset", "local_policy", "domain_objects", "applied_policy", "certificates", "firewall",
                       "wmi_consistent"});
  SystemState state{.clock_offset = wusp::Ticks(from.at("clock_offset").integer<std::int64_t>()),
                    .policy = {read_policy(from.at("local_policy")), read_objects(from.at("domain_objects")),
                               read_policy(from.at("applied_policy"))},
                    .certificates = read_certificates(from.at("certificates")),
                    .wmi_consistent = from.at("wmi_consistent").boolean()};
  for (auto const& item : from.at("firewall").items()) state.firewall.push_back(read_rule(item));
  return state;
}

}  // namespace wsus::machine
