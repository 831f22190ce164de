#include "server/static_files.hpp"

#include "gis/core/error.hpp"
#include "gis/core/fingerprint.hpp"
#include "server/gzip.hpp"

#include <fmt/format.h>

#include <array>
#include <fstream>
#include <iterator>
#include <utility>

namespace server {

namespace {

namespace fs = std::filesystem;

constexpr int gzip_level = 12; // once, at start

std::string read_file(const fs::path& path) {
    std::ifstream stream{path, std::ios::binary};
    std::string bytes{std::istreambuf_iterator<char>{stream}, {}};
    if (!stream) {
        throw gis::Error{gis::ErrorKind::not_found,
                         "web-folder",
                         {fmt::format("Không đọc được tệp {}.", path.string()),
                          fmt::format("Cannot read {}.", path.string())},
                         "--web"};
    }
    return bytes;
}

bool compresses_well(std::string_view content_type) noexcept {
    return content_type.starts_with("text/") || content_type.starts_with("application/json") ||
           content_type.starts_with("application/manifest+json") ||
           content_type.starts_with("image/svg+xml") ||
           content_type.starts_with("application/x-protobuf");
}

bool is_immutable(std::string_view path) noexcept {
    return path.starts_with("assets/");
}

std::string path_of(const Request& request) {
    const auto& segments = request.target.segments;
    std::string path;
    for (std::size_t i = 0; i < segments.size(); ++i) {
        path.append(i == 0 ? "" : "/").append(segments[i]);
    }
    return path;
}

} // namespace

std::string_view content_type_of(std::string_view path) noexcept {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 16> types{{
        {".html", html_type},
        {".js", "text/javascript; charset=utf-8"},
        {".mjs", "text/javascript; charset=utf-8"},
        {".css", "text/css; charset=utf-8"},
        {".json", json_type},
        {".webmanifest", "application/manifest+json"},
        {".svg", "image/svg+xml"},
        {".png", "image/png"},
        {".jpg", "image/jpeg"},
        {".webp", "image/webp"},
        {".ico", "image/x-icon"},
        {".woff2", "font/woff2"},
        {".woff", "font/woff"},
        {".pbf", "application/x-protobuf"},
        {".txt", "text/plain; charset=utf-8"},
        {".map", json_type},
    }};
    for (const auto& [ending, type] : types) {
        if (path.ends_with(ending)) {
            return type;
        }
    }
    return "application/octet-stream";
}

std::string content_hash(std::string_view bytes) {
    gis::Fingerprint fingerprint;
    fingerprint.add(bytes);
    return fmt::format("{:016x}", fingerprint.value());
}

StaticFiles::StaticFiles(const fs::path& folder) {
    std::error_code error;
    for (auto entry = fs::recursive_directory_iterator{folder, error};
         !error && entry != end(entry); entry.increment(error)) {
        if (!entry->is_regular_file()) {
            continue;
        }
        auto path = entry->path().lexically_relative(folder).generic_string();
        if (path == "index.html") {
            m_index = read_file(entry->path());
            continue;
        }
        if (path == "index.html.br" || path == "index.html.gz") {
            continue; // the page is made for each request
        }
        std::string_view coding;
        for (const auto& [ending, name] : {std::pair{".br", "br"}, std::pair{".gz", "gzip"}}) {
            if (path.ends_with(ending)) {
                path.resize(path.size() - 3);
                coding = name;
            }
        }
        add(path, read_file(entry->path()), coding);
    }
    if (error) {
        throw gis::Error{
            gis::ErrorKind::not_found,
            "web-folder",
            {fmt::format("Không đọc được thư mục trang web {}: {}.", folder.string(),
                         error.message()),
             fmt::format("Cannot read the web folder {}: {}.", folder.string(), error.message())},
            "--web"};
    }
    for (auto& [path, file] : m_files) {
        if (file.identity && !file.gzip && compresses_well(file.content_type)) {
            add(path, gzip(file.identity->bytes.bytes, gzip_level), "gzip");
        }
    }
    std::erase_if(m_files, [](const auto& entry) { return !entry.second.identity; });
}

void StaticFiles::add(const std::string& path, std::string bytes, std::string_view coding) {
    auto& file = m_files[path];
    file.content_type = content_type_of(path);
    Form form;
    form.etag = fmt::format("\"{}{}{}\"", content_hash(bytes), coding.empty() ? "" : "-", coding);
    form.headers.add("Cache-Control",
                     is_immutable(path) ? "public, max-age=31536000, immutable" : "no-cache");
    if (compresses_well(file.content_type)) {
        form.headers.add("Vary", "Accept-Encoding");
    }
    if (!coding.empty()) {
        form.headers.add("Content-Encoding", coding);
    }
    form.bytes = share(std::move(bytes));
    (coding == "br" ? file.brotli : coding == "gzip" ? file.gzip : file.identity) = std::move(form);
}

Response StaticFiles::answer(const Request& request) const {
    const auto found = m_files.find(path_of(request));
    if (found == m_files.end()) {
        throw gis::Error{gis::ErrorKind::not_found,
                         "no-such-page",
                         {"Không có địa chỉ này.", "There is nothing at this address."}};
    }
    const auto& file = found->second;
    const auto accepted = request.field("Accept-Encoding");
    const Form* form = &*file.identity;
    if (file.brotli && accepts_encoding(accepted, "br")) {
        form = &*file.brotli;
    } else if (file.gzip && accepts_encoding(accepted, "gzip")) {
        form = &*file.gzip;
    }
    Response response;
    response.content_type = file.content_type;
    response.headers = form->headers;
    response.etag = form->etag;
    response.body = form->bytes;
    return response;
}

} // namespace server
