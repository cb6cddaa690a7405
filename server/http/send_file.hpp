// Sends a part of a file as the body of a response, without ever holding it whole.
#pragma once

#include "server/faults/response_plan.hpp"
#include "server/http/streams.hpp"

#include <boost/asio/awaitable.hpp>

#include <chrono>

namespace wsus::http {

/// `file_short`: the file has fewer bytes than the body was to have (it was cut underneath, cannot be read or made).
/// The head was sent by then: the connection must be cut, padding would give the peer wrong bytes.
enum class FileSent { whole, peer_gone, file_short };

/// By sendfile(2): the bytes do not pass through this process, so none of them can be turned: FileBody::turned_byte is
/// not looked at. `patience`: how long a peer may take nothing.
boost::asio::awaitable<FileSent> send_file(PlainStream& stream, faults::FileBody body,
                                           std::chrono::milliseconds patience);
/// In pieces of 64 KiB through TLS.
boost::asio::awaitable<FileSent> send_file(SecureStream& stream, faults::FileBody body,
                                           std::chrono::milliseconds patience);

}  // namespace wsus::http
