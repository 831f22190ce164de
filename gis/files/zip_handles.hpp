#pragma once

#include <zip.h>

#include <memory>

// libzip's handles, closed by themselves.

namespace gis::files {

struct ArchiveDeleter {
    void operator()(zip_t* archive) const noexcept { zip_discard(archive); }
};
struct MemberDeleter {
    void operator()(zip_file_t* member) const noexcept { zip_fclose(member); }
};

/// An archive that is read only.
using ArchivePtr = std::unique_ptr<zip_t, ArchiveDeleter>;
/// A file inside; closed before its archive.
using MemberPtr = std::unique_ptr<zip_file_t, MemberDeleter>;

} // namespace gis::files
