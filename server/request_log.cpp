#include "server/request_log.hpp"

#include "server/auth/actor.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include <random>

namespace server {

std::string request_id(const Request& request) {
    static const std::uint64_t start = std::random_device{}() * 0x9E3779B97F4A7C15ULL;
    return fmt::format("{:016x}", start + request.number);
}

void log_request(const Request& request, const RequestEnd& end) {
    const auto logger = spdlog::get(std::string{request_logger});
    if (!logger) {
        return;
    }
    const std::string path{request.raw_target.substr(0, request.raw_target.find('?'))};
    const nlohmann::ordered_json members{
        {"request", request_id(request)},
        {"user", request.actor != nullptr ? request.actor->user : std::string{}},
        {"remote", std::string{request.remote}},
        {"method", std::string{end.method}},
        {"target", path},
        {"status", end.status},
        {"bytes", end.bytes},
        {"ms", static_cast<double>(end.took.count() / 1000) / 1000}};
    const auto text = members.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    const auto level = end.status >= 500 ? spdlog::level::err : spdlog::level::info;
    logger->log(level, std::string_view{text}.substr(1, text.size() - 2));
}

} // namespace server
