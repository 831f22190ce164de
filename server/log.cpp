#include "server/log.hpp"

#include "server/request_log.hpp"

#include <nlohmann/json.hpp>
#include <spdlog/formatter.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <fmt/chrono.h>

#include <memory>

namespace server {

namespace {

std::string quoted(std::string_view text) {
    return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

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
        const std::string_view payload{message.payload.data(), message.payload.size()};
        const auto members = std::string_view{message.logger_name.data(),
                                              message.logger_name.size()} == request_logger
                                 ? std::string{payload}
                                 : "\"message\":" + quoted(payload);
        fmt::format_to(fmt::appender{out},
                       "{{\"time\":\"{:%Y-%m-%dT%H:%M:%S}.{:03}Z\",\"level\":\"{}\",{}}}\n",
                       fmt::gmtime(time), milliseconds,
                       std::string_view{level.data(), level.size()}, members);
    }

    [[nodiscard]] std::unique_ptr<spdlog::formatter> clone() const override {
        return std::make_unique<JsonFormatter>();
    }
};

} // namespace

void start_log(LogFormat format) {
    auto sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
    for (const auto& name : {std::string{"ntm-atlas"}, std::string{request_logger}}) {
        auto logger = std::make_shared<spdlog::logger>(name, sink);
        if (format == LogFormat::json) {
            logger->set_formatter(std::make_unique<JsonFormatter>());
        } else {
            logger->set_pattern("%l: %v");
        }
        logger->flush_on(spdlog::level::info);
        if (name == request_logger) {
            spdlog::drop(name);
            spdlog::register_logger(std::move(logger));
        } else {
            spdlog::set_default_logger(std::move(logger));
        }
    }
}

} // namespace server
