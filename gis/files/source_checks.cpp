#include "gis/files/source.hpp"

#include "gis/core/error.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <vector>

namespace gis::files {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void fail(std::string code, const fs::path& file, std::string_view vi,
                       std::string_view en) {
    throw Error{ErrorKind::invalid_data,
                std::move(code),
                {fmt::format("Tệp {} {}.", file.string(), vi),
                 fmt::format("File {} {}.", file.string(), en)},
                "file"};
}

std::uint64_t size_of(const fs::path& file) {
    std::error_code error;
    const auto size = fs::file_size(file, error);
    return error ? 0 : size;
}

/// The part of a shapefile with another ending, in whatever case; empty when there is none.
fs::path sibling(const fs::path& shp, std::string_view ending) {
    const auto stem = shp.stem();
    for (const auto& entry : fs::directory_iterator{shp.parent_path()}) {
        auto own = entry.path().extension().string();
        std::ranges::transform(own, own.begin(),
                               [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        if (own == ending && entry.path().stem() == stem) {
            return entry.path();
        }
    }
    return {};
}

using Header = std::array<unsigned char, 100>;

Header read_header(const fs::path& file) {
    Header header{};
    std::ifstream stream{file, std::ios::binary};
    stream.read(reinterpret_cast<char*>(header.data()), header.size());
    return header;
}

std::uint64_t big_endian(const Header& header, std::size_t at) {
    return (std::uint64_t{header[at]} << 24U) | (std::uint64_t{header[at + 1]} << 16U) |
           (std::uint64_t{header[at + 2]} << 8U) | header[at + 3];
}

std::uint64_t little_endian(const Header& header, std::size_t at, std::size_t bytes) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < bytes; ++i) {
        value |= std::uint64_t{header[at + i]} << (8 * i);
    }
    return value;
}

/// Checks .shp or .shx. @return the bytes that the header claims
std::uint64_t check_main_header(const fs::path& part, const fs::path& named) {
    const auto size = size_of(part);
    const auto header = read_header(part);
    if (size < header.size() || big_endian(header, 0) != 9994) {
        fail("bad-file", named,
             fmt::format("không phải shapefile đúng ({})", part.extension().string()),
             fmt::format("is not a proper shapefile ({})", part.extension().string()));
    }
    const auto claimed = 2 * big_endian(header, 24);
    if (claimed > size) {
        fail("truncated-file", named,
             fmt::format("bị cắt cụt: {} ghi {} byte nhưng chỉ có {}", part.extension().string(),
                         claimed, size),
             fmt::format("is cut off: {} claims {} bytes but has {}", part.extension().string(),
                         claimed, size));
    }
    return claimed;
}

std::optional<Encoding> declared_encoding(const fs::path& shp, unsigned char language_driver) {
    const auto cpg = sibling(shp, ".cpg");
    if (!cpg.empty()) {
        std::ifstream stream{cpg};
        std::string text;
        stream >> text;
        try {
            return parse_encoding(text);
        } catch (const Error&) {
            return std::nullopt; // a code page that we have no table for: as if not declared
        }
    }
    // 0x57 means "ANSI", whatever that was on the writer's machine, TCVN3 included: it declares
    // nothing.
    return language_driver == 0x03 ? std::optional{Encoding::cp1252} : std::nullopt;
}

/// Scans JSON for what GDAL would follow or choke on.
class JsonScanner {
public:
    explicit JsonScanner(const fs::path& named) : m_named(named) {}

    void feed(const char* data, std::size_t size) {
        for (std::size_t i = 0; i < size; ++i) {
            feed(data[i]);
        }
    }

    void finish() const {
        if (m_depth != 0 || m_in_string) {
            fail("truncated-file", m_named, "bị cắt cụt (JSON chưa đóng)",
                 "is cut off (its JSON is not closed)");
        }
    }

    [[nodiscard]] const std::string& crs() const noexcept { return m_crs; }

private:
    static constexpr int max_depth = 32;
    static constexpr std::size_t max_crs_bytes = 4096;

    void feed(char c) {
        if (m_in_string) {
            in_string(c);
        } else {
            between(c);
        }
        if (m_in_crs) {
            m_crs += c;
            if (m_crs.size() > max_crs_bytes) {
                fail("bad-crs-member", m_named, "có mục “crs” quá dài",
                     "has a \"crs\" member that is too long");
            }
        }
    }

    void in_string(char c) {
        if (m_escaped) {
            m_escaped = false;
        } else if (c == '\\') {
            m_escaped = true;
        } else if (c == '"') {
            m_in_string = false;
        }
        if (m_in_string && m_depth == 1 && m_last.size() < 8) {
            m_last += c;
        }
    }

