// How a session writes its answers.

#include "server/http/response_head.hpp"
#include "server/http/session.hpp"

#include <spdlog/spdlog.h>

#include <array>
#include <fstream>
#include <vector>

namespace server::http {

namespace {

constexpr std::size_t file_piece_bytes = 256U * 1024U;
constexpr std::size_t linger_bytes = 256U * 1024U;
constexpr std::chrono::milliseconds linger_time{2'000};
constexpr std::chrono::seconds keep_alive_time{15};

/// Wakes a session that waits for its stream; from any thread.
class Bell {
public:
    explicit Bell(const IoExecutor& io) : m_timer(std::make_shared<Timer>(io)) {}

    [[nodiscard]] Timer& timer() noexcept { return *m_timer; }

    [[nodiscard]] std::function<void()> ringer() const {
        return [weak = std::weak_ptr{m_timer}, io = m_timer->get_executor()] {
            net::post(io, [weak] {
                if (const auto timer = weak.lock()) {
                    timer->cancel();
                }
            });
        };
    }

private:
    std::shared_ptr<Timer> m_timer;
};

/// Connects a stream with a bell while it lives.
class Ringing {
public:
    Ringing(TextStream& stream, const Bell& bell) : m_stream(stream) {
        m_stream.set_wake(bell.ringer());
    }
    ~Ringing() { m_stream.set_wake({}); }
    Ringing(const Ringing&) = delete;
    Ringing& operator=(const Ringing&) = delete;
    Ringing(Ringing&&) = delete;
    Ringing& operator=(Ringing&&) = delete;

private:
    TextStream& m_stream;
};

} // namespace

std::uint64_t Session::output_size() const noexcept {
    const bool body =
        m_request.method != Method::head && !std::holds_alternative<FileBody>(m_job.response.body);
    return m_output_head.size() + (body ? m_job.response.text().size() : 0);
}

/// Head and body leave in one call; mostly the socket takes all of it and nobody has to wait.
/// @return bytes written; 0 also on an error, which the next write will meet again
std::size_t Session::write_now() {
    m_keep_alive = m_keep_alive && !m_job.response.close && !m_hub.draining;
    write_head(m_output_head, m_job.response,
               {m_keep_alive, m_head.version, m_hub.date, m_stream.encrypted()});
    const auto body_size = static_cast<std::size_t>(output_size()) - m_output_head.size();
    const std::array<net::const_buffer, 2> buffers{
        net::const_buffer{m_output_head.data(), m_output_head.size()},
        net::const_buffer{m_job.response.text().data(), body_size}};
    enter(Stage::writing, m_hub.options.write_time);
    return m_stream.write_now(buffers);
}

Awaitable<bool> Session::write_rest(std::size_t written) {
    ErrorCode error;
    auto token = net::redirect_error(UseAwaitable{}, error);
    const auto total = output_size();
    while (written < total) {
        const auto head_left = m_output_head.size() - std::min(written, m_output_head.size());
        const auto body_done = written - (m_output_head.size() - head_left);
        const auto body_size = static_cast<std::size_t>(total) - m_output_head.size();
        const std::array<net::const_buffer, 2> buffers{
            net::const_buffer{m_output_head.data() + m_output_head.size() - head_left, head_left},
            net::const_buffer{m_job.response.text().data() + body_done, body_size - body_done}};
        m_deadline = m_hub.now + m_hub.options.write_time;
        written += co_await m_stream.async_write_some(buffers, token);
        if (error) {
            co_return false;
        }
    }
    if (m_request.method == Method::head) {
        co_return true;
    }
    if (const auto* file = std::get_if<FileBody>(&m_job.response.body)) {
        co_return co_await write_file(*file);
    }
    if (const auto* stream = std::get_if<std::shared_ptr<TextStream>>(&m_job.response.body)) {
        const auto kept = *stream;
        const bool sent = co_await write_stream(kept);
        co_return sent;
    }
    co_return true;
}

Awaitable<bool> Session::write_all(std::string_view bytes) {
    ErrorCode error;
    auto token = net::redirect_error(UseAwaitable{}, error);
    while (!bytes.empty()) {
        const net::const_buffer buffer{bytes.data(), bytes.size()};
        m_deadline = m_hub.now + m_hub.options.write_time;
        const auto sent = co_await m_stream.async_write_some(buffer, token);
        if (error) {
            co_return false;
        }
        bytes.remove_prefix(sent);
    }
    co_return true;
}

/// Sends what comes until the stream or the connection ends. A client that is gone is noticed by
/// the comment that goes out when nothing else has.
Awaitable<bool> Session::write_stream(const std::shared_ptr<TextStream>& stream) {
    constexpr std::string_view comment = ":\n\n";
    ErrorCode error;
    auto token = net::redirect_error(UseAwaitable{}, error);
    const IoExecutor io = m_hub.io.get_executor();
    Bell bell{io};
    const Ringing ringing{*stream, bell};
    for (bool timed_out = false;;) {
        const auto text = stream->take();
        if (!text) {
            co_return true;
        }
        if (!text->empty() || timed_out) {
            const std::string_view bytes = text->empty() ? comment : std::string_view{*text};
            m_stage = Stage::writing;
            const bool sent = co_await write_all(bytes);
            if (!sent) {
                co_return false;
            }
        }
        m_stage = Stage::streaming;
        m_deadline = Clock::time_point::max();
        bell.timer().expires_after(keep_alive_time);
        m_waiting = &bell.timer();
        co_await bell.timer().async_wait(token);
        m_waiting = nullptr;
        timed_out = !error;
        if (!m_stream.is_open() || m_hub.draining) {
            co_return false;
        }
    }
}

Awaitable<bool> Session::write_file(const FileBody& file) {
    ErrorCode error;
    auto token = net::redirect_error(UseAwaitable{}, error);
    std::ifstream stream{file.path, std::ios::binary};
    std::vector<char> piece(file_piece_bytes);
    for (std::uint64_t left = file.size; left > 0;) {
        const auto wanted = std::min<std::uint64_t>(left, piece.size());
        if (!stream.read(piece.data(), static_cast<std::streamsize>(wanted))) {
            spdlog::error("{} became shorter while it was sent", file.path.string());
            co_return false; // the client notices: fewer bytes than Content-Length
        }
        for (std::size_t sent = 0; sent < wanted;) {
            const net::const_buffer buffer{piece.data() + sent,
                                           static_cast<std::size_t>(wanted) - sent};
            m_deadline = m_hub.now + m_hub.options.write_time;
            sent += co_await m_stream.async_write_some(buffer, token);
            if (error) {
                co_return false;
            }
        }
        left -= wanted;
    }
    co_return true;
}

/// Closing with unread bytes would reset the connection and could destroy the answer on its way.
Awaitable<void> Session::linger() {
    ErrorCode error;
    auto token = net::redirect_error(UseAwaitable{}, error);
    enter(Stage::lingering, linger_time);
    co_await m_stream.finish(token);
    std::array<char, 4096> waste;
    for (std::size_t total = 0; !error && total < linger_bytes;) {
        const auto room = net::buffer(waste);
        total += co_await m_stream.async_discard(room, token);
    }
}

} // namespace server::http
