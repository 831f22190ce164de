#pragma once

#include "server/http/asio.hpp"
#include "server/http/head.hpp"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>

namespace server::http {

/// Beast's parser writing into a Head and a body text instead of a message: no allocation per
/// field, repeated fields stay apart, and trailers are dropped where Beast's own request_parser
/// would merge them into the header.
///
/// Use: one put() with the complete head, then, when there is a body, put() with what follows until
/// is_done().
class Parser final : public boost::beast::http::basic_parser<true> {
public:
    /// @param head  filled with views into the bytes given to put(); cleared here
    Parser(Head& head, std::size_t max_fields) : m_head(head), m_max_fields(max_fields) {
        head.clear();
        header_limit(1U << 30U);                               // HeadScanner has the limit
        body_limit(std::numeric_limits<std::uint64_t>::max()); // and this class the body's
    }

    /// @param limit  bytes; more is Refusal::body_too_large
    void take_body(std::string& body, std::uint64_t limit) {
        m_body = &body;
        m_body_limit = limit;
        eager(true);
    }

    /// Set when a callback stopped the parser for a reason of ours.
    [[nodiscard]] std::optional<Refusal> refusal() const noexcept { return m_refusal; }

private:
    using View = boost::beast::string_view;

    static std::string_view std_view(View text) noexcept { return {text.data(), text.size()}; }

    void stop(Refusal refusal, ErrorCode& error) {
        m_refusal = refusal;
        error = boost::beast::http::error::body_limit;
    }

    void add_body(View text, ErrorCode& error) {
        if (m_body == nullptr || m_body->size() + text.size() > m_body_limit) {
            return stop(Refusal::body_too_large, error);
        }
        m_body->append(text.data(), text.size());
        error = {};
    }

    void on_request_impl(boost::beast::http::verb /*verb*/, View method, View target, int version,
                         ErrorCode& error) override {
        m_head.method = std_view(method);
        m_head.target = std_view(target);
        m_head.version = version;
        error = {};
    }
    void on_response_impl(int /*status*/, View /*reason*/, int /*version*/,
                          ErrorCode& error) override {
        error = {};
    }
    void on_field_impl(boost::beast::http::field /*field*/, View name, View value,
                       ErrorCode& error) override {
        error = {};
        if (m_head_done) {
            return; // a trailer
        }
        if (m_head.fields.size() == m_max_fields) {
            return stop(Refusal::too_many_fields, error);
        }
        m_head.fields.push_back({std_view(name), std_view(value)});
    }
    void on_header_impl(ErrorCode& error) override {
        m_head_done = true;
        error = {};
    }
    void on_body_init_impl(const boost::optional<std::uint64_t>& length,
                           ErrorCode& error) override {
        error = {};
        if (length && *length > m_body_limit) {
            stop(Refusal::body_too_large, error);
        }
    }
    std::size_t on_body_impl(View text, ErrorCode& error) override {
        add_body(text, error);
        return text.size();
    }
    void on_chunk_header_impl(std::uint64_t size, View /*extensions*/, ErrorCode& error) override {
        error = {};
        if (size > m_body_limit) {
            stop(Refusal::body_too_large, error);
        }
    }
    std::size_t on_chunk_body_impl(std::uint64_t /*remain*/, View text, ErrorCode& error) override {
        add_body(text, error);
        return text.size();
    }
    void on_finish_impl(ErrorCode& error) override { error = {}; }

    Head& m_head;
    std::size_t m_max_fields;
    std::string* m_body = nullptr;
    std::uint64_t m_body_limit = 0;
    std::optional<Refusal> m_refusal;
    bool m_head_done = false;
};

} // namespace server::http
