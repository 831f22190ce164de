#pragma once

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace http_test {

/// An answer as it came over the wire.
struct Answer {
    int status = 0; ///< 0 = the connection ended without one
    std::string head;
    std::string body;

    /// Value of a field; empty when absent.
    [[nodiscard]] std::string field(std::string_view name) const {
        const auto at = head.find("\r\n" + std::string{name} + ": ");
        if (at == std::string::npos) {
            return {};
        }
        const auto start = at + name.size() + 4;
        return head.substr(start, head.find("\r\n", start) - start);
    }
};

/// A client that sends exactly the bytes that it is told to.
class RawClient {
public:
    explicit RawClient(std::uint16_t port) : m_socket(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (::connect(m_socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
            ::close(m_socket);
            throw std::runtime_error{"cannot connect"};
        }
        const timeval limit{10, 0};
        ::setsockopt(m_socket, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    }
    ~RawClient() { ::close(m_socket); }
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;
    RawClient(RawClient&&) = delete;
    RawClient& operator=(RawClient&&) = delete;

    void send(std::string_view bytes) {
        while (!bytes.empty()) {
            const auto sent = ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) {
                return; // the server may have closed already: what it answered is still to be read
            }
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
    }

    void finish_sending() { ::shutdown(m_socket, SHUT_WR); }

    /// Reads one answer. @param body  false for the answer to HEAD
    Answer receive(bool body = true) {
        Answer answer;
        std::size_t end = 0;
        while ((end = m_received.find("\r\n\r\n")) == std::string::npos) {
            if (!more()) {
                return answer;
            }
        }
        answer.head = m_received.substr(0, end + 2);
        m_received.erase(0, end + 4);
        answer.status = std::stoi(answer.head.substr(9, 3));
        const auto length = answer.field("Content-Length");
        const auto size = body && !length.empty() ? std::stoul(length) : 0;
        while (m_received.size() < size && more()) {
        }
        answer.body = m_received.substr(0, size);
        m_received.erase(0, size);
        return answer;
    }

    Answer ask(std::string_view bytes) {
        send(bytes);
        return receive();
    }

    /// Reads on until a text has come; everything up to its end. Empty when the connection ends
    /// before.
    std::string read_until(std::string_view text) {
        std::size_t at = 0;
        while ((at = m_received.find(text)) == std::string::npos) {
            if (!more()) {
                return {};
            }
        }
        const auto result = m_received.substr(0, at + text.size());
        m_received.erase(0, result.size());
        return result;
    }

    /// True when the server has closed the connection and nothing is left to read.
    bool closed() { return m_received.empty() && !more(); }

private:
    bool more() {
        char bytes[16384];
        const auto got = ::recv(m_socket, bytes, sizeof bytes, 0);
        if (got <= 0) {
            return false;
        }
        m_received.append(bytes, static_cast<std::size_t>(got));
        return true;
    }

    int m_socket;
    std::string m_received;
};

} // namespace http_test
