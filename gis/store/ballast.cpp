#include "gis/store/ballast.hpp"

#include "gis/store/folder_lock.hpp"

#include <fcntl.h>

#include <system_error>

namespace gis::store {

namespace {

namespace fs = std::filesystem;

fs::path ballast_of(const fs::path& data_folder) {
    return data_folder / "ballast";
}

} // namespace

bool make_ballast(const fs::path& data_folder) noexcept {
    try {
        const auto path = ballast_of(data_folder);
        std::error_code error;
        if (fs::file_size(path, error) == static_cast<std::uintmax_t>(ballast_bytes) && !error) {
            return true;
        }
        const auto space = fs::space(data_folder, error);
        if (error || space.available < 4 * static_cast<std::uintmax_t>(ballast_bytes)) {
            return false;
        }
        const FileHandle file{open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600)};
        if (file.get() >= 0 && posix_fallocate(file.get(), 0, ballast_bytes) == 0) {
            return true;
        }
        release_ballast(data_folder);
    } catch (const std::exception&) { // it helps when it is there
    }
    return false;
}

void release_ballast(const fs::path& data_folder) noexcept {
    try {
        std::error_code ignored;
        fs::remove(ballast_of(data_folder), ignored);
    } catch (const std::exception&) { // no room for a path either
    }
}

} // namespace gis::store
