#include "server/cli/files.hpp"

#include "gis/core/error.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <fstream>
#include <iterator>

namespace server::cli {

namespace {

constexpr std::uintmax_t most_bytes = std::uintmax_t{16} << 20U;

} // namespace

std::string read_text(const std::filesystem::path& file) {
    std::ifstream stream{file, std::ios::binary};
    if (!stream || std::filesystem::is_directory(file)) {
        throw gis::Error{gis::ErrorKind::not_found,
                         "no-such-file",
                         {fmt::format("Không đọc được tệp {}.", file.string()),
                          fmt::format("Cannot read {}.", file.string())},
                         "FILE"};
    }
    std::string text;
    for (std::istreambuf_iterator<char> at{stream}, end; at != end && text.size() <= most_bytes;
         ++at) {
        text.push_back(*at);
    }
    if (text.size() > most_bytes) {
        throw gis::Error{gis::ErrorKind::too_large,
                         "file-too-large",
                         {fmt::format("Tệp {} lớn hơn 16 MiB.", file.string()),
                          fmt::format("{} is larger than 16 MiB.", file.string())},
                         "FILE"};
    }
    return text;
}

} // namespace server::cli
