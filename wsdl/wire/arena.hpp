// Small helpers for code that fills or reads generated types. Needs the generated headers: link wsus_generated.
#pragma once

#include <soapH.h>

#include <cstring>
#include <new>
#include <string_view>

namespace wsus::wire {

/// A default-made T in the context's arena: it dies with the message, so never keep the pointer (gsoap-notes 10).
/// For generated types and for std::string alike. Throws std::bad_alloc.
template <class T>
[[nodiscard]] T* make(struct soap* soap) {
  auto const destroy = [](struct soap*, struct soap_clist* entry) {
    delete static_cast<T*>(entry->ptr);
    return SOAP_OK;
  };
  T* const object = new T();
  struct soap_clist* const entry = soap_link(soap, 0, -1, destroy);
  if (!entry) {
    delete object;
    throw std::bad_alloc();
  }
  entry->ptr = object;
  return object;
}

/// An optional base64Binary element with these bytes, copied into the arena. Empty bytes give an empty element.
[[nodiscard]] inline xsd__base64Binary* make_binary(struct soap* soap, std::string_view bytes) {
  auto* const binary = make<xsd__base64Binary>(soap);
  binary->__ptr = static_cast<unsigned char*>(soap_malloc(soap, bytes.size() + 1));  // never null: null means absent
  if (!binary->__ptr) throw std::bad_alloc();
  binary->__size = static_cast<int>(bytes.size());
  if (!bytes.empty()) std::memcpy(binary->__ptr, bytes.data(), bytes.size());
  return binary;
}

/// The decoded bytes, as long as the message lives.
[[nodiscard]] inline std::string_view bytes_of(xsd__base64Binary const& binary) {
  if (!binary.__ptr || binary.__size <= 0) return {};
  return {reinterpret_cast<char const*>(binary.__ptr), static_cast<std::size_t>(binary.__size)};
}

}  // namespace wsus::wire
