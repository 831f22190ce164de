#pragma once

#include <filesystem>

namespace server {

/// A folder of our own among the system's temporary files, gone with the object.
class TemporaryFolder {
public:
    /// @throws gis::Error{storage, "temporary-folder"}
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    TemporaryFolder(TemporaryFolder&&) = delete;
    TemporaryFolder& operator=(TemporaryFolder&&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return m_path; }

private:
    std::filesystem::path m_path;
};

} // namespace server
