#pragma once

#include <filesystem>

namespace gis::store {

/// An owned file descriptor.
class FileHandle {
public:
    explicit FileHandle(int descriptor) noexcept : m_descriptor(descriptor) {}
    ~FileHandle();
    FileHandle(FileHandle&& other) noexcept;
    FileHandle& operator=(FileHandle&& other) noexcept;
    FileHandle(const FileHandle&) = delete;
    FileHandle& operator=(const FileHandle&) = delete;

    [[nodiscard]] int get() const noexcept { return m_descriptor; }

private:
    int m_descriptor;
};

/// Held by the one process that writes to a data folder, as a lock on `atlas.lock` in it. The
/// kernel lets go of it when the process ends, however it ends; the file itself stays and means
/// nothing.
class FolderLock {
public:
    /// @throws Error{busy, "store-locked"} when somebody holds it; Error{storage} when the folder
    /// cannot be written
    explicit FolderLock(const std::filesystem::path& folder);

private:
    FileHandle m_file;
};

/// Makes what was written to a file, or the entries of a folder, survive power loss. @throws
/// Error{storage}
void flush_to_disk(const std::filesystem::path& file_or_folder);

} // namespace gis::store
