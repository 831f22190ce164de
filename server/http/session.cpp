#include "server/http/session.hpp"

#include "server/problem.hpp"
#include "server/request_log.hpp"

namespace server::http {

namespace {

constexpr std::chrono::seconds closing_time{2};
constexpr std::size_t body_piece_bytes = 16U * 1024U;
constexpr std::uint64_t body_bytes_per_second = 64U * 1024U;

} // namespace

Session::Session(Socket socket, Hub& hub, std::string remote)
    : m_stream(std::move(socket), hub.tls), m_hub(hub), m_remote(std::move(remote)),
      m_place(hub.sessions.insert(hub.sessions.end(), this)) {
    ++m_hub.connections_of[m_remote];
    m_hub.metrics.connection_opened();
}

Session::~Session() {
    m_hub.sessions.erase(m_place);
    const auto count = m_hub.connections_of.find(m_remote);
    if (--count->second == 0) {
        m_hub.connections_of.erase(count);
    }
    m_hub.metrics.connection_closed();
}

void Session::enter(Stage stage, std::chrono::milliseconds time) {
    m_stage = stage;
    m_deadline = m_hub.now + time;
}

void Session::sweep(Clock::time_point now) {
    if (now < m_deadline) {
        return;
    }
    m_expired = true;
    m_deadline = Clock::time_point::max();
    if (m_stage == Stage::head || m_stage == Stage::body) {
        m_stream.cancel(); // the reading coroutine answers 408
    } else {
        abort();
    }
}

void Session::drain() {
    if (m_stage == Stage::idle || m_stage == Stage::streaming || m_stage == Stage::handshake) {
        abort();
    }
}

void Session::abort() {
    m_stream.close();
    if (m_waiting != nullptr) {
        m_waiting->cancel();
    }
}

Session::Step Session::scan_head() {
    if (m_input.empty()) {
        return Step::need_more;
    }
    const auto scan = m_scanner.scan(m_input.view(), m_hub.options.head);
    if (scan.refusal) {
        return refuse(*scan.refusal);
    }
    if (scan.size == 0) {
        if (m_stage == Stage::idle) {
            enter(Stage::head, m_hub.options.head_time);
        }
        return Step::need_more;
    }
    m_received = Clock::now();
    m_parser.emplace(m_head, m_hub.options.head.fields);
    ErrorCode error;
    m_parser->put(net::const_buffer{m_input.view().data(), scan.size}, error);
    m_input.consume(scan.size);
    m_scanner.reset();
    if (m_parser->refusal() || error || !m_parser->is_header_done()) {
        return refuse(m_parser->refusal().value_or(Refusal::malformed));
    }
    return accept_head();
}

Session::Step Session::accept_head() {
    if (m_head.target.size() > m_hub.options.head.target_bytes) {
        return refuse(Refusal::target_too_long);
    }
    m_verdict = judge(m_head, m_hub.options.hosts);
    if (m_verdict.refusal) {
        return refuse(*m_verdict.refusal);
    }
    m_keep_alive = m_parser->keep_alive() && !m_hub.draining;
    m_request.method = m_verdict.method;
    m_request.raw_target = m_head.target;
    m_request.fields = m_head.fields;
    m_request.number = ++m_hub.requests;
    m_request.remote = m_remote;
    m_request.encrypted = m_stream.encrypted();
    m_request.body = {};
    m_request.parameters.clear();
    m_request.actor = nullptr;
    try {
        m_request.target = Target::parse(m_head.target);
    } catch (const gis::Error& error) {
        m_job.response = problem(error, language_of(m_request), {});
        m_job.response.close = true;
        m_hub.metrics.count_refused(m_job.response.status);
        return Step::refused;
    }
    return route();
}

Session::Step Session::route() {
    m_match = m_hub.router.match(m_request);
    m_routed = true;
    if (m_match.route == nullptr) {
        m_job.response =
            problem(405, "method-not-allowed",
                    {"Địa chỉ này không nhận phương thức đó; dùng " + m_match.allow + ".",
                     "This address does not take that method; use " + m_match.allow + "."},
                    language_of(m_request));
        m_job.response.headers.add("Allow", m_match.allow);
        m_job.response.close = m_verdict.has_body();
        return Step::refused;
    }
    auto admission = admit(m_hub.gate, *m_match.route, m_request);
    if (admission.refusal) {
        m_job.response = *std::move(admission.refusal);
        m_job.response.close = m_job.response.close || m_verdict.has_body();
        return Step::refused;
    }
    m_actor = std::move(admission.actor);
    m_request.actor = m_actor.get();
    return m_verdict.has_body() ? prepare_body() : Step::ready;
}

Session::Step Session::prepare_body() {
    if (m_verdict.content_length.value_or(0) > m_match.route->max_body ||
        m_match.route->max_body == 0) {
        return refuse(Refusal::body_too_large);
    }
    m_body.clear();
    m_parser->take_body(m_body, m_match.route->max_body);
    return Step::ready;
}

Session::Step Session::refuse(Refusal refusal) {
    const auto text = describe(refusal);
    Request request;
    request.fields = m_head.fields;
    m_job.response = problem(text.status, text.code, text.message, language_of(request));
    m_job.response.close = refusal != Refusal::overloaded;
    if (refusal != Refusal::overloaded) {
        m_hub.metrics.count_refused(text.status);
        m_routed = false;
    }
    return Step::refused;
}

bool Session::answer_at_once() {
    const auto& route = *m_match.route;
    if (route.lane == Lane::io) {
        m_job.response = dispatch(route, m_request);
        return true;
    }
    if (route.at_hand) {
        if (auto response = dispatch_at_hand(route, m_request)) {
            m_job.response = *std::move(response);
            return true;
        }
    }
    if (!has_room()) {
        (void)refuse(Refusal::overloaded);
        return true;
    }
    return false;
}

bool Session::has_room() const noexcept {
    const bool password_room = m_match.route->lane != Lane::password ||
                               m_hub.passwords_in_flight < m_hub.options.max_passwords_in_flight;
    return password_room && m_hub.in_flight < m_hub.options.max_in_flight;
}

Session::Step Session::put_body(std::string_view& bytes) {
    ErrorCode error;
    const auto used = m_parser->put(net::const_buffer{bytes.data(), bytes.size()}, error);
    bytes.remove_prefix(used);
    if (m_parser->refusal() || (error && error != boost::beast::http::error::need_more)) {
        return refuse(m_parser->refusal().value_or(Refusal::body_malformed));
    }
    return m_parser->is_done() ? Step::ready : Step::need_more;
}

void Session::finish_request() {
    if (m_routed) {
        // A stream lasts as long as somebody listens: that says nothing about how fast we are.
        const auto took =
            m_job.response.is_stream() ? Clock::duration{} : Clock::now() - m_received;
        m_hub.metrics.count(m_match.index, m_job.response.status, took,
                            m_job.response.content_length());
    }
    const bool is_change =
        m_routed && m_request.method != Method::get && m_request.method != Method::head;
    if (m_hub.options.access_log || is_change || m_job.response.status >= 500) {
        log_request(m_request, {m_head.method, m_job.response.status,
                                m_job.response.content_length(), Clock::now() - m_received});
    }
    m_routed = false;
    m_head.clear();
    if (!m_ahead.empty()) {
        m_input.assign(m_ahead);
        m_ahead = {};
    }
    m_body = {};
    // A next head that is refused before it is a request must not be logged as this one.
    m_request = {};
    m_actor.reset();
}

Awaitable<bool> Session::read_body() {
    ErrorCode error;
    auto token = net::redirect_error(UseAwaitable{}, error);
    const auto length = m_verdict.content_length.value_or(m_match.route->max_body);
    const std::chrono::seconds more{length / body_bytes_per_second};
    enter(Stage::body, m_hub.options.body_time + more);
    if (m_verdict.expects_continue && m_input.empty()) {
        constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
        const bool sent = co_await write_all({go_on.data(), go_on.size()});
        if (!sent) {
            co_return false;
        }
    }
    auto bytes = m_input.view();
    auto step = bytes.empty() ? Step::need_more : put_body(bytes);
    m_ahead.assign(bytes);
    m_input.consume(m_input.view().size());
    while (step == Step::need_more) {
        const auto kept = m_ahead.size();
        m_ahead.resize(kept + body_piece_bytes);
        const net::mutable_buffer room{m_ahead.data() + kept, body_piece_bytes};
        const auto got = co_await m_stream.async_read_some(room, token);
        m_ahead.resize(kept + got);
        if (error) {
            co_return m_expired&& refuse(Refusal::timed_out) == Step::refused;
        }
        bytes = m_ahead;
        step = put_body(bytes);
        m_ahead.erase(0, m_ahead.size() - bytes.size());
    }
    m_request.body = m_body;
    m_received = Clock::now();
    co_return true;
}

Awaitable<void> Session::run_job() {
    m_stage = Stage::handling;
    m_deadline = Clock::time_point::max();
    m_job.route = m_match.route;
    m_job.request = &m_request;
    m_job.response = {};
    const auto lane = m_match.route->lane;
    const std::size_t passwords = lane == Lane::password ? 1 : 0;
    ++m_hub.in_flight;
    m_hub.passwords_in_flight += passwords;
    StartJob start{&m_hub.lanes, lane, &m_job, m_hub.io.get_executor()};
    UseAwaitable token;
    co_await net::async_initiate<UseAwaitable, void()>(start, token);
    m_hub.passwords_in_flight -= passwords;
    --m_hub.in_flight;
}

Awaitable<void> Session::run(std::shared_ptr<Session> self) {
    auto& me = *self;
    ErrorCode error;
    auto token = net::redirect_error(UseAwaitable{}, error);
    if (me.m_stream.encrypted()) {
        me.enter(Stage::handshake, me.m_hub.options.head_time);
        co_await me.m_stream.async_handshake(token);
        if (error) {
            co_return;
        }
    }
    for (me.m_keep_alive = true; me.m_keep_alive;) {
        me.enter(Stage::idle, me.m_hub.options.idle_time);
        auto step = me.scan_head();
        while (step == Step::need_more) {
            const auto free = me.m_input.room();
            const net::mutable_buffer room{free.data, free.size};
            const auto got = co_await me.m_stream.async_read_some(room, token);
            if (error) {
                if (!me.m_expired || me.m_input.empty() || !me.m_stream.is_open()) {
                    co_return;
                }
                step = me.refuse(Refusal::timed_out);
            } else {
                me.m_input.received(got);
                step = me.scan_head();
            }
        }
        if (step == Step::ready && me.m_verdict.has_body()) {
            const bool answerable = co_await me.read_body();
            if (!answerable) {
                co_return;
            }
            step = me.m_job.response.close ? Step::refused : Step::ready;
        }
        if (step == Step::ready && !me.answer_at_once()) {
            co_await me.run_job();
        }
        const auto written = me.write_now();
        const bool more = std::holds_alternative<FileBody>(me.m_job.response.body) ||
                          me.m_job.response.is_stream();
        if (written < me.output_size() || more) {
            const bool sent = co_await me.write_rest(written);
            if (!sent) {
                co_return;
            }
        }
        const bool refused = step == Step::refused;
        me.finish_request();
        me.m_job.response = {};
        if (!me.m_keep_alive && refused) {
            co_await me.linger();
        }
    }
    me.enter(Stage::closing, closing_time);
    co_await me.m_stream.finish(token);
}

} // namespace server::http
