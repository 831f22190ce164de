#pragma once

#include "gis/core/error.hpp"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>

namespace gis::store::testing {

/// A new folder that is removed with everything in it.
class TemporaryFolder {
public:
    TemporaryFolder() {
        auto pattern = (std::filesystem::temp_directory_path() / "ntm-store-XXXXXX").string();
        if (mkdtemp(pattern.data()) == nullptr) {
            throw std::runtime_error{"no temporary folder"};
        }
        m_path = pattern;
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    TemporaryFolder(TemporaryFolder&&) = delete;
    TemporaryFolder& operator=(TemporaryFolder&&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return m_path; }
    [[nodiscard]] std::filesystem::path file() const { return m_path / "atlas.sqlite"; }

private:
    std::filesystem::path m_path;
};

/// The code of the Error that `action` throws; "" when it throws none.
template <class Action>
std::string error_code_of(Action action) {
    try {
        action();
    } catch (const Error& error) {
        return error.code();
    }
    return {};
}

} // namespace gis::store::testing
