#include "gis/files/unzip.hpp"

#include "gis/core/error.hpp"
#include "gis/files/zip_handles.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <memory>
#include <set>
#include <string>

namespace gis::files {

namespace {

constexpr zip_int64_t max_members = 64;
constexpr std::uint64_t max_ratio = 100;
/// Small members may shrink more: a DBF is mostly blanks.
constexpr std::uint64_t ratio_matters_above = 64U << 20U;

constexpr std::array<std::string_view, 12> member_endings{".shp", ".shx",  ".dbf",     ".prj",
                                                          ".cpg", ".gpkg", ".geojson", ".json",
                                                          ".kml", ".csv",  ".osm",     ".pbf"};

class Unzipper {
public:
    Unzipper(const std::filesystem::path& file, const ReadLimits& limits)
        : m_file(file), m_limits(limits) {
        int error = 0;
        // Not ZIP_CHECKCONS: it refuses what minizip writes, and so many programs with it.
        m_archive.reset(zip_open(file.c_str(), ZIP_RDONLY, &error));
        if (!m_archive) {
            bad("bị hỏng hoặc bị cắt cụt", "is damaged or cut off");
        }
    }

    [[nodiscard]] Unpacked run() {
        const auto count = zip_get_num_entries(m_archive.get(), 0);
        if (count > max_members) {
            too_large(fmt::format("có {} tệp bên trong, nhiều hơn {}", count, max_members),
                      fmt::format("holds {} files, more than {}", count, max_members));
        }
        Unpacked result;
        for (zip_uint64_t i = 0; i < static_cast<zip_uint64_t>(count); ++i) {
            const auto name = checked_name(i);
            if (!name.empty()) {
                result.files.push_back(result.folder.path() / name);
                unpack(i, result.files.back());
            }
        }
        return result;
    }

private:
    [[noreturn]] void bad(std::string_view vi, std::string_view en) const {
        throw Error{ErrorKind::invalid_data,
                    "bad-zip",
                    {fmt::format("Tệp nén {} {}.", m_file.string(), vi),
                     fmt::format("Zip file {} {}.", m_file.string(), en)}};
    }
    [[noreturn]] void too_large(std::string_view vi, std::string_view en) const {
        throw Error{ErrorKind::too_large,
                    "zip-too-large",
                    {fmt::format("Tệp nén {} {}.", m_file.string(), vi),
                     fmt::format("Zip file {} {}.", m_file.string(), en)}};
    }

    [[nodiscard]] zip_stat_t stat(zip_uint64_t index) const {
        zip_stat_t stat;
        zip_stat_init(&stat);
        constexpr zip_uint64_t needed = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE;
        if (zip_stat_index(m_archive.get(), index, 0, &stat) != 0 ||
            (stat.valid & needed) != needed) {
            bad("có mục lục bị hỏng", "has a damaged directory");
        }
        return stat;
    }

    /// The name to unpack a member under; empty for one that is not for us.
    [[nodiscard]] std::string checked_name(zip_uint64_t index) {
        const auto entry = stat(index);
        const std::string_view full{entry.name};
        if (full.starts_with('/') || full.find('\\') != std::string_view::npos ||
            full.find("..") != std::string_view::npos || full.find(':') != std::string_view::npos) {
            bad(fmt::format("có tên không an toàn “{}”", full),
                fmt::format("has an unsafe name \"{}\"", full));
        }
        if ((entry.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 &&
            entry.encryption_method != ZIP_EM_NONE) {
            bad("có mật khẩu; hãy gửi tệp không mật khẩu",
                "is encrypted; give one without password");
        }
        m_unpacked += entry.size;
        if (m_unpacked > m_limits.unpacked_bytes) {
            too_large(fmt::format("khi giải nén lớn hơn {} byte", m_limits.unpacked_bytes),
                      fmt::format("is over {} bytes unpacked", m_limits.unpacked_bytes));
        }
        if (entry.size > ratio_matters_above && entry.size / max_ratio > entry.comp_size) {
            too_large("nén quá 100 lần", "is packed more than 100 times");
        }
        return plain_name(full);
    }

    [[nodiscard]] std::string plain_name(std::string_view full) {
        auto name = std::string{full.substr(full.rfind('/') + 1)};
        if (full.starts_with("__MACOSX/") || name.starts_with('.')) {
            return {};
        }
        for (auto& c : name) {
            const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' ||
                               c == '-' || c == '_';
            c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : plain ? c : '_';
        }
        const auto ending = std::filesystem::path{name}.extension().string();
        if (std::ranges::find(member_endings, ending) == member_endings.end()) {
            return {};
        }
        if (!m_names.insert(name).second) {
            bad(fmt::format("có hai tệp cùng tên “{}”", name),
                fmt::format("has two files named \"{}\"", name));
        }
        return name;
    }

    void unpack(zip_uint64_t index, const std::filesystem::path& target) const {
        const MemberPtr member{zip_fopen_index(m_archive.get(), index, 0)};
        std::ofstream out{target, std::ios::binary};
        if (!member || !out) {
            bad("không giải nén được", "cannot be unpacked");
        }
        const auto size = stat(index).size;
        std::uint64_t done = 0;
        std::vector<char> buffer(1U << 18U);
        for (;;) {
            const auto got = zip_fread(member.get(), buffer.data(), buffer.size());
            if (got < 0) {
                bad("bị hỏng bên trong", "is damaged inside");
            }
            if (got == 0) {
                break;
            }
            done += static_cast<std::uint64_t>(got);
            if (done > size) {
                bad("chứa nhiều hơn mục lục ghi", "holds more than its directory says");
            }
            out.write(buffer.data(), got);
        }
        out.close();
        if (done != size || !out) {
            bad("bị hỏng bên trong", "is damaged inside");
        }
    }

    const std::filesystem::path& m_file;
    const ReadLimits& m_limits;
    ArchivePtr m_archive;
    std::uint64_t m_unpacked = 0;
    std::set<std::string> m_names;
};

} // namespace

Unpacked unzip(const std::filesystem::path& file, const ReadLimits& limits) {
    return Unzipper{file, limits}.run();
}

} // namespace gis::files
