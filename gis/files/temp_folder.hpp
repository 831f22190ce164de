#pragma once

#include <filesystem>

namespace gis::files {

/// A new empty folder that is removed with all it holds when the object dies.
class TempFolder {
public:
    /// @param parent  where to make it; the default is the system's folder for temporary files
    /// @throws Error{storage} when it cannot be made
    explicit TempFolder(
        const std::filesystem::path& parent = std::filesystem::temp_directory_path());
    ~TempFolder();
    TempFolder(TempFolder&& other) noexcept;
    TempFolder& operator=(TempFolder&& other) noexcept;
    TempFolder(const TempFolder&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return m_path; }

private:
    std::filesystem::path m_path;
};

} // namespace gis::files
