// The two kinds of connection that a session runs on.
#pragma once

#ifndef BOOST_ASIO_SEPARATE_COMPILATION
#error "link wsus_asio: two ways of compiling Asio in one program make two layouts of its classes"
#endif

#include "server/http/timed_stream.hpp"

#include <boost/beast/ssl/ssl_stream.hpp>

namespace wsus::http {

using PlainStream = TimedStream;
using SecureStream = boost::beast::ssl_stream<TimedStream>;

}  // namespace wsus::http
