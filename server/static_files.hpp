#pragma once

#include "server/router.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace server {

/// The viewer's files, read into memory once: what is not in the table at start is not served,
/// whatever a path says.
class StaticFiles {
public:
    /// No files at all.
    StaticFiles() = default;

    /// Reads every regular file under `folder`. `x.br` and `x.gz` beside `x` are its compressed
    /// forms; a text file without `.gz` is compressed here. `index.html` is kept apart as index().
    /// @throws gis::Error{not_found, "web-folder"} when the folder cannot be read
    explicit StaticFiles(const std::filesystem::path& folder);

    /// Answers a path: `/assets/*` as immutable, others to be checked each time; 404 as
    /// problem+json otherwise.
    [[nodiscard]] Response answer(const Request& request) const;

    /// The text of index.html; absent when the folder has none.
    [[nodiscard]] const std::optional<std::string>& index() const noexcept { return m_index; }

    [[nodiscard]] std::size_t size() const noexcept { return m_files.size(); }

private:
    struct Form {
        SharedBytes bytes;
        std::string etag;
        HeaderBlock headers;
    };
    struct File {
        std::string_view content_type;
        std::optional<Form> identity;
        std::optional<Form> gzip;
        std::optional<Form> brotli;
    };

    void add(const std::string& path, std::string bytes, std::string_view coding);

    std::unordered_map<std::string, File> m_files; ///< by path without the leading slash
    std::optional<std::string> m_index;
};

/// Content type by the ending of a path; application/octet-stream when it says nothing.
[[nodiscard]] std::string_view content_type_of(std::string_view path) noexcept;

/// A validator of some bytes: 16 hexadecimal digits of FNV-1a.
[[nodiscard]] std::string content_hash(std::string_view bytes);

} // namespace server
