#pragma once

#include "server/http/hub.hpp"
#include "server/http/input_buffer.hpp"
#include "server/http/parser.hpp"
#include "server/http/stream.hpp"

#include <cstdint>
#include <list>
#include <memory>
#include <optional>
#include <string>

namespace server::http {

/// One connection: reads a request, has it answered, writes the answer, again. One request at a
/// time; what a client sends ahead waits in the input buffer.
class Session {
public:
    Session(Socket socket, Hub& hub, std::string remote);
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
    Session(Session&&) = delete;
    Session& operator=(Session&&) = delete;

    /// The connection's life. @param self  keeps the session alive until it ends
    [[nodiscard]] static Awaitable<void> run(std::shared_ptr<Session> self);

    /// Ends what takes longer than it may. Called twice a second by the listener.
    void sweep(Clock::time_point now);
    /// Closes when nothing is under way.
    void drain();
    /// Closes at once.
    void abort();

private:
    enum class Stage : std::uint8_t {
        handshake,
        idle,
        head,
        body,
        handling,
        writing,
        streaming,
        lingering,
        closing,
    };
    enum class Step : std::uint8_t { need_more, ready, refused };

    void enter(Stage stage, std::chrono::milliseconds time);
    [[nodiscard]] Step scan_head();
    [[nodiscard]] Step accept_head();
    void received(std::size_t size);
    [[nodiscard]] Step route();
    [[nodiscard]] Step prepare_body();
    [[nodiscard]] Step refuse(Refusal refusal);
    [[nodiscard]] bool answer_at_once();
    [[nodiscard]] bool has_room() const noexcept;
    [[nodiscard]] Step put_body(std::string_view& bytes);
    [[nodiscard]] std::size_t write_now();
    [[nodiscard]] std::uint64_t output_size() const noexcept;
    void finish_request();

    [[nodiscard]] Awaitable<bool> read_body();
    [[nodiscard]] Awaitable<void> run_job();
    [[nodiscard]] Awaitable<bool> write_rest(std::size_t written);
    [[nodiscard]] Awaitable<bool> write_file(const FileBody& file);
    [[nodiscard]] Awaitable<bool> write_all(std::string_view bytes);
    [[nodiscard]] Awaitable<bool> write_stream(const std::shared_ptr<TextStream>& stream);
    [[nodiscard]] Awaitable<void> linger();

    Stream m_stream;
    Hub& m_hub;
    std::string m_remote;
    std::list<Session*>::iterator m_place;

    Stage m_stage = Stage::idle;
    Clock::time_point m_deadline = Clock::time_point::max();
    bool m_expired = false;

    InputBuffer m_input;
    HeadScanner m_scanner;
    Head m_head;
    HeadVerdict m_verdict;
    std::optional<Parser> m_parser;
    std::string m_body;
    std::string m_ahead; ///< bytes read with a body that belong to the next request

    Request m_request;
    std::shared_ptr<const Actor> m_actor; ///< of m_request
    Router::Match m_match;
    Job m_job;
    Clock::time_point m_received; ///< when the request was complete
    std::string m_output_head;
    bool m_keep_alive = true;
    bool m_routed = false;
    Timer* m_waiting = nullptr; ///< while it waits for news of a stream
};

} // namespace server::http
