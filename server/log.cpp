#include "server/log.hpp"

#include <nlohmann/json.hpp>
#include <spdlog/formatter.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <fmt/chrono.h>

#include <memory>

namespace server {

namespace {

/// A pattern would not escape what a message quotes; JSON must.
class JsonFormatter final : public spdlog::formatter {
public:
    void format(const spdlog::details::log_msg& message, spdlog::memory_buf_t& out) override {
        const auto level = spdlog::level::to_string_view(message.level);
        const auto time = std::chrono::system_clock::to_time_t(message.time);
        const auto milliseconds =
            std::chrono::duration_cast<std::chrono::milliseconds>(message.time.time_since_epoch())
                .count() %
            1000;
        const nlohmann::ordered_json line{
            {"time", fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z", fmt::gmtime(time), milliseconds)},
            {"level", std::string{level.data(), level.size()}},
            {"message", std::string{message.payload.data(), message.payload.size()}}};
        const auto text =
            line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
        out.append(text.data(), text.data() + text.size());
    }

    [[nodiscard]] std::unique_ptr<spdlog::formatter> clone() const override {
        return std::make_unique<JsonFormatter>();
    }
};

} // namespace

void start_log(LogFormat format) {
    auto sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
    auto logger = std::make_shared<spdlog::logger>("ntm-atlas", sink);
    if (format == LogFormat::json) {
        logger->set_formatter(std::make_unique<JsonFormatter>());
    } else {
        logger->set_pattern("%l: %v");
    }
    logger->flush_on(spdlog::level::info);
    spdlog::set_default_logger(std::move(logger));
}

} // namespace server
