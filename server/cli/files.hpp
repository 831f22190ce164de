#pragma once

#include <filesystem>
#include <string>

namespace server::cli {

/// A text file that somebody names, whole. @throws gis::Error{not_found, "no-such-file"},
/// gis::Error{too_large, "file-too-large"} above 16 MiB
[[nodiscard]] std::string read_text(const std::filesystem::path& file);

} // namespace server::cli
