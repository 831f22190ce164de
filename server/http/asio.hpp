#pragma once

// The only door to Boost.Asio and Boost.Beast. Two traps of Boost 1.74 are closed here: its
// awaitable.hpp uses std::exchange without <utility>, and clang does not announce coroutines in the
// way that it looks for.

#include <utility>

#if defined(__clang__)
#ifndef BOOST_ASIO_HAS_CO_AWAIT
#define BOOST_ASIO_HAS_CO_AWAIT 1
#endif
#ifndef BOOST_ASIO_HAS_STD_COROUTINE
#define BOOST_ASIO_HAS_STD_COROUTINE 1
#endif
#endif

#include <boost/asio.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

namespace server::http {

namespace net = boost::asio;
using tcp = net::ip::tcp;
using ErrorCode = boost::system::error_code;

/// Everything that touches sockets runs on the one I/O thread, so the plain executor does: no
/// strand, no type erasure.
using IoExecutor = net::io_context::executor_type;
template <class T>
using Awaitable = net::awaitable<T, IoExecutor>;
using UseAwaitable = net::use_awaitable_t<IoExecutor>;
using Socket = net::basic_stream_socket<tcp, IoExecutor>;
using Acceptor = net::basic_socket_acceptor<tcp, IoExecutor>;
using Timer = net::basic_waitable_timer<std::chrono::steady_clock,
                                        net::wait_traits<std::chrono::steady_clock>, IoExecutor>;
using SignalSet = net::basic_signal_set<IoExecutor>;

} // namespace server::http
