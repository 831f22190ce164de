#pragma once

#include "server/http/tls.hpp"

#include <memory>
#include <utility>

namespace server::http {

/// The bytes of a connection: as they are, or through TLS. Stays where it was made.
class Stream {
public:
    /// @param tls  null: as they are
    Stream(Socket socket, const std::shared_ptr<TlsContext>& tls) : m_socket(std::move(socket)) {
        if (tls) {
            m_tls = std::make_unique<Tls>(m_socket, tls->context);
        }
    }

    [[nodiscard]] bool encrypted() const noexcept { return m_tls != nullptr; }
    [[nodiscard]] bool is_open() const { return m_socket.is_open(); }

    /// Ends what is under way with operation_aborted.
    void cancel() {
        ErrorCode ignored;
        m_socket.cancel(ignored);
    }
    void close() {
        ErrorCode ignored;
        m_socket.close(ignored);
    }

    /// @pre encrypted()
    template <class Token>
    auto async_handshake(Token&& token) {
        return m_tls->async_handshake(net::ssl::stream_base::server, std::forward<Token>(token));
    }

    template <class Buffers, class Token>
    auto async_read_some(const Buffers& buffers, Token&& token) {
        return m_tls ? m_tls->async_read_some(buffers, token)
                     : m_socket.async_read_some(buffers, token);
    }

    template <class Buffers, class Token>
    auto async_write_some(const Buffers& buffers, Token&& token) {
        return m_tls ? m_tls->async_write_some(buffers, token)
                     : m_socket.async_write_some(buffers, token);
    }

    /// What leaves without waiting; nothing through TLS, whose records must not be cut short.
    template <class Buffers>
    std::size_t write_now(const Buffers& buffers) {
        ErrorCode ignored;
        return m_tls ? 0 : m_socket.write_some(buffers, ignored);
    }

    /// Tells the peer that no more comes; through TLS waits for its answer.
    template <class Token>
    Awaitable<void> finish(Token token) {
        if (m_tls) {
            co_await m_tls->async_shutdown(token);
        }
        ErrorCode ignored;
        m_socket.shutdown(Socket::shutdown_send, ignored);
    }

    /// Reads on and throws away, below TLS: nobody is listening any more.
    template <class Buffers, class Token>
    auto async_discard(const Buffers& buffers, Token&& token) {
        return m_socket.async_read_some(buffers, std::forward<Token>(token));
    }

private:
    using Tls = net::ssl::stream<Socket&>;

    Socket m_socket;
    std::unique_ptr<Tls> m_tls;
};

} // namespace server::http
