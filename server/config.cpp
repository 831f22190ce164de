#include "server/config.hpp"

#include "server/auth/peer.hpp"

#include "gis/core/error.hpp"

#include <fmt/format.h>

#include <charconv>

namespace server {

namespace fs = std::filesystem;

std::optional<fs::path> find_installed(const fs::path& name) {
    std::error_code error;
    const auto executable = fs::read_symlink("/proc/self/exe", error);
    const auto beside = executable.parent_path().parent_path() / "share" / "ntm-atlas" / name;
    if (!error && fs::is_directory(beside, error)) {
        return beside;
    }
    const auto source = fs::path{NTM_SOURCE_DIR} / name;
    if (fs::is_directory(source, error)) {
        return source;
    }
    return std::nullopt;
}

ListenAddress parse_listen(std::string_view text) {
    const auto colon = text.rfind(':');
    ListenAddress result;
    bool good = colon != std::string_view::npos;
    if (good) {
        auto address = text.substr(0, colon);
        if (address.starts_with('[') && address.ends_with(']')) {
            address = address.substr(1, address.size() - 2);
        }
        result.address = address.empty() ? "127.0.0.1" : std::string{address};
        const auto digits = text.substr(colon + 1);
        const auto* const end = digits.data() + digits.size();
        const auto [rest, error] = std::from_chars(digits.data(), end, result.port);
        good = !digits.empty() && error == std::errc{} && rest == end;
    }
    if (!good) {
        throw gis::Error{
            gis::ErrorKind::invalid_argument,
            "bad-listen",
            {fmt::format("--listen cần dạng ĐỊA_CHỈ:CỔNG như 127.0.0.1:8080, không phải “{}”.",
                         text),
             fmt::format("--listen takes ADDRESS:PORT such as 127.0.0.1:8080, not “{}”.", text)},
            "--listen"};
    }
    return result;
}

std::vector<std::string> proxy_addresses(const std::vector<std::string>& given) {
    if (given == std::vector<std::string>{""}) {
        return {"127.0.0.1", "::1"};
    }
    for (const auto& address : given) {
        if (!is_address(address)) {
            throw gis::Error{
                gis::ErrorKind::invalid_argument,
                "bad-proxy",
                {fmt::format("--trust-proxy cần địa chỉ IP, không phải “{}”.", address),
                 fmt::format("--trust-proxy takes IP addresses, not “{}”.", address)},
                "--trust-proxy"};
        }
    }
    return given;
}

std::vector<std::string> host_names(const std::string& address,
                                    const std::vector<std::string>& given) {
    auto names = given;
    const bool loopback = address.starts_with("127.") || address == "::1";
    if (loopback) {
        names.insert(names.end(), {"localhost", "127.0.0.1", "[::1]", address});
    } else if (!names.empty()) {
        names.push_back(address);
    }
    return names;
}

} // namespace server
