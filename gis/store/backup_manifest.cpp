#include "gis/store/backup_manifest.hpp"

#include "gis/core/error.hpp"
#include "gis/store/folder_lock.hpp"
#include "gis/store/store_file.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <fstream>

namespace gis::store {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr int manifest_format = 1;

Error bad_manifest(const fs::path& file) {
    return {ErrorKind::storage,
            "bad-manifest",
            {fmt::format("Không đọc được {}: không phải tệp mô tả bản sao lưu.", file.string()),
             fmt::format("{} cannot be read: it is not the manifest of a backup.", file.string())}};
}

Digest digest_of(const Json& hex) {
    return digest_from_hex(hex.get_ref<const std::string&>()).value();
}

BackupManifest from_json(const Json& json) {
    BackupManifest manifest;
    manifest.program = json.at("program").get<std::string>();
    manifest.sqlite = json.at("sqlite").get<std::string>();
    manifest.made_at = json.at("made_at").get<std::string>();
    manifest.schema = json.at("schema").get<std::int64_t>();
    manifest.revision = Revision{json.at("revision").get<std::int64_t>()};
    if (json.contains("head")) {
        manifest.head = digest_of(json["head"]);
    }
    manifest.rows = json.at("rows").get<std::map<std::string, std::int64_t>>();
    manifest.bytes = json.at("bytes").get<std::uintmax_t>();
    manifest.sha256 = digest_of(json.at("sha256"));
    if (json.contains("settings")) { // backups of earlier versions have none
        manifest.settings = json["settings"].get<std::string>();
    }
    return manifest;
}

} // namespace

fs::path manifest_of(const fs::path& backup) {
    return backup.string() + ".json";
}

std::optional<std::string> read_settings(const fs::path& data_folder) {
    const auto file = settings_file(data_folder);
    if (!fs::exists(file)) {
        return std::nullopt;
    }
    std::ifstream in{file, std::ios::binary};
    std::string text{std::istreambuf_iterator<char>{in}, {}};
    if (!in) {
        throw Error{ErrorKind::storage,
                    "settings-unreadable",
                    {fmt::format("Không đọc được {}.", file.string()),
                     fmt::format("{} cannot be read.", file.string())}};
    }
    return text;
}

void write_through(const fs::path& file, std::string_view text) {
    {
        std::ofstream out{file, std::ios::binary | std::ios::trunc};
        out << text << std::flush;
        if (!out) {
            throw Error{ErrorKind::storage,
                        "store-unwritable",
                        {fmt::format("Không ghi được {}.", file.string()),
                         fmt::format("{} cannot be written.", file.string())}};
        }
    }
    flush_to_disk(file);
}

void write_manifest(const fs::path& file, const BackupManifest& manifest) {
    Json json{{"format", manifest_format}, {"program", manifest.program},
              {"sqlite", manifest.sqlite}, {"made_at", manifest.made_at},
              {"schema", manifest.schema}, {"revision", manifest.revision.get()}};
    if (manifest.head) {
        json["head"] = to_hex(*manifest.head);
    }
    json["rows"] = manifest.rows;
    json["bytes"] = manifest.bytes;
    json["sha256"] = to_hex(manifest.sha256);
    if (manifest.settings) {
        json["settings"] = *manifest.settings;
    }
    // Whatever bytes somebody has typed into the settings, there is a backup.
    write_through(file, json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n");
}

BackupManifest read_manifest(const fs::path& backup) {
    const auto file = manifest_of(backup);
    std::ifstream in{file, std::ios::binary};
    if (!in) {
        throw Error{
            ErrorKind::storage,
            "no-manifest",
            {fmt::format("Không có {} bên cạnh {}, nên không biết bản sao có đủ hay không. Chỉ "
                         "khôi phục bản do ntm-atlas backup tạo; tệp chép tay từ thư mục đang chạy "
                         "thường thiếu những thay đổi mới nhất.",
                         file.filename().string(), backup.string()),
             fmt::format(
                 "There is no {} beside {}, so nobody knows whether the copy is whole. Only "
                 "what ntm-atlas backup made is restored; a file copied by hand from a "
                 "running folder mostly lacks the newest changes.",
                 file.filename().string(), backup.string())}};
    }
    try {
        const auto json = Json::parse(in);
        if (json.at("format").get<int>() != manifest_format) {
            throw bad_manifest(file);
        }
        return from_json(json);
    } catch (const Json::exception&) {
        throw bad_manifest(file);
    } catch (const std::bad_optional_access&) {
        throw bad_manifest(file);
    }
}

} // namespace gis::store
