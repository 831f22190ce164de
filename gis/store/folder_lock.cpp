#include "gis/store/folder_lock.hpp"

#include "gis/core/error.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

namespace gis::store {

namespace {

constexpr int no_descriptor = -1;
constexpr mode_t lock_file_mode = 0644;

Error unwritable(const std::filesystem::path& path) {
    const auto reason = std::generic_category().message(errno);
    return {ErrorKind::storage,
            "store-unwritable",
            {fmt::format("Không ghi được {} ({}). Hãy kiểm tra quyền truy cập thư mục dữ liệu.",
                         path.string(), reason),
             fmt::format("{} cannot be written ({}). Check the permissions of the data folder.",
                         path.string(), reason)}};
}

/// The holder writes its process number for people to find; a guess, never relied on.
std::string holder(int descriptor) {
    std::array<char, 32> buffer{};
    const auto size = pread(descriptor, buffer.data(), buffer.size(), 0);
    std::string text{buffer.data(), size > 0 ? static_cast<std::size_t>(size) : 0};
    const auto end = text.find_first_not_of("0123456789");
    text.resize(end == std::string::npos ? text.size() : end);
    return text.empty() ? "?" : text;
}

FileHandle lock(const std::filesystem::path& folder) {
    const auto path = folder / "atlas.lock";
    FileHandle file{open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, lock_file_mode)};
    if (file.get() == no_descriptor) {
        throw unwritable(path);
    }
    // Open-file-description locks also exclude a second store in the same process.
    struct flock whole_file {};
    whole_file.l_type = F_WRLCK;
    whole_file.l_whence = SEEK_SET;
    if (fcntl(file.get(), F_OFD_SETLK, &whole_file) != 0) {
        if (errno != EAGAIN && errno != EACCES) {
            throw unwritable(path);
        }
        const auto pid = holder(file.get());
        throw Error{ErrorKind::busy,
                    "store-locked",
                    {fmt::format("Thư mục dữ liệu {} đang được một ntm-atlas khác ghi (tiến trình "
                                 "{}). Hãy dừng máy chủ đó, hoặc nhập dữ liệu qua giao diện của "
                                 "nó, rồi thử lại.",
                                 folder.string(), pid),
                     fmt::format("Another ntm-atlas writes to the data folder {} (process {}). "
                                 "Stop that server, or import through it, and try again.",
                                 folder.string(), pid)}};
    }
    const auto pid = fmt::format("{}\n", getpid());
    if (ftruncate(file.get(), 0) != 0 || pwrite(file.get(), pid.data(), pid.size(), 0) < 0) {
        throw unwritable(path);
    }
    return file;
}

} // namespace

FileHandle::~FileHandle() {
    if (m_descriptor != no_descriptor) {
        close(m_descriptor);
    }
}

FileHandle::FileHandle(FileHandle&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, no_descriptor)) {}

FileHandle& FileHandle::operator=(FileHandle&& other) noexcept {
    std::swap(m_descriptor, other.m_descriptor);
    return *this;
}

FolderLock::FolderLock(const std::filesystem::path& folder) : m_file(lock(folder)) {}

void flush_to_disk(const std::filesystem::path& file_or_folder) {
    const FileHandle file{open(file_or_folder.c_str(), O_RDONLY | O_CLOEXEC)};
    if (file.get() == no_descriptor || fsync(file.get()) != 0) {
        throw unwritable(file_or_folder);
    }
}

} // namespace gis::store
