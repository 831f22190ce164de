#include "gis/core/moment.hpp"
#include "gis/store/backup.hpp"
#include "gis/store/restore.hpp"
#include "gis/store/verification.hpp"
#include "server/cli/commands.hpp"
#include "server/version.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cstdio>

namespace server::cli {

namespace {

gis::store::KnownHead known_head(const std::string& text) {
    const auto colon = text.find(':');
    std::int64_t revision = 0;
    const auto* const end = text.data() + std::min(colon, text.size());
    const auto [rest, error] = std::from_chars(text.data(), end, revision);
    const auto hash =
        colon == std::string::npos ? std::nullopt : gis::digest_from_hex(text.substr(colon + 1));
    if (!hash || error != std::errc{} || rest != end) {
        throw gis::Error{
            gis::ErrorKind::invalid_argument,
            "bad-known-head",
            {fmt::format("--known cần PHIÊN_BẢN:MÃ_BĂM (64 chữ số hệ 16), không phải “{}”.", text),
             fmt::format("--known takes REVISION:HASH (64 hexadecimal digits), not “{}”.", text)},
            "--known"};
    }
    return {gis::Revision{revision}, *hash};
}

void tell_damages(const gis::store::Verification& found) {
    for (const auto& damage : found.damages) {
        fmt::print("{}\n  {}\n", damage.message.vi, damage.message.en);
    }
    if (found.damage_count > found.damages.size()) {
        fmt::print("… {}\n", found.damage_count - found.damages.size());
    }
}

} // namespace

int verify(const Config& config, const VerifyOptions& options) {
    std::vector<gis::store::KnownHead> known;
    for (const auto& text : options.known) {
        known.push_back(known_head(text));
    }
    const auto found = gis::store::verify_store(config.data_folder, known);
    tell_damages(found);
    fmt::print("{}:{}\n", found.revision.get(), gis::to_hex(found.head));
    if (found.good()) {
        fmt::print(stderr, "Kho dữ liệu nguyên vẹn. / The store is whole.\n");
        return 0;
    }
    fmt::print(stderr,
               "{0} chỗ không còn như khi được ghi. Giữ nguyên thư mục này, rồi khôi phục bản sao "
               "lưu gần nhất (ntm-atlas restore).\n"
               "{0} places are not as they were written. Keep this folder as it is, then restore "
               "the latest backup (ntm-atlas restore).\n",
               found.damage_count);
    return 1;
}

int backup(const Config& config, const std::filesystem::path& file) {
    const auto manifest = gis::store::make_backup(config.data_folder, file, version);
    const auto head = gis::to_hex(manifest.head.value_or(gis::Digest{}));
    fmt::print("{}:{}\n", manifest.revision.get(), head);
    fmt::print(stderr,
               "Đã sao lưu phiên bản {0} vào {1} và kiểm tra xong.\n"
               "Backed up revision {0} to {1} and verified it.\n",
               manifest.revision.get(), file.string());
    return 0;
}

int restore(const Config& config, const std::filesystem::path& file) {
    const auto restored = gis::store::restore_backup(file, config.data_folder);
    fmt::print(stderr,
               "Đã khôi phục phiên bản {0}, sao lưu lúc {1}. Mọi người phải đăng nhập lại.\n"
               "Restored revision {0}, backed up at {1} (UTC+7). Everybody has to sign in again.\n",
               restored.manifest.revision.get(), gis::vietnam_time(restored.manifest.made_at));
    if (!restored.kept.empty()) {
        const auto before = restored.before ? fmt::format("{}", restored.before->get()) : "?";
        fmt::print(stderr,
                   "Dữ liệu cũ (phiên bản {0}) được giữ ở {1}.\n"
                   "The data from before (revision {0}) are kept in {1}.\n",
                   before, restored.kept.string());
    }
    if (!restored.kept_settings.empty()) {
        fmt::print(stderr,
                   "atlas.json lấy từ bản sao lưu; tệp cũ được giữ ở {0}.\n"
                   "atlas.json is the backup's; the one from before is kept in {0}.\n",
                   restored.kept_settings.string());
    }
    if (!restored.manifest.settings) {
        fmt::print(stderr,
                   "Bản sao lưu không có atlas.json; hãy xem lại tên và quyền xem của atlas "
                   "trước khi chạy máy chủ.\n"
                   "The backup has no atlas.json; look at the name of the atlas and at who "
                   "may see it before you start the server.\n");
    }
    return 0;
}

} // namespace server::cli
