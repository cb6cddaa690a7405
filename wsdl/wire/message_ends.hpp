// What gSOAP does at both ends of a message, without the walks over its two tables.
//
// gSOAP keeps two tables for `id` and `href`, of 1,999 and 4,096 places, and passes over them three to five times in
// every message, to clear them and to see what they refer to: 24,000 places, two thirds of what a small message cost.
// With SOAP_XML_TREE nothing is ever entered: both attributes are plain data. Generated code calls these in the place
// of gSOAP's functions of the like names (GsoapGenerate.cmake); a context of another kind, or one that has met
// SOAP 1.2, whose attributes are entered all the same, is handed to gSOAP.
#pragma once

struct Namespace;
struct soap;

extern "C" {  // as the functions that they stand for

/// In the place of soap_set_namespaces: services and proxies set the generated table for every message, but the engine
/// has set its own, which stays. Returns gSOAP's code.
int wsus_soap_set_namespaces(struct soap* soap, struct Namespace const* table);

/// In the place of soap_begin: forgets the message before.
void wsus_soap_begin(struct soap* soap);

/// In the place of soap_begin_recv: from here on a message is read. Returns gSOAP's code.
int wsus_soap_begin_recv(struct soap* soap);

/// In the place of soap_end_recv: the message was read to its end. Returns gSOAP's code.
int wsus_soap_end_recv(struct soap* soap);

}  // extern "C"

namespace wsus::wire {

/// In the place of soap_destroy and soap_end: everything that was allocated for a message is gone.
void free_message(struct soap* soap);

}  // namespace wsus::wire
