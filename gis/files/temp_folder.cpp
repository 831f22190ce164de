#include "gis/files/temp_folder.hpp"

#include "gis/core/error.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <string>
#include <utility>

namespace gis::files {

TempFolder::TempFolder(const std::filesystem::path& parent) {
    auto name = (parent / ".ntm-atlas-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) {
        throw Error{ErrorKind::storage,
                    "no-temporary-folder",
                    {fmt::format("Không tạo được thư mục tạm trong {}.", parent.string()),
                     fmt::format("Cannot make a temporary folder in {}.", parent.string())}};
    }
    m_path = name;
}

TempFolder::~TempFolder() {
    if (!m_path.empty()) {
        std::error_code none;
        std::filesystem::remove_all(m_path, none);
    }
}

TempFolder::TempFolder(TempFolder&& other) noexcept : m_path(std::exchange(other.m_path, {})) {}

TempFolder& TempFolder::operator=(TempFolder&& other) noexcept {
    std::swap(m_path, other.m_path);
    return *this;
}

} // namespace gis::files