    void between(char c) {
        switch (c) {
        case '"':
            m_in_string = true;
            m_last.clear();
            break;
        case ':':
            m_in_crs = m_in_crs || (m_depth == 1 && m_last == "crs");
            break;
        case '{':
        case '[':
            if (++m_depth > max_depth) {
                fail("too-deep", m_named, "lồng nhau quá 32 cấp", "is nested over 32 levels deep");
            }
            break;
        case '}':
        case ']':
            --m_depth;
            m_in_crs = m_in_crs && m_depth > 0;
            break;
        case ',':
            m_in_crs = m_in_crs && m_depth > 1;
            break;
        default:
            break;
        }
    }

    const fs::path& m_named;
    int m_depth = 0;
    bool m_in_string = false;
    bool m_escaped = false;
    bool m_in_crs = false;
    std::string m_last; ///< the last text of the outermost object, to find its "crs"
    std::string m_crs;  ///< what follows "crs", from the colon on
};

/// A `crs` must be null or {"type": "name", "properties": {"name": "urn:ogc:def:crs:..." or
/// "EPSG:..."}}.
void check_crs_member(const std::string& text, const fs::path& named) {
    if (text.empty()) {
        return;
    }
    const auto json = nlohmann::json::parse(text.substr(1), nullptr, false);
    if (json.is_null()) {
        return;
    }
    const nlohmann::json::json_pointer where{"/properties/name"};
    const bool is_name = json.is_object() && json.value("type", nlohmann::json{}) == "name" &&
                         json.contains(where) && json[where].is_string();
    const auto name = is_name ? json[where].get<std::string>() : std::string{};
    if (!name.starts_with("urn:ogc:def:crs:") && !name.starts_with("EPSG:")) {
        fail("bad-crs-member", named,
             "có mục “crs” không phải tên EPSG hay URN của OGC; hãy bỏ mục đó và chọn hệ tọa độ "
             "(crs)",
             "has a \"crs\" member that is no EPSG name or OGC URN; remove it and choose the CRS");
    }
}

} // namespace

std::optional<Encoding> check_shapefile(const fs::path& shp, const fs::path& named) {
    for (const auto* ending : {".shx", ".dbf"}) {
        if (sibling(shp, ending).empty()) {
            fail("missing-part", named,
                 fmt::format("thiếu tệp {} đi kèm; hãy gửi đủ .shp, .shx, .dbf, .prj", ending),
                 fmt::format("lacks its {} file; give .shp, .shx, .dbf and .prj together", ending));
        }
    }
    const auto shx = sibling(shp, ".shx");
    const auto dbf = sibling(shp, ".dbf");
    check_main_header(shp, named);
    const auto claimed = check_main_header(shx, named);
    const auto rows = (claimed - 100) / 8;

    const auto header = read_header(dbf);
    const auto records = little_endian(header, 4, 4);
    const auto needed = little_endian(header, 8, 2) + records * little_endian(header, 10, 2);
    if (needed > size_of(dbf)) {
        fail("truncated-file", named, "bị cắt cụt: .dbf ngắn hơn số dòng mà nó ghi",
             "is cut off: .dbf is shorter than the rows it claims");
    }
    if (records != rows) {
        fail("bad-file", named, fmt::format("có {} hình nhưng .dbf có {} dòng", rows, records),
             fmt::format("has {} shapes but .dbf has {} rows", rows, records));
    }
    return declared_encoding(shp, header[29]);
}

void check_geojson(const fs::path& file, const fs::path& named) {
    std::ifstream stream{file, std::ios::binary};
    std::vector<char> buffer(1U << 20U);
    JsonScanner scanner{named};
    while (stream.read(buffer.data(), static_cast<std::streamsize>(buffer.size())),
           stream.gcount() > 0) {
        scanner.feed(buffer.data(), static_cast<std::size_t>(stream.gcount()));
    }
    scanner.finish();
    check_crs_member(scanner.crs(), named);
}

void check_kml(const fs::path& file, const fs::path& named) {
    std::ifstream stream{file, std::ios::binary};
    constexpr std::string_view forbidden = "<!DOCTYPE";
    std::string text(1U << 20U, '\0');
    std::string kept;
    while (stream.read(text.data(), static_cast<std::streamsize>(text.size())),
           stream.gcount() > 0) {
        kept.append(text, 0, static_cast<std::size_t>(stream.gcount()));
        if (kept.find(forbidden) != std::string::npos) {
            fail("bad-file", named, "có khai báo DOCTYPE, không được nhận",
                 "has a DOCTYPE declaration, which is refused");
        }
        kept.erase(0, kept.size() - std::min(kept.size(), forbidden.size()));
    }
}

} // namespace gis::files
